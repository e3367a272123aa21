using System.Buffers.Text;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using Jumpgate.Scim.Errors;
using Jumpgate.Scim.Schemas;

namespace Jumpgate.Scim.Resources;

/// <summary>
/// Bodies as JSON objects. What comes out of here is UTF-8 without half surrogate pairs and without null characters, so
/// that every string in it can be read and stored.
/// </summary>
internal static class JsonBody
{
    private const int LongestName = 256;

    /// <summary>Reads a body that is an object. The document is the caller's to dispose; it looks into the caller's bytes.</summary>
    public static JsonDocument Parse(ReadOnlyMemory<byte> body, ScimLimits limits)
    {
        if (body.Length > limits.BodyBytes)
        {
            throw ScimException.TooLarge($"The body is larger than {limits.BodyBytes} bytes.");
        }

        if (body.Span.StartsWith("\uFEFF"u8))
        {
            body = body[3..];
        }

        CheckText(body.Span);
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(body, new JsonDocumentOptions { MaxDepth = limits.BodyDepth });
        }
        catch (JsonException fault)
        {
            throw ScimException.Syntax(
                $"The body is not JSON, or nested deeper than {limits.BodyDepth}, at line {fault.LineNumber + 1}, byte {fault.BytePositionInLine + 1}.");
        }

        if (document.RootElement.ValueKind == JsonValueKind.Object)
        {
            return document;
        }

        document.Dispose();
        throw ScimException.Syntax("The body is not a JSON object.");
    }

    /// <summary>The place of a member's name in a table; -1 for an unknown one. Does not make a string of it.</summary>
    public static int IndexOf(AttributeTable table, JsonProperty member)
    {
        var raw = JsonMarshal.GetRawUtf8PropertyName(member);
        if (raw.Contains((byte)'\\'))
        {
            return table.IndexOf(member.Name);
        }

        return IndexOf(table, raw);
    }

    /// <summary>The place of a name without escapes; -1 for an unknown one.</summary>
    public static int IndexOf(AttributeTable table, ReadOnlySpan<byte> raw)
    {
        if (raw.Length > LongestName)
        {
            return -1;
        }

        Span<char> name = stackalloc char[LongestName];
        return table.IndexOf(name[..Encoding.UTF8.GetChars(raw, name)]);
    }

    /// <summary>Whether two members have one name in any case; for parts that are read by no schema.</summary>
    public static void RefuseDuplicates(JsonElement element)
    {
        if (element.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in element.EnumerateArray())
            {
                RefuseDuplicates(item);
            }
        }
        else if (element.ValueKind == JsonValueKind.Object)
        {
            var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
            foreach (var member in element.EnumerateObject())
            {
                if (!names.Add(member.Name))
                {
                    throw Twice(member.Name);
                }

                RefuseDuplicates(member.Value);
            }
        }
    }

    public static ScimException Twice(string name) => ScimException.Syntax($"{Show(name)} stands twice in one object.");

    /// <summary>A name that came from outside, short and printable.</summary>
    public static string Show(string name)
    {
        var text = new StringBuilder();
        foreach (var c in name.Length > 80 ? name[..80] + "…" : name)
        {
            if (char.IsControl(c) || char.IsSurrogate(c))
            {
                text.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}");
            }
            else
            {
                text.Append(c);
            }
        }

        return $"'{text}'";
    }

    public static bool IsBase64(string text) => Base64.IsValid(text) || Base64Url.IsValid(text);

    /// <summary>Null, [] and {} are no value (RFC 7643 §2.5), and so is a list of nothing else.</summary>
    public static bool IsUnassigned(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Null or JsonValueKind.Undefined => true,
        JsonValueKind.Array => IsEmpty(element),
        JsonValueKind.Object => element.GetPropertyCount() == 0,
        _ => false,
    };

    private static bool IsEmpty(JsonElement list)
    {
        foreach (var item in list.EnumerateArray())
        {
            if (!IsUnassigned(item))
            {
                return false;
            }
        }

        return true;
    }

    private static void CheckText(ReadOnlySpan<byte> body)
    {
        if (!Utf8.IsValid(body))
        {
            throw ScimException.Syntax("The body is not UTF-8.");
        }

        for (var at = 0; ;)
        {
            var next = body[at..].IndexOf((byte)'\\');
            if (next < 0 || at + next + 1 >= body.Length)
            {
                return;
            }

            at += next;
            at += body[at + 1] == 'u' ? CheckEscape(body[at..]) : 2;
        }
    }

    /// <summary>The bytes an escape takes. A bad escape is left for the JSON reader to refuse.</summary>
    private static int CheckEscape(ReadOnlySpan<byte> at)
    {
        if (!TryReadUnit(at, out var unit))
        {
            return 2;
        }

        if (unit == 0)
        {
            throw ScimException.Syntax("A text holds a null character.");
        }

        if (!char.IsSurrogate((char)unit))
        {
            return 6;
        }

        return char.IsHighSurrogate((char)unit) && TryReadUnit(at[6..], out var low) && char.IsLowSurrogate((char)low)
            ? 12
            : throw ScimException.Syntax("A text holds half a surrogate pair.");
    }

    private static bool TryReadUnit(ReadOnlySpan<byte> at, out ushort unit)
    {
        unit = 0;
        return at.Length >= 6 && at[0] == '\\' && at[1] == 'u'
            && Utf8Parser.TryParse(at.Slice(2, 4), out unit, out var read, 'x') && read == 4;
    }
}
