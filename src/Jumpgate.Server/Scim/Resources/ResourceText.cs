using System.Text.Json;
using Jumpgate.Scim.Projection;
using Jumpgate.Scim.Schemas;
using Jumpgate.Scim.Versions;

namespace Jumpgate.Server.Scim.Resources;

/// <summary>Writes resources as a client sees them: the document, and what the service alone knows.</summary>
/// <param name="baseUri">The endpoint URL.</param>
internal sealed class ResourceText(ScimKind kind, ResourceProjection projection, string baseUri)
{
    private const string Time = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

    /// <summary>Members of a group, groups of a user.</summary>
    private readonly string ties = kind.IsGroup ? "members" : "groups";

    /// <summary>Whether members, or groups, are to be read at all.</summary>
    public bool WantsTies => projection.Includes(ties);

    /// <summary>Whether a user's manager is shown.</summary>
    public bool WantsManager => !kind.IsGroup && projection.Includes(CoreSchemas.EnterpriseUser, "manager");

    public void Write(Utf8JsonWriter json, ScimRow row, IReadOnlyList<Tie> tied)
    {
        json.WriteStartObject();
        json.WriteStartArray("schemas"u8);
        json.WriteStringValue(kind.Schema.Type.Schema.Id);
        foreach (var (name, key) in kind.Extensions)
            if (row.Attributes.AsSpan().IndexOf(key) >= 0) json.WriteStringValue(name);
        json.WriteEndArray();
        json.WriteString("id"u8, row.Id);
        projection.WriteMembers(json, row.Attributes);
        if (tied.Count > 0 && WantsTies) WriteTies(json, tied);
        WriteMeta(json, row);
        json.WriteEndObject();
    }

    public string Location(ScimRow row) => $"{baseUri}{kind.Schema.Type.Endpoint}/{row.Id}";

    private void WriteTies(Utf8JsonWriter json, IReadOnlyList<Tie> tied)
    {
        var (value, display, type, reference) =
            (projection.Includes(ties, "value"), projection.Includes(ties, "display"), projection.Includes(ties, "type"), projection.Includes(ties, "$ref"));
        if (!value && !display && !type && !reference) return;
        json.WriteStartArray(ties);
        foreach (var tie in tied)
        {
            json.WriteStartObject();
            if (value) json.WriteString("value"u8, tie.Id);
            if (reference) json.WriteString("$ref"u8, $"{baseUri}/{(tie.IsGroup ? "Groups" : "Users")}/{tie.Id}");
            if (display && tie.Name is not null) json.WriteString("display"u8, tie.Name);
            if (type) json.WriteString("type"u8, kind.IsGroup ? tie.IsGroup ? "Group" : "User" : tie.IsDirect ? "direct" : "indirect");
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private void WriteMeta(Utf8JsonWriter json, ScimRow row)
    {
        var meta = CommonAttributes.Meta;
        if (!projection.Includes(meta.Name)) return;
        json.WriteStartObject(meta.Name);
        if (projection.Includes(meta.Name, "resourceType")) json.WriteString("resourceType"u8, kind.Name);
        if (projection.Includes(meta.Name, "created")) json.WriteString("created"u8, At(row.CreatedAt));
        if (row.ChangedAt is { } changed && projection.Includes(meta.Name, "lastModified")) json.WriteString("lastModified"u8, At(changed));
        if (projection.Includes(meta.Name, "location")) json.WriteString("location"u8, Location(row));
        if (projection.Includes(meta.Name, "version")) json.WriteString("version"u8, EntityTag.Of(row.Version).ToString());
        json.WriteEndObject();
    }

    private static string At(long milliseconds) =>
        DateTimeOffset.FromUnixTimeMilliseconds(milliseconds).ToString(Time, System.Globalization.CultureInfo.InvariantCulture);
}
