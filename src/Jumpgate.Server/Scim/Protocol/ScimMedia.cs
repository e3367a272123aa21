using Microsoft.Net.Http.Headers;

namespace Jumpgate.Server.Scim.Protocol;

/// <summary>The two media types an answer can have (RFC 7644 §3.8), and which of them a client takes (RFC 9110 §12.5.1).</summary>
internal static class ScimMedia
{
    public const string Scim = "application/scim+json", Json = "application/json";

    /// <summary>What the client prefers, SCIM's own where it has no preference; null: it takes neither.</summary>
    public static string? Of(HttpRequest request)
    {
        var accept = request.Headers.Accept;
        if (accept is [] or [Scim] or ["*/*"]) return Scim;
        // What is no media range says nothing.
        if (!MediaTypeHeaderValue.TryParseList(accept, out var ranges) || ranges.Count == 0) return Scim;
        var (scim, json) = (Weight(ranges, Scim), Weight(ranges, Json));
        return (scim.Quality, json.Quality) is ( <= 0, <= 0) ? null : json.CompareTo(scim) > 0 ? Json : Scim;
    }

    /// <summary>What the most specific range says of a type: its quality, and how specific it is.</summary>
    private static (double Quality, int Specific) Weight(IList<MediaTypeHeaderValue> ranges, string type)
    {
        (double Quality, int Specific) weight = default;
        foreach (var range in ranges)
        {
            var specific = range.MediaType.Equals(type, StringComparison.OrdinalIgnoreCase) ? 3
                : range.MatchesMediaType(type) ? range.MatchesAllTypes ? 1 : 2
                : 0;
            if (specific > weight.Specific) weight = (range.Quality ?? 1, specific);
        }

        return weight;
    }
}
