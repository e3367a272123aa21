using System.Globalization;
using System.Text.Json;
using Jumpgate.Scim.Filters;

namespace Jumpgate.Scim.Sorting;

/// <summary>A value in its order: false before true, numbers by size, dates by instant, text by code point, folded unless case counts.</summary>
public sealed class SortKey
{
    private readonly decimal number;
    private readonly string text;

    private SortKey(decimal number, string text)
    {
        this.number = number;
        this.text = text;
    }

    /// <summary>The key of a plain value of that type.</summary>
    public static SortKey Of(JsonElement value, AttributeType type)
    {
        ArgumentNullException.ThrowIfNull(type);
        return value.ValueKind switch
        {
            JsonValueKind.True => new SortKey(1, ""),
            JsonValueKind.Number => new SortKey(value.TryGetDecimal(out var number) ? number : value.GetDouble() > 0 ? decimal.MaxValue : decimal.MinValue, ""),
            JsonValueKind.String when type.Kind == AttributeKind.DateTime && ScimDateTime.TryRead(value.GetString(), out var instant) => new SortKey(instant.UtcTicks, ""),
            JsonValueKind.String => new SortKey(0, type.CaseExact ? JsonText.Of(value) : TextOrder.Fold(JsonText.Of(value))),
            _ => new SortKey(0, ""),
        };
    }

    /// <summary>Reads what <see cref="ToString"/> wrote, or the beginning of it; null when it is none.</summary>
    public static SortKey? Parse(string written)
    {
        ArgumentNullException.ThrowIfNull(written);
        var bar = written.IndexOf('|', StringComparison.Ordinal);
        return bar > 0 && decimal.TryParse(written.AsSpan(0, bar), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? new SortKey(number, written[(bar + 1)..]) : null;
    }

    /// <summary>The key as text, for a cursor.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{number}|{text}");

    /// <summary>Less than 0 when this comes first, 0 when neither does.</summary>
    public int CompareTo(SortKey other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return number.CompareTo(other.number) is not 0 and var order ? order : TextOrder.Compare(text, other.text);
    }
}
