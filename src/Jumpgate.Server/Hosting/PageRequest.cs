using System.Buffers.Text;
using System.Text;

namespace Jumpgate.Server.Hosting;

/// <summary>The <c>limit</c> and <c>cursor</c> of a list. A cursor is opaque to callers: the key after which the next page begins.</summary>
public readonly record struct PageRequest(int Limit, string? After)
{
    public const int DefaultLimit = 100;
    public const int MaxLimit = 1000;

    /// <exception cref="ProblemException">The limit is no number from 1 to 1000, or the cursor is none of ours.</exception>
    public static PageRequest Read(HttpRequest request)
    {
        var limit = DefaultLimit;
        if (request.Query["limit"] is [{ } text] && (!int.TryParse(text, out limit) || limit is < 1 or > MaxLimit))
            throw new ProblemException(HttpProblems.ParameterInvalid.Because($"limit is a number from 1 to {MaxLimit}.", "limit"));
        return new PageRequest(limit, request.Query["cursor"] is [{ Length: > 0 } cursor] ? Decode(cursor) : null);
    }

    public static string Cursor(string key) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(key));

    /// <summary>The key as a number, where keys are numbers.</summary>
    public long AfterNumber => After is null ? 0 : long.TryParse(After, out var number) ? number : throw Foreign();

    private static string Decode(string cursor)
    {
        try
        {
            return Encoding.UTF8.GetString(Base64Url.DecodeFromChars(cursor));
        }
        catch (FormatException)
        {
            throw Foreign();
        }
    }

    private static ProblemException Foreign() =>
        new(HttpProblems.ParameterInvalid.Because("cursor is taken as it stands in 'next' of the page before.", "cursor"));
}
