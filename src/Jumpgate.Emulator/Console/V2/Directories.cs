using System.Text.Json;
using Jumpgate.Emulator.Console.Queries;
using Jumpgate.Emulator.Console.V1;
using Jumpgate.Emulator.Hosting;
using Jumpgate.Emulator.State;
using Jumpgate.Emulator.Worlds;

namespace Jumpgate.Emulator.Console.V2;

/// <summary>Directories an organization feeds: its LDAP server, and whatever else was connected.</summary>
internal static class Directories
{
    private static readonly string[] LdapWritable = ["userLockoutAction", "userPasswordExpirationAction"];

    public static void Map(Routes v2) => v2
        .Get("/directories", "directories", List)
        .Get("/ldapservers", "directories ldap", call => Lists.Array(call, call.Organization.Table(Kind.LdapServer)))
        .Get("/ldapservers/{id}", "directories ldap", call => Objects.Get(call, Kind.LdapServer))
        .Patch("/ldapservers/{id}", "directories ldap", UpdateLdap);

    private static Answer List(Call call)
    {
        List<Node> all = [.. Collection.Directories.SelectMany(kind => call.Organization.Table(kind).All().Select(i => new Node(kind, i)))];
        return Lists.Array(call, all, (json, node) => Write(json, call.Organization, node));
    }

    private static void Write(Utf8JsonWriter json, Organization organization, Node node)
    {
        json.WriteStartObject();
        json.WriteString("id"u8, organization.IdOf(node));
        json.WriteString("name"u8, (string?)organization.Table(node.Kind).Read(node.Index)["name"] ?? "");
        json.WriteString("type"u8, GraphTypes.Name(node.Kind));
        json.WriteEndObject();
    }

    private static Answer UpdateLdap(Call call)
    {
        var table = call.Organization.Table(Kind.LdapServer);
        if (!table.TryFind(call.Id, out var index))
            return Answer.NotFound(call);
        foreach (var name in LdapWritable)
        {
            if (call.Object[name] is not { } value)
                continue;
            if ((string?)value is not ("disable" or "remove"))
                return Answer.Invalid($"{name} must be disable or remove");
            table.Change(index)[name] = value.DeepClone();
        }

        return Objects.Show(table, index);
    }
}
