namespace Jumpgate.Scim.Filters;

/// <summary>An attribute held against a value: <c>userName eq "bjensen"</c> (RFC 7644 §3.4.2.2, Table 3).</summary>
public sealed record Comparison : Filter
{
    /// <exception cref="ArgumentException">The operator cannot take such a value: only eq and ne take true, false
    /// and null, and co, sw and ew take text alone.</exception>
    public Comparison(AttributePath path, CompareOperator @operator, CompareValue value)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(value);
        if (!@operator.Takes(value))
        {
            throw new ArgumentException($"{@operator.Text()} cannot compare with {value}.", nameof(value));
        }

        Path = path;
        Operator = @operator;
        Value = value;
    }

    public AttributePath Path { get; }

    public CompareOperator Operator { get; }

    public CompareValue Value { get; }
}

/// <summary>An attribute has a value: <c>title pr</c>. Null, "", [] and {} are none (RFC 7644 §3.4.2.2, Table 3).</summary>
public sealed record Present : Filter
{
    public Present(AttributePath path)
    {
        ArgumentNullException.ThrowIfNull(path);
        Path = path;
    }

    public AttributePath Path { get; }
}

/// <summary>
/// One and the same value of a complex attribute satisfies a condition on its sub-attributes:
/// <c>emails[type eq "work" and value co "@example.com"]</c> (RFC 7644 §3.4.2.2, Table 5).
/// </summary>
public sealed record ValuePath : Filter
{
    /// <exception cref="ArgumentException">The condition holds another value path or a schema prefix.</exception>
    public ValuePath(AttributePath path, Filter condition)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(condition);
        RefuseForeign(condition);
        Path = path;
        Condition = condition;
    }

    public AttributePath Path { get; }

    /// <summary>The condition; its paths name sub-attributes of <see cref="Path"/>.</summary>
    public Filter Condition { get; }

    private static void RefuseForeign(Filter condition)
    {
        switch (condition)
        {
            case Junction junction:
                foreach (var term in junction.Terms)
                {
                    RefuseForeign(term);
                }

                break;
            case Not not:
                RefuseForeign(not.Term);
                break;
            case ValuePath or Comparison { Path.Schema: not null } or Present { Path.Schema: not null }:
                throw new ArgumentException("Inside brackets only plain sub-attributes may stand.", nameof(condition));
        }
    }
}
