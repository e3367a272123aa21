using System.Collections.Immutable;

namespace Jumpgate.Scim.Schemas;

/// <summary>What a service really does; the source of its <c>/ServiceProviderConfig</c> (RFC 7643 §5).</summary>
public sealed record ServiceProviderConfig
{
    public Uri? DocumentationUri { get; init; }

    public bool Patch { get; init; } = true;

    /// <summary>Null when bulk requests are not served.</summary>
    public BulkSupport? Bulk { get; init; }

    /// <summary>The most resources of one answer; null when filters are not served.</summary>
    public int? FilterMaxResults { get; init; }

    public bool ChangePassword { get; init; }

    public bool Sort { get; init; }

    public bool ETag { get; init; }

    public ImmutableArray<AuthenticationScheme> AuthenticationSchemes { get; init; } = [AuthenticationScheme.BearerToken];

    /// <summary>Null when the service says nothing of RFC 9865.</summary>
    public PaginationSupport? Pagination { get; init; }

    /// <summary>Null when the service says nothing of RFC 9967.</summary>
    public SecurityEventsSupport? SecurityEvents { get; init; }
}

/// <param name="MaxOperations">Operations in one request.</param>
/// <param name="MaxPayloadSize">Bytes of one request.</param>
public sealed record BulkSupport(int MaxOperations, int MaxPayloadSize);

/// <param name="Type">One of oauth, oauth2, oauthbearertoken, httpbasic, httpdigest (RFC 7643 §5).</param>
public sealed record AuthenticationScheme(string Type, string Name, string Description, Uri? SpecUri = null, bool Primary = false)
{
    /// <summary>A bearer token of the directory (RFC 6750).</summary>
    public static AuthenticationScheme BearerToken { get; } = new(
        "oauthbearertoken", "Bearer token", "A token of the directory in the Authorization header.", new Uri("https://www.rfc-editor.org/info/rfc6750"), Primary: true);
}

/// <summary>Paging as RFC 9865 §4 describes it.</summary>
/// <param name="DefaultMethod"><c>cursor</c> or <c>index</c>, when both are served.</param>
/// <param name="CursorTimeout">How long a cursor lives at least; null when it does not expire.</param>
public sealed record PaginationSupport(bool Cursor, bool Index, string DefaultMethod, int DefaultPageSize, int MaxPageSize, TimeSpan? CursorTimeout);

/// <summary>Security event tokens as RFC 9967 §4 describes them.</summary>
/// <param name="AsyncRequest"><c>none</c>, <c>long</c> or <c>request</c>.</param>
/// <param name="EventUris">The events that can be sent.</param>
public sealed record SecurityEventsSupport(string AsyncRequest, ImmutableArray<string> EventUris);
