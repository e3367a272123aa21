using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;

namespace Jumpgate.JumpCloud.Tests.Published;

/// <summary>Every field we read is published under that name with that type, or stands here with the place that told of it.</summary>
public sealed class ModelsAgainstSpecificationsTests
{
    /// <summary>Fields that no published definition has, and where they come from (jumpcloud-api.md).</summary>
    private static readonly Dictionary<string, string> Unpublished = new()
    {
        ["SystemUser.id"] = "§3.1: v1 objects carry id beside _id (recorded)",
        ["SystemUser.systemUsername"] = "§6.1 (recorded)",
        ["SystemUser.mfaEnrollment.smsStatus"] = "§6.1 (JumpCloud's command line)",
        ["Administrator.id"] = "§3.1 (recorded)",
        ["Administrator.registered"] = "§6.2: provider form",
        ["JumpCloudSystem.id"] = "§3.1 (recorded)",
        ["Application.id"] = "§3.1 (recorded)",
        ["ApplicationTemplate.id"] = "§3.1 (recorded)",
        ["Organization.id"] = "§6.11 (recorded)",
        ["AppleMdmDevice.appleMdmId"] = "§6.9 (recorded)",
    };

    private static readonly Dictionary<string, (Type Model, string File, string Definition)> Models = new()
    {
        ["SystemUser"] = (typeof(SystemUser), "V1", "systemuserreturn"),
        ["Administrator"] = (typeof(Administrator), "V1", "userreturn"),
        ["SystemUserSshKey"] = (typeof(SystemUserSshKey), "V1", "sshkeylist"),
        ["JumpCloudSystem"] = (typeof(JumpCloudSystem), "V1", "JcSystem"),
        ["Application"] = (typeof(Application), "V1", "application"),
        ["ApplicationTemplate"] = (typeof(ApplicationTemplate), "V1", "applicationtemplate"),
        ["Organization"] = (typeof(Organization), "V1", "organization"),
        ["UserGroup"] = (typeof(UserGroup), "V2", "UserGroup"),
        ["SystemGroup"] = (typeof(SystemGroup), "V2", "SystemGroup"),
        ["ProviderOrganization"] = (typeof(ProviderOrganization), "V2", "Organization"),
        ["AppleMdm"] = (typeof(AppleMdm), "V2", "AppleMDM"),
        ["AppleMdmDevice"] = (typeof(AppleMdmDevice), "V2", "apple-mdm-device"),
        ["BulkResult"] = (typeof(BulkResult), "V2", "job-workresult"),
        ["ScheduledStateChange"] = (typeof(ScheduledStateChange), "V2", "scheduled-userstate-result"),
    };

    public static TheoryData<string> Names => [.. Models.Keys];

    [PublishedTheory]
    [MemberData(nameof(Names))]
    public void Every_field_read_is_published_with_its_type(string name)
    {
        var (model, file, definition) = Models[name];
        var specification = Specification.Of(file);
        var faults = new List<string>();

        Compare(name, model, specification["definitions"]![definition]!.AsObject(), specification, faults);

        faults.ShouldBeEmpty(string.Join(Environment.NewLine, faults));
    }

    [PublishedFact]
    public void No_exception_outlives_its_reason()
    {
        foreach (var path in Unpublished.Keys.Where(path => path.Count(character => character == '.') == 1))
        {
            var (name, field) = path.Split('.') is [var left, var right] ? (left, right) : default;
            var (_, file, definition) = Models[name];
            Properties(Specification.Of(file)["definitions"]![definition]!.AsObject(), Specification.Of(file))
                .ShouldNotContainKey(field, $"{path} is published now");
        }
    }

    [PublishedFact]
    public void Every_published_field_of_a_person_is_read()
    {
        var specification = Specification.Of("V1");
        var published = Properties(specification["definitions"]!["systemuserreturn"]!.AsObject(), specification).Keys;
        var read = WireJson.Default.GetTypeInfo(typeof(SystemUser))!.Properties.Select(property => property.Name);

        published.Except(read).ShouldBeEmpty();
    }

    [PublishedFact]
    public void Every_field_of_a_person_we_write_is_published_for_create_and_update()
    {
        var specification = Specification.Of("V1");
        var everything = new SystemUserWrite
        {
            Username = "x",
            Email = "x",
            AlternateEmail = "x",
            ManagedAppleId = "x",
            FirstName = "x",
            MiddleName = "x",
            LastName = "x",
            DisplayName = "x",
            Description = "x",
            State = "x",
            EmployeeIdentifier = "x",
            EmployeeType = "x",
            JobTitle = "x",
            Department = "x",
            CostCenter = "x",
            Company = "x",
            Location = "x",
            ManagerId = "x",
            Password = new Secret("x"),
            Attributes = [],
            PhoneNumbers = [],
            Addresses = [],
        }.ToJson();

        everything.Count.ShouldBe(typeof(SystemUserWrite).GetProperties().Length);
        foreach (var definition in new[] { "systemuserput", "systemuserputpost" })
        {
            var published = Properties(specification["definitions"]![definition]!.AsObject(), specification).Keys;
            everything.Select(field => field.Key).Except(published).ShouldBeEmpty(definition);
        }
    }

    [PublishedFact]
    public void Every_field_of_an_event_query_is_published()
    {
        var specification = Specification.Of("DirectoryInsights");
        var body = JsonNode.Parse(new EventQuery
        {
            Start = DateTimeOffset.UnixEpoch,
            End = DateTimeOffset.UnixEpoch,
            Fields = ["id"],
            FullText = "x",
            ExactMatch = "x",
            SearchTerm = [],
            SearchAfter = "[1]",
        }.ToBody().Span)!.AsObject();
        var published = Properties(specification["definitions"]!["EventQuery"]!.AsObject(), specification).Keys;

        body.Select(field => field.Key).Except(published).ShouldBeEmpty();
    }

    private static void Compare(string path, Type model, JsonObject schema, JsonObject specification, List<string> faults)
    {
        var published = Properties(schema, specification);
        foreach (var property in WireJson.Default.GetTypeInfo(model)!.Properties)
        {
            if (property.Get is null && property.Set is null) continue;
            var here = $"{path}.{property.Name}";
            if (Unpublished.ContainsKey(here)) continue;
            if (!published.TryGetValue(property.Name, out var found)) faults.Add($"{here} is not published");
            else CompareType(here, property, Resolve(found, specification), specification, faults);
        }
    }

    private static void CompareType(string path, JsonPropertyInfo property, JsonObject schema, JsonObject specification, List<string> faults)
    {
        var type = property.PropertyType;
        var published = schema["type"]?.GetValue<string>();
        var list = type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>);
        var expected = type == typeof(string) || type == typeof(DateTimeOffset?) ? "string"
            : type == typeof(bool?) ? "boolean"
            : type == typeof(long?) ? "integer"
            : list ? "array"
            : "object";
        if (published is not null && published != expected && !(expected == "integer" && published == "number"))
            faults.Add($"{path} is {published}, we read {expected}");
        var inner = list ? type.GetGenericArguments()[0] : type;
        if (inner == typeof(string) || inner.IsValueType || WireJson.Default.GetTypeInfo(inner) is not { } info || info.Properties.Count == 0) return;
        var shape = list && schema["items"] is JsonObject items ? Resolve(items, specification) : schema;
        if (Properties(shape, specification).Count > 0) Compare(path, inner, shape, specification, faults);
    }

    private static Dictionary<string, JsonObject> Properties(JsonObject schema, JsonObject specification)
    {
        var found = new Dictionary<string, JsonObject>();
        schema = Resolve(schema, specification);
        foreach (var part in schema["allOf"]?.AsArray() ?? [])
        {
            foreach (var (name, value) in Properties(part!.AsObject(), specification)) found[name] = value;
        }

        foreach (var (name, value) in schema["properties"]?.AsObject() ?? []) found[name] = value!.AsObject();
        return found;
    }

    private static JsonObject Resolve(JsonObject schema, JsonObject specification) =>
        schema["$ref"]?.GetValue<string>() is { } reference ? specification["definitions"]![reference.Split('/')[^1]]!.AsObject() : schema;
}
