using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Jumpgate.Scim.Errors;
using Jumpgate.Scim.Messages;
using Jumpgate.Scim.Sorting;
using Jumpgate.Server.Scim.Protocol;

namespace Jumpgate.Server.Scim.Resources;

/// <summary>A place in a list (RFC 9865): the resource it lies behind, or before, in the order of the list. What comes and goes elsewhere moves it not.</summary>
/// <param name="Back">Whether the page lies before the resource.</param>
/// <param name="Part">Which of the resource types of the list.</param>
/// <param name="Sort">The value sorted by, cut; null: there is none.</param>
internal sealed record ScimCursor(bool Back, int Part, long Key, string? Sort)
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

    private const int LongestSort = 1000;

    /// <summary>The value sorted by as far as a cursor keeps it.</summary>
    public static string? Cut(string? sort) => sort?.Length > LongestSort ? sort[..LongestSort] : sort;

    /// <summary>The cursor as text that only means something for the same list.</summary>
    public string Write(ScimCall call, ListRequest request) => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(
        new Wire(call.Time.GetUtcNow().ToUnixTimeSeconds(), ListOf(call, request), Back, Part, Key, Cut(Sort))));

    /// <summary>Reads the cursor of a request; null: it asks for the first page.</summary>
    /// <exception cref="ScimException">It is none of this list, or too old: <c>invalidCursor</c>, <c>expiredCursor</c>.</exception>
    public static ScimCursor? Read(ScimCall call, ListRequest request)
    {
        if (request.Cursor is not { Length: > 0 } text) return null;
        Wire? wire;
        try
        {
            wire = JsonSerializer.Deserialize<Wire>(Base64Url.DecodeFromChars(text));
        }
        catch (Exception fault) when (fault is FormatException or JsonException)
        {
            wire = null;
        }

        if (wire is null || wire.List != ListOf(call, request) || (wire.Sort is { } sort && SortKey.Parse(sort) is null))
            throw new ScimException(new ScimError(400, ScimTypes.InvalidCursor, "The cursor is none of this list: take it as it stands in the page before, with the same filter and order."));
        if (DateTimeOffset.FromUnixTimeSeconds(wire.At) + Lifetime < call.Time.GetUtcNow())
            throw new ScimException(new ScimError(400, ScimTypes.ExpiredCursor, "The cursor has expired: begin again with the first page."));
        return new ScimCursor(wire.Back, wire.Part, wire.Key, wire.Sort);
    }

    private static string ListOf(ScimCall call, ListRequest request) => Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(
        $"{call.Access.DirectoryId}\n{call.Trace.Kind?.Name}\n{request.Filter}\n{request.SortBy?.ToUpperInvariant()}\n{request.SortOrder?.ToUpperInvariant()}")).AsSpan(0, 9));

    private sealed record Wire(long At, string List, bool Back, int Part, long Key, string? Sort);
}
