using System.Text.Json.Nodes;
using Jumpgate.Emulator.Console.Queries;
using Jumpgate.Emulator.Console.V1;
using Jumpgate.Emulator.Hosting;
using Jumpgate.Emulator.State;
using Jumpgate.Emulator.Worlds;

namespace Jumpgate.Emulator.Console.V2;

/// <summary>User groups, device groups and policy groups, and the list of all three.</summary>
internal static class Groups
{
    public static readonly (string Path, Kind Kind, string Type)[] Families =
    [
        ("usergroups", Kind.UserGroup, "user_group"), ("systemgroups", Kind.SystemGroup, "system_group"), ("policygroups", Kind.PolicyGroup, "policy_group"),
    ];

    private static readonly string[] Writable =
    [
        "name", "description", "email", "attributes", "memberQuery", "memberQueryExemptions", "memberSuggestionsNotify", "membershipMethod",
    ];

    /// <summary>What the list of all groups shows of each.</summary>
    private static readonly HashSet<string> Common = ["attributes", "description", "email", "id", "memberQueryErrorFlags", "name", "organizationObjectId", "type"];

    private static readonly string[] Methods = ["NOTSET", "STATIC", "DYNAMIC_REVIEW_REQUIRED", "DYNAMIC_AUTOMATED"];

    public static void Map(Routes v2)
    {
        v2.Get("/groups", "groups", All);
        foreach (var (path, kind, type) in Families)
        {
            v2.Get($"/{path}", "groups", call => Lists.Array(call, call.Organization.Table(kind)))
                .Post($"/{path}", "groups", call => Create(call, kind, type))
                .Get($"/{path}/{{id}}", "groups", call => Objects.Get(call, kind))
                .Put($"/{path}/{{id}}", "groups", call => Update(call, kind))
                .Delete($"/{path}/{{id}}", "groups", call => Delete(call, kind));
        }
    }

    private static Answer Create(Call call, Kind kind, string type)
    {
        var (organization, body) = (call.Organization, call.Object);
        if (string.IsNullOrWhiteSpace((string?)body["name"]))
            return Answer.Invalid("name is required");
        if (Problem(organization, kind, body, null) is { } refusal)
            return refusal;
        var table = organization.Table(kind);
        var index = table.Add(call.Now, id => Blank(organization, id, kind, type));
        var group = table.Change(index);
        var changes = Apply(group, body);
        if (body["membershipMethod"] is null && body["memberQuery"] is JsonObject)
            group["membershipMethod"] = "DYNAMIC_REVIEW_REQUIRED";
        var node = new Node(kind, index);
        organization.Journal.Write(call, "group_create", organization.Journal.Resource(node), changes);
        DynamicGroups.Recount(organization, node);
        return Objects.Show(table, index, 201);
    }

    /// <summary>The documents call it a full update; JumpCloud's own command line sends only what changes, so what is not sent stays.</summary>
    private static Answer Update(Call call, Kind kind)
    {
        var organization = call.Organization;
        var table = organization.Table(kind);
        if (!table.TryFind(call.Id, out var index))
            return Answer.NotFound(call);
        if (Problem(organization, kind, call.Object, index) is { } refusal)
            return refusal;
        var changes = Apply(table.Change(index), call.Object);
        var node = new Node(kind, index);
        if (changes.Any)
            organization.Journal.Write(call, "group_update", organization.Journal.Resource(node), changes);
        DynamicGroups.Recount(organization, node);
        return Objects.Show(table, index);
    }

    private static Answer Delete(Call call, Kind kind)
    {
        var organization = call.Organization;
        var table = organization.Table(kind);
        if (!table.TryFind(call.Id, out var index))
            return Answer.NotFound(call);
        var node = new Node(kind, index);
        var resource = organization.Journal.Resource(node);
        var answer = call.Installation.Switches.DeleteAnswersBody ? Objects.Show(table, index) : Answer.Empty(204);
        organization.Delete(node);
        organization.Journal.Write(call, "group_delete", resource);
        return answer;
    }

    private static Answer All(Call call)
    {
        var (selection, refusal) = Selection.Of(call);
        if (selection is null)
            return refusal!;
        List<(Table Table, int Index)> all = [];
        var unfiltered = 0;
        foreach (var (_, kind, _) in Families)
        {
            var table = call.Organization.Table(kind);
            unfiltered += table.Count;
            all.AddRange(selection.Apply(table).Select(index => (table, index)));
        }

        if (selection.Order is [{ Field: "name" } order, ..])
        {
            var named = all.OrderBy(g => (string?)g.Table.Read(g.Index)["name"], StringComparer.OrdinalIgnoreCase);
            all = order.Descending ? [.. named.Reverse()] : [.. named];
        }

        var shown = selection with { Fields = selection.Fields ?? Common };
        var answer = Lists.Array(call, all, (json, group) => shown.Write(json, group.Table, group.Index));
        if (call.Header("x-unfiltered-total-count") is not null)
            answer.Headers["x-unfiltered-total-count"] = unfiltered.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return answer;
    }

    private static Answer? Problem(Organization organization, Kind kind, JsonObject body, int? index)
    {
        if (body.TryGetPropertyValue("name", out var value))
        {
            var name = (string?)value;
            if (string.IsNullOrWhiteSpace(name))
                return Answer.Invalid("name is required");
            var table = organization.Table(kind);
            if (table.All().Any(i => i != index && NameOf(organization, table, i) == name))
                return Answer.AlreadyExists();
        }

        return (string?)body["membershipMethod"] is { } method && !Methods.Contains(method)
            ? Answer.Invalid($"invalid membershipMethod: {method}")
            : null;
    }

    private static string? NameOf(Organization organization, Table table, int index)
        => table.Kind == Kind.UserGroup && !table.IsWritten(index) ? organization.World.Groups.Name(index) : (string?)table.Read(index)["name"];

    private static JsonObject Blank(Organization organization, string id, Kind kind, string type)
    {
        var group = new JsonObject
        {
            ["attributes"] = null,
            ["id"] = id,
            ["name"] = "",
            ["type"] = type,
            ["email"] = "",
            ["description"] = "",
        };
        if (kind != Kind.PolicyGroup)
        {
            group["memberQuery"] = null;
            group["memberQueryExemptions"] = new JsonArray();
            group["memberSuggestionsNotify"] = false;
            group["membershipMethod"] = "STATIC";
        }

        group["organizationObjectId"] = organization.Id;
        if (kind == Kind.UserGroup)
            group["suggestionCounts"] = new JsonObject { ["add"] = 0, ["remove"] = 0, ["total"] = 0 };
        return group;
    }

    private static Changes Apply(JsonObject group, JsonObject body)
    {
        var changes = new Changes();
        foreach (var name in Writable)
        {
            if (!body.TryGetPropertyValue(name, out var value) || (group["type"]!.ToString() == "policy_group" && name.StartsWith("member", StringComparison.Ordinal)))
                continue;
            if (name == "attributes" && value is JsonObject { Count: 0 })
                value = null;
            changes.Set(group, name, value ?? (name is "description" or "email" ? "" : null));
        }

        return changes;
    }
}
