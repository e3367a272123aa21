using System.Text.Json;
using Jumpgate.Server.Data;
using Jumpgate.Server.EventLog;

namespace Jumpgate.Server.Directory;

/// <summary>Gathers what an account is known by, out of all its versions.</summary>
internal static class PersonValues
{
    private static readonly string[] Naming =
        ["username", "systemusername", "email", "alternateemail", "displayname", "formatted", "preferredname", "managedappleid"];

    private static readonly string[] First = ["firstname", "givenname"];
    private static readonly string[] Last = ["lastname", "familyname"];

    public static async Task<PersonTraces> ReadAsync(TenantSql sql, Identity identity, CancellationToken ct)
    {
        HashSet<string> names = new(StringComparer.OrdinalIgnoreCase);
        await foreach (var (name, email, attributes, raw) in sql.StreamAsync(
            "select name, email, attributes, raw from resource_version where tenant = @tenant and resource = @resource and erased is null",
            row => (Text(row, 0), Text(row, 1), Text(row, 2), row.IsDBNull(3) ? null : row.GetFieldValue<byte[]>(3)), ct, ("resource", identity.Key)))
        {
            Add(name);
            Add(email);
            if (attributes is not null) AddJson(System.Text.Encoding.UTF8.GetBytes(attributes));
            if (raw is not null) AddJson(raw);
        }

        return new PersonTraces(identity.RemoteId, names);

        void Add(string? text)
        {
            if (!string.IsNullOrWhiteSpace(text)) names.Add(text);
        }

        void AddJson(byte[] json)
        {
            using var document = JsonDocument.Parse(json);
            Walk(document.RootElement, Add);
        }
    }

    private static void Walk(JsonElement element, Action<string?> add)
    {
        if (element.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in element.EnumerateArray()) Walk(item, add);
            return;
        }

        if (element.ValueKind != JsonValueKind.Object) return;
        var (first, last) = ((string?)null, (string?)null);
        foreach (var member in element.EnumerateObject())
        {
            if (member.Value.ValueKind is JsonValueKind.Object or JsonValueKind.Array) Walk(member.Value, add);
            if (Readable(member.Value) is not { Length: > 1 } text) continue;
            var name = member.Name.ToLowerInvariant();
            if (First.Contains(name)) first = text;
            if (Last.Contains(name)) last = text;
            if (Naming.Contains(name) || text.IndexOf('@', StringComparison.Ordinal) is > 0 && !text.Contains(' ', StringComparison.Ordinal)) add(text);
        }

        if (first is not null && last is not null) add($"{first} {last}");
    }

    private static string? Readable(JsonElement value)
    {
        try
        {
            return value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            return null; // A lone surrogate: no text another place could hold.
        }
    }

    private static string? Text(System.Data.Common.DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);
}
