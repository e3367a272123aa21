namespace Jumpgate.Scim.Filters;

/// <summary>Why a filter or a path was refused, for a person to read and mend.</summary>
/// <param name="Code">The scimType of RFC 7644 §3.12, Table 9.</param>
/// <param name="Position">Offset of the first character that is wrong, from 0.</param>
/// <param name="Expected">What could have stood there.</param>
/// <param name="Found">What stood there, shortened.</param>
/// <param name="Fix">What to write instead.</param>
public sealed record FilterError(string Code, int Position, string Expected, string Found, string Fix)
{
    /// <summary>The scimType of a bad filter.</summary>
    public const string InvalidFilter = "invalidFilter";

    /// <summary>The scimType of a bad path.</summary>
    public const string InvalidPath = "invalidPath";

    /// <summary>One sentence of what is wrong and one of what to do; fits the <c>detail</c> of a SCIM error.</summary>
    public string Message => $"At character {Position + 1}: expected {Expected}, found {Found}. {Fix}";

    public override string ToString() => $"{Code}: {Message}";
}
