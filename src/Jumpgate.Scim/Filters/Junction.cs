using System.Collections.Immutable;

namespace Jumpgate.Scim.Filters;

/// <summary>Two or more filters joined by one logical operator. A chain is one junction, not a ladder of pairs.</summary>
public abstract record Junction : Filter
{
    private protected Junction(ImmutableArray<Filter> terms)
    {
        if (terms.Length < 2)
        {
            throw new ArgumentException("A junction joins at least two filters.", nameof(terms));
        }

        Terms = terms;
    }

    /// <summary>The joined filters in their written order; none is a junction of the same operator.</summary>
    public ImmutableArray<Filter> Terms { get; }

    public virtual bool Equals(Junction? other) =>
        other is not null && EqualityContract == other.EqualityContract && Terms.AsSpan().SequenceEqual(other.Terms.AsSpan());

    public override int GetHashCode()
    {
        var hash = new HashCode();
        hash.Add(EqualityContract);
        foreach (var term in Terms)
        {
            hash.Add(term);
        }

        return hash.ToHashCode();
    }

    private protected static ImmutableArray<Filter> Flatten<T>(IEnumerable<Filter> terms) where T : Junction
    {
        ArgumentNullException.ThrowIfNull(terms);
        return [.. terms.SelectMany(term => term is T nested ? nested.Terms : [term ?? throw new ArgumentNullException(nameof(terms))])];
    }
}

/// <summary>All terms hold: <c>a and b</c> (RFC 7644 §3.4.2.2, Table 4).</summary>
public sealed record And : Junction
{
    public And(params IEnumerable<Filter> terms)
        : base(Flatten<And>(terms))
    {
    }
}

/// <summary>Any term holds: <c>a or b</c> (RFC 7644 §3.4.2.2, Table 4).</summary>
public sealed record Or : Junction
{
    public Or(params IEnumerable<Filter> terms)
        : base(Flatten<Or>(terms))
    {
    }
}

/// <summary>The term does not hold: <c>not (a)</c> (RFC 7644 §3.4.2.2, Table 4).</summary>
public sealed record Not : Filter
{
    public Not(Filter term)
    {
        ArgumentNullException.ThrowIfNull(term);
        Term = term;
    }

    public Filter Term { get; }
}
