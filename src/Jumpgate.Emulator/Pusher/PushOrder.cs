using System.Text.Json.Nodes;
using Jumpgate.Emulator.State;
using Jumpgate.Emulator.Worlds;

namespace Jumpgate.Emulator.Pusher;

/// <summary>What <c>POST /emulator/scim</c> asks for, beside the settings.</summary>
internal sealed record PushOrder(string Do, string? BaseUrl, string? OrganizationId, string? ApplicationId, List<string> Groups, List<string> Users, bool Push, bool Wait)
{
    public static readonly IReadOnlyList<string> Verbs = ["test-connection", "activate", "deactivate", "bind-group", "unbind-group", "push", "import"];

    public static readonly IReadOnlyList<string> Names = ["do", "baseUrl", "token", "organization", "application", "group", "groups", "users", "push", "wait"];

    public static PushOrder Parse(JsonObject order)
    {
        var verb = Text(order, "do");
        if (verb is null || !Verbs.Contains(verb))
            throw new FormatException($"do must be one of {string.Join(", ", Verbs)}");
        var baseUrl = Text(order, "baseUrl");
        if (baseUrl is not null && !(Uri.TryCreate(baseUrl, UriKind.Absolute, out var url) && url.Scheme is "http" or "https" && url.Query.Length == 0 && url.Fragment.Length == 0))
            throw new FormatException("baseUrl must be an http or https address without a query");
        return new PushOrder(
            verb,
            baseUrl,
            Text(order, "organization"),
            Text(order, "application"),
            [.. List(order, "group"), .. List(order, "groups")],
            List(order, "users"),
            Flag(order, "push"),
            Flag(order, "wait"));
    }

    /// <summary>Names in the order that mean nothing here.</summary>
    public static JsonArray Ignored(JsonObject order)
        => new([.. order.Select(p => p.Key).Where(name => !Names.Contains(name) && PushSettings.All.All(s => s.Name != name)).Select(name => (JsonNode)name)]);

    /// <summary>User groups by id or name; "all" for all of them. To be called under the gate.</summary>
    public List<Node> FindGroups(Organization organization)
    {
        List<Node> found = [];
        foreach (var wanted in Groups)
        {
            if (wanted == "all")
                found.AddRange(organization.UserGroups.All().Select(i => new Node(Kind.UserGroup, i)));
            else if (organization.UserGroups.TryFind(wanted, out var index))
                found.Add(new Node(Kind.UserGroup, index));
            else if (organization.UserGroups.All().Where(i => (string?)organization.UserGroups.Read(i)["name"] == wanted).ToList() is [var named, ..])
                found.Add(new Node(Kind.UserGroup, named));
            else
                throw new KeyNotFoundException($"no such user group: {wanted}");
        }

        return found;
    }

    /// <summary>Users by id or user name; null when none are named. To be called under the gate.</summary>
    public HashSet<int>? FindUsers(Organization organization)
        => Users.Count == 0
            ? null
            : [.. Users.Select(wanted => organization.Users.TryFind(wanted, out var index) ? index
                : organization.UserNames.Find("username", wanted) ?? throw new KeyNotFoundException($"no such user: {wanted}"))];

    private static string? Text(JsonObject order, string name) => order[name] switch
    {
        null => null,
        JsonValue value when value.TryGetValue<string>(out var text) => text.Length == 0 ? null : text,
        _ => throw new FormatException($"{name} must be a string"),
    };

    private static List<string> List(JsonObject order, string name) => order[name] switch
    {
        null => [],
        JsonArray array when array.All(e => e is JsonValue value && value.TryGetValue<string>(out _)) => [.. array.Select(e => (string)e!)],
        JsonValue value when value.TryGetValue<string>(out var one) => [one],
        _ => throw new FormatException($"{name} must be a list of strings"),
    };

    private static bool Flag(JsonObject order, string name) => order[name] switch
    {
        null => true,
        JsonValue value when value.TryGetValue<bool>(out var flag) => flag,
        _ => throw new FormatException($"{name} must be true or false"),
    };
}
