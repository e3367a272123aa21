using System.Text.Json;

namespace Jumpgate.Scim.Errors;

/// <summary>
/// A refusal as SCIM tells it (RFC 7644 §3.12). Details name attributes, operations and limits; they never repeat a value
/// that was sent, which might be a secret.
/// </summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="ScimType">A keyword of Table 9 (<see cref="ScimTypes"/>); null where the RFC has none.</param>
/// <param name="Detail">A sentence for the person who reads it.</param>
public sealed record ScimError(int Status, string? ScimType, string Detail)
{
    public const string Schema = "urn:ietf:params:scim:api:messages:2.0:Error";

    /// <summary>The body is not the message it should be, or does not conform to the schema.</summary>
    public static ScimError Syntax(string detail) => new(400, ScimTypes.InvalidSyntax, detail);

    /// <summary>A value is missing, or not one the attribute can have.</summary>
    public static ScimError Value(string detail) => new(400, ScimTypes.InvalidValue, detail);

    public static ScimError Path(string detail) => new(400, ScimTypes.InvalidPath, detail);

    public static ScimError Filter(string detail) => new(400, ScimTypes.InvalidFilter, detail);

    public static ScimError NoTarget(string detail) => new(400, ScimTypes.NoTarget, detail);

    public static ScimError Mutability(string detail) => new(400, ScimTypes.Mutability, detail);

    /// <summary>More operations, values or bytes than are taken at once (RFC 7644 §3.7.4; RFC 9110 §15.5.14).</summary>
    public static ScimError TooLarge(string detail) => new(413, null, detail);

    /// <summary>Another resource has the value (RFC 7644 §3.3.1).</summary>
    public static ScimError NotUnique(string attribute) =>
        new(409, ScimTypes.Uniqueness, $"Another resource has this {attribute}.");

    /// <summary>The Error message. The status is a string there.</summary>
    public void Write(Utf8JsonWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteStartObject();
        writer.WriteStartArray("schemas"u8);
        writer.WriteStringValue(Schema);
        writer.WriteEndArray();
        writer.WriteString("status"u8, Status.ToString(System.Globalization.CultureInfo.InvariantCulture));
        if (ScimType is not null)
        {
            writer.WriteString("scimType"u8, ScimType);
        }

        writer.WriteString("detail"u8, Detail);
        writer.WriteEndObject();
    }
}
