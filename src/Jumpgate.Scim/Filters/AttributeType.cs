namespace Jumpgate.Scim.Filters;

#pragma warning disable CA1720 // The names are the RFC's.
/// <summary>The data types of RFC 7643 §2.3.</summary>
public enum AttributeKind
{
    /// <summary>Not declared: the value itself says what it is.</summary>
    Any,

    String,
    Boolean,
    Decimal,
    Integer,
    DateTime,
    Binary,
    Reference,
    Complex,
}
#pragma warning restore CA1720

/// <summary>What a comparison must know of an attribute (RFC 7643 §2.2).</summary>
/// <param name="Kind">Its data type.</param>
/// <param name="CaseExact">Whether the case of text counts; by default it does not.</param>
public sealed record AttributeType(AttributeKind Kind, bool CaseExact = false)
{
    /// <summary>An attribute nobody declared: text compares without case.</summary>
    public static AttributeType Any { get; } = new(AttributeKind.Any);

    /// <summary>Why such a comparison cannot be answered; null when it can.</summary>
    internal FilterError? Check(
        string code, AttributePath path, CompareOperator @operator, CompareValue value, int operatorAt, int valueAt)
    {
        if (Kind == AttributeKind.Any || value is CompareValue.Null)
        {
            return null;
        }

        if (Kind == AttributeKind.Complex)
        {
            return FilterErrors.NeedsSubAttribute(code, path, operatorAt);
        }

        if (Kind is AttributeKind.Boolean or AttributeKind.Binary && @operator.IsOrder())
        {
            return FilterErrors.NoOrder(code, path, Kind, operatorAt);
        }

        var fits = Kind switch
        {
            AttributeKind.Boolean => value is CompareValue.Boolean,
            AttributeKind.Integer or AttributeKind.Decimal => value is CompareValue.Number,
            AttributeKind.DateTime => value is CompareValue.Text text && (@operator.IsSubstring() || ScimDateTime.TryRead(text.Value, out _)),
            _ => value is CompareValue.Text,
        };
        return fits ? null : FilterErrors.WrongType(code, path, Kind, value, valueAt);
    }
}
