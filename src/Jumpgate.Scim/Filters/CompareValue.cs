using System.Globalization;

namespace Jumpgate.Scim.Filters;

/// <summary>
/// The value an attribute is compared with: <c>compValue = false / null / true / number / string</c>
/// (RFC 7644 §3.4.2.2, Figure 1). Dates are strings here; the attribute's type makes them dates.
/// </summary>
public abstract record CompareValue
{
    private CompareValue()
    {
    }

    /// <summary>The JSON form.</summary>
    public sealed override string ToString() => this switch
    {
        Text text => JsonText.Quote(text.Value),
        Number number => number.Value.ToString("0.############################", CultureInfo.InvariantCulture),
        Boolean { Value: true } => "true",
        Boolean => "false",
        _ => "null",
    };

    /// <summary>A string without lone surrogates.</summary>
    public sealed record Text : CompareValue
    {
        public Text(string value)
        {
            ArgumentNullException.ThrowIfNull(value);
            if (!JsonText.IsWellFormed(value))
            {
                throw new ArgumentException("The text holds half a surrogate pair.", nameof(value));
            }

            Value = value;
        }

        public string Value { get; }
    }

    /// <summary>A number of at most 28 significant digits, held exactly.</summary>
    public sealed record Number(decimal Value) : CompareValue;

    /// <summary>true or false.</summary>
    public sealed record Boolean(bool Value) : CompareValue;

    /// <summary>null: no value.</summary>
    public sealed record Null : CompareValue;
}
