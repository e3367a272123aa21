using System.Text.Json.Nodes;
using Jumpgate.Emulator.State;
using Jumpgate.Emulator.Worlds;

namespace Jumpgate.Emulator.Insights;

/// <summary>What stands in a report: one row for each user, device or tie it is about.</summary>
internal static class InsightsReports
{
    public static IEnumerable<JsonObject> Rows(Organization organization, string type) => type switch
    {
        "os-version" => Devices(organization, d => new() { ["system_id"] = d["id"]?.DeepClone(), ["hostname"] = d["hostname"]?.DeepClone(), ["os"] = d["os"]?.DeepClone(), ["version"] = d["version"]?.DeepClone() }),
        "user-account-health" => Users(organization, (_, u) => new() { ["user_id"] = u["id"]?.DeepClone(), ["username"] = u["username"]?.DeepClone(), ["state"] = u["state"]?.DeepClone(), ["account_locked"] = u["account_locked"]?.DeepClone(), ["password_expired"] = u["password_expired"]?.DeepClone() }),
        "users-to-devices" => Ties(organization, Kind.System, "system_id"),
        "users-to-sso-applications" => Ties(organization, Kind.Application, "application_id"),
        "users-to-ldap-servers" => Ties(organization, Kind.LdapServer, "ldap_server_id"),
        "users-to-radius-servers" => Ties(organization, Kind.RadiusServer, "radius_server_id"),
        "users-to-user-groups" => Users(organization, (node, u) => [.. organization.Graph.Members.ParentsOf(node).Select(group => Tie(organization, u, "user_group_id", group))]),
        _ => [],
    };

    private static IEnumerable<JsonObject> Ties(Organization organization, Kind target, string column) =>
        Users(organization, (node, u) => [.. organization.Graph.Reached(node, target).Select(end => Tie(organization, u, column, end))]);

    private static JsonObject Tie(Organization organization, JsonObject user, string column, Node end) => new()
    {
        ["user_id"] = user["id"]?.DeepClone(),
        ["username"] = user["username"]?.DeepClone(),
        [column] = organization.IdOf(end),
    };

    private static IEnumerable<JsonObject> Devices(Organization organization, Func<JsonObject, JsonObject> row) =>
        organization.Systems.All().Select(index => row(organization.Systems.Read(index)));

    private static IEnumerable<JsonObject> Users(Organization organization, Func<Node, JsonObject, JsonObject> row) =>
        Users(organization, (node, user) => [row(node, user)]);

    private static IEnumerable<JsonObject> Users(Organization organization, Func<Node, JsonObject, List<JsonObject>> rows) =>
        organization.Users.All().SelectMany(index => rows(new Node(Kind.User, index), organization.Users.Read(index)));
}
