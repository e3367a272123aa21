using System.Globalization;
using System.Text;
using System.Text.Json;
using Jumpgate.Scim.Filters;
using Jumpgate.Server.Data;

namespace Jumpgate.Server.Directory.Reading;

/// <summary>
/// Resources as a table (RFC 4180): the members every resource has, then one column per attribute. Values of a multi-valued attribute
/// stand in one cell, divided by semicolons.
/// </summary>
internal sealed class ResourceCsv(ResourceKind kind, IReadOnlyList<AttributePath>? fields, bool withRoles)
{
    private const string Enterprise = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

    private readonly IReadOnlyList<AttributePath> columns = fields ?? Usual(kind);

    public string Header => Line([.. ((string[])["id", "remoteId", "name", "email", "status", "sourceStatus", "updatedAt"]), .. columns.Select(column => column.ToString()), .. withRoles ? (string[])["appRoles"] : []]);

    public string Row(ResourceRow row, HeldRoles? roles)
    {
        using var attributes = JsonDocument.Parse(row.Attributes is null ? "{}" : ResourceJson.Merge(row.Attributes, row.Volatile));
        var updated = row.UpdatedAt is { } at
            ? DateTimeOffset.FromUnixTimeMilliseconds(at).ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture) : null;
        return Line(
        [
            row.Id.ToString(), row.RemoteId, row.Name, row.Email, row.Status, row.SourceStatus, updated,
            .. columns.Select(column => string.Join("; ", Values(attributes.RootElement, column))),
            .. withRoles ? (string[])[string.Join("; ", roles?.Names ?? [])] : [],
        ]);
    }

    private static IReadOnlyList<AttributePath> Usual(ResourceKind kind) => kind switch
    {
        ResourceKind.User =>
        [
            new("userName"), new("name", "givenName"), new("name", "familyName"), new("title"), new("department", null, Enterprise), new("costCenter", null, Enterprise),
            new("externalId"), new("active"),
        ],
        ResourceKind.Admin => [new("roles", "display"), new("mfa", "state"), new("active")],
        ResourceKind.Device => [new("hostname"), new("os"), new("osVersion"), new("serialNumber"), new("lastContact")],
        ResourceKind.Group or ResourceKind.DeviceGroup => [new("description"), new("membershipMethod")],
        ResourceKind.Application => [new("displayLabel"), new("ssoUrl")],
        _ => [],
    };

    private static IEnumerable<string> Values(JsonElement attributes, AttributePath path)
    {
        var at = attributes;
        if (path.Schema is { } schema && !AttributeTypes.Core.IsCore(schema)) at = Member(at, schema);
        var found = Each(Member(at, path.Attribute));
        if (path.SubAttribute is { } sub) found = found.SelectMany(value => Each(Member(value, sub)));
        return found.Select(Text).Where(text => text.Length > 0);
    }

    private static IEnumerable<JsonElement> Each(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Undefined or JsonValueKind.Null => [],
        JsonValueKind.Array => value.EnumerateArray(),
        _ => [value],
    };

    private static JsonElement Member(JsonElement value, string name)
    {
        if (value.ValueKind != JsonValueKind.Object) return default;
        foreach (var member in value.EnumerateObject())
            if (member.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) return member.Value;
        return default;
    }

    private static string Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => Kinds.JsonText.Of(value) ?? "",
        JsonValueKind.Object when Member(value, "value") is { ValueKind: JsonValueKind.String } plain => Kinds.JsonText.Of(plain) ?? "",
        _ => value.GetRawText(),
    };

    private static string Line(IReadOnlyList<string?> cells)
    {
        var line = new StringBuilder();
        for (var i = 0; i < cells.Count; i++)
        {
            if (i > 0) line.Append(',');
            Append(line, cells[i] ?? "");
        }

        return line.Append("\r\n").ToString();
    }

    private static void Append(StringBuilder line, string cell)
    {
        // A spreadsheet takes a cell that begins like this for a formula and would run what a directory's users wrote.
        if (cell is ['=' or '+' or '-' or '@' or '\t' or '\r', ..]) cell = "'" + cell;
        if (cell.AsSpan().IndexOfAny(",\"\r\n") < 0) line.Append(cell);
        else line.Append('"').Append(cell.Replace("\"", "\"\"", StringComparison.Ordinal)).Append('"');
    }
}
