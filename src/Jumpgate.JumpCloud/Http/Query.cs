using System.Globalization;
using System.Text;

namespace Jumpgate.JumpCloud;

/// <summary>A query string in the making; parameters without a value are left out.</summary>
internal sealed class Query
{
    private readonly StringBuilder _text = new();

    public static Query Page(int skip, int limit, string? sort = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(skip);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(limit);
        return new Query().Add("limit", limit).Add("skip", skip).Add("sort", sort);
    }

    public Query Add(string name, string? value)
    {
        if (string.IsNullOrEmpty(value)) return this;
        _text.Append(_text.Length == 0 ? '?' : '&').Append(name).Append('=').Append(Uri.EscapeDataString(value));
        return this;
    }

    public Query Add(string name, int value) => Add(name, value.ToString(CultureInfo.InvariantCulture));

    /// <summary>Several values of one name: repeated, which both dialects read as "and" (jumpcloud-api.md §3.1, §3.2).</summary>
    public Query AddEach(string name, IEnumerable<string>? values)
    {
        foreach (var value in values ?? []) Add(name, value);
        return this;
    }

    public override string ToString() => _text.ToString();
}
