namespace Jumpgate.Scim.Filters;

/// <summary>The operators that take a value (RFC 7644 §3.4.2.2, Table 3).</summary>
public enum CompareOperator
{
    /// <summary><c>eq</c></summary>
    Equal,

    /// <summary><c>ne</c></summary>
    NotEqual,

    /// <summary><c>co</c></summary>
    Contains,

    /// <summary><c>sw</c></summary>
    StartsWith,

    /// <summary><c>ew</c></summary>
    EndsWith,

    /// <summary><c>gt</c></summary>
    Greater,

    /// <summary><c>ge</c></summary>
    GreaterOrEqual,

    /// <summary><c>lt</c></summary>
    Less,

    /// <summary><c>le</c></summary>
    LessOrEqual,
}

/// <summary>What the grammar says of each operator.</summary>
public static class CompareOperators
{
    private static readonly string[] Texts = ["eq", "ne", "co", "sw", "ew", "gt", "ge", "lt", "le"];

    extension(CompareOperator @operator)
    {
        /// <summary>The operator as it stands in a filter.</summary>
        public string Text() => Texts[(int)@operator];

        /// <summary>gt, ge, lt, le.</summary>
        public bool IsOrder() => @operator >= CompareOperator.Greater;

        /// <summary>co, sw, ew.</summary>
        public bool IsSubstring() =>
            @operator is CompareOperator.Contains or CompareOperator.StartsWith or CompareOperator.EndsWith;

        /// <summary>Whether such a value may follow: text always, numbers where there is an order, the rest by eq and ne.</summary>
        public bool Takes(CompareValue value) => value switch
        {
            CompareValue.Text => true,
            CompareValue.Number => !@operator.IsSubstring(),
            _ => @operator is CompareOperator.Equal or CompareOperator.NotEqual,
        };
    }

    /// <summary>Reads an operator in any case (RFC 7644 §3.4.2.2: operators are case-insensitive).</summary>
    public static bool TryRead(ReadOnlySpan<char> word, out CompareOperator @operator)
    {
        for (var i = 0; i < Texts.Length; i++)
        {
            if (word.Equals(Texts[i], StringComparison.OrdinalIgnoreCase))
            {
                @operator = (CompareOperator)i;
                return true;
            }
        }

        @operator = default;
        return false;
    }
}
