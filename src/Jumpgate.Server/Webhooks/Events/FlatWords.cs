using System.Runtime.InteropServices;
using System.Text.Json;

namespace Jumpgate.Server.Webhooks.Events;

/// <summary>The members of a user event that stand flat beside the attributes, under the names other directory products gave them.</summary>
internal static class FlatWords
{
    public static readonly (string Member, string[] Path)[] All =
    [
        ("preferred_username", ["userName"]), ("given_name", ["name", "givenName"]), ("family_name", ["name", "familyName"]),
    ];

    public static JsonElement? Find(JsonElement attributes, string[] path)
    {
        var found = attributes;
        foreach (var step in path)
            if (found.ValueKind != JsonValueKind.Object || !found.TryGetProperty(step, out found)) return null;
        return found;
    }

    /// <summary>As it is kept: it may hold what a string of .NET cannot.</summary>
    public static void Write(Utf8JsonWriter json, string member, JsonElement? value)
    {
        json.WritePropertyName(member);
        if (value is { } element) json.WriteRawValue(JsonMarshal.GetRawUtf8Value(element), skipInputValidation: true);
        else json.WriteNullValue();
    }

    public static bool Same(JsonElement? one, JsonElement? other) =>
        one is { } a && other is { } b ? JsonMarshal.GetRawUtf8Value(a).SequenceEqual(JsonMarshal.GetRawUtf8Value(b)) : one is null && other is null;
}
