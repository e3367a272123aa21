using System.Text.Json;
using Jumpgate.Scim.Errors;
using Jumpgate.Scim.Profiles;
using Jumpgate.Scim.Resources;

namespace Jumpgate.Scim.Messages;

/// <summary>Reads the members of a message by name in any case, each at most once.</summary>
internal static class MessageReader
{
    /// <summary>The members named, in the order of the names; undefined where there is none or it is null.</summary>
    public static JsonElement[] Members(JsonElement message, ClientProfile profile, string of, params ReadOnlySpan<string> names)
    {
        if (message.ValueKind != JsonValueKind.Object)
        {
            throw ScimException.Syntax($"{of} must be an object.");
        }

        var found = new JsonElement[names.Length];
        var seen = new bool[names.Length];
        foreach (var member in message.EnumerateObject())
        {
            var index = IndexOf(names, member.Name);
            if (index < 0)
            {
                if (!profile.Allows(Leniency.UnknownAttributes))
                {
                    throw ScimException.Syntax($"{JsonBody.Show(member.Name)} is not part of {of}.");
                }

                JsonBody.RefuseDuplicates(member.Value);
                continue;
            }

            if (seen[index])
            {
                throw JsonBody.Twice(member.Name);
            }

            seen[index] = true;
            found[index] = member.Value.ValueKind == JsonValueKind.Null ? default : member.Value;
        }

        return found;
    }

    /// <summary>Text; null when there is none.</summary>
    public static string? Text(JsonElement element, string name) => element.ValueKind switch
    {
        JsonValueKind.Undefined => null,
        JsonValueKind.String => element.GetString(),
        _ => throw ScimException.Value($"{name} must be text."),
    };

    /// <summary>A whole number, cut to what an int holds; null when there is none.</summary>
    public static int? Whole(JsonElement element, string name) => element.ValueKind switch
    {
        JsonValueKind.Undefined => null,
        JsonValueKind.Number => Whole(element.GetRawText(), name),
        _ => throw ScimException.Value($"{name} must be a whole number."),
    };

    /// <summary>A whole number in text; null when there is none.</summary>
    public static int? Whole(string? text, string name)
    {
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        var digits = text.AsSpan(text[0] is '-' or '+' ? 1 : 0);
        if (digits.IsEmpty || digits.Length > 100 || digits.ContainsAnyExceptInRange('0', '9'))
        {
            throw ScimException.Value($"{name} must be a whole number.");
        }

        return int.TryParse(text, out var whole) ? whole : text[0] == '-' ? int.MinValue : int.MaxValue;
    }

    private static int IndexOf(ReadOnlySpan<string> names, string name)
    {
        for (var i = 0; i < names.Length; i++)
        {
            if (names[i].Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                return i;
            }
        }

        return -1;
    }
}
