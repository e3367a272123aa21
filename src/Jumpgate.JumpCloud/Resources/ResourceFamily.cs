using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;

namespace Jumpgate.JumpCloud;

/// <summary>What the families of calls have in common.</summary>
public abstract class ResourceFamily
{
    private protected ResourceFamily(Transport transport) => Transport = transport;

    private protected Transport Transport { get; }

    private protected Task<RawPage> PageAsync(Route route, CancellationToken cancellationToken) =>
        Get(route, static answer => JsonSlices.Page(answer), cancellationToken);

    private protected Task<EdgePage> EdgesAsync(Route route, CancellationToken cancellationToken) =>
        Get(route, static answer => JsonSlices.Edges(answer), cancellationToken);

    private protected Task<PathPage> PathsAsync(Route route, CancellationToken cancellationToken) =>
        Get(route, static answer => JsonSlices.Paths(answer), cancellationToken);

    private protected Task<RawItem> ItemAsync(Route route, CancellationToken cancellationToken) =>
        Get(route, static answer => JsonSlices.Single(answer), cancellationToken);

    private protected async Task<RawItem?> ItemOrNullAsync(Route route, CancellationToken cancellationToken, string? wrapper = null)
    {
        try
        {
            return await Get(route, answer => JsonSlices.Single(answer, wrapper), cancellationToken);
        }
        catch (JumpCloudException error) when (error.Kind == JumpCloudErrorKind.NotFound)
        {
            return null;
        }
    }

    /// <summary>A write that answers with the object.</summary>
    private protected Task<RawItem> WriteAsync(
        HttpMethod method, Route route, ReadOnlyMemory<byte> body, Repeat repeat, CancellationToken cancellationToken, string? wrapper = null) =>
        Transport.SendAsync(
            new JumpCloudRequest(method, route) { Body = body, Repeat = repeat },
            answer => JsonSlices.Single(answer, wrapper),
            cancellationToken).AsTask();

    /// <summary>A write whose answer says nothing worth reading (204, <c>{}</c>, or the object as it was).</summary>
    private protected Task DoAsync(
        HttpMethod method, Route route, ReadOnlyMemory<byte>? body, Repeat repeat, CancellationToken cancellationToken) =>
        Transport.SendAsync(
            new JumpCloudRequest(method, route) { Body = body, Repeat = repeat }, static _ => true, cancellationToken).AsTask();

    /// <summary>A removal: 404 means it is gone already.</summary>
    private protected async Task<WriteOutcome> RemoveAsync(
        HttpMethod method, Route route, ReadOnlyMemory<byte>? body, CancellationToken cancellationToken)
    {
        try
        {
            await DoAsync(method, route, body, Repeat.Safe, cancellationToken);
            return WriteOutcome.Done;
        }
        catch (JumpCloudException error) when (error.Kind == JumpCloudErrorKind.NotFound)
        {
            return WriteOutcome.AlreadyDone;
        }
    }

    /// <summary>An addition: 409, or a 400 that says so, means it is there already.</summary>
    private protected async Task<WriteOutcome> AddAsync(Route route, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        try
        {
            await DoAsync(HttpMethod.Post, route, body, Repeat.Safe, cancellationToken);
            return WriteOutcome.Done;
        }
        catch (JumpCloudException error) when (IsPresent(error))
        {
            return WriteOutcome.AlreadyDone;
        }
    }

    private protected async IAsyncEnumerable<RawItem> WalkAsync(
        string listing, Func<int, int, CancellationToken, Task<RawPage>> read, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var check = new ListingCheck(listing);
        var limit = Transport.Options.PageSize;
        for (var skip = 0; ;)
        {
            var page = await read(skip, limit, cancellationToken);
            var ends = check.Ends(skip, limit, page);
            foreach (var item in page.Items) yield return item;
            if (ends) yield break;
            skip += page.Items.Count;
        }
    }

    private protected async IAsyncEnumerable<GraphEdge> WalkEdgesAsync(
        string listing, Func<int, int, CancellationToken, Task<EdgePage>> read, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var check = new ListingCheck(listing);
        var limit = Transport.Options.PageSize;
        for (var skip = 0; ;)
        {
            var page = await read(skip, limit, cancellationToken);
            var ends = check.Ends(skip, limit, page);
            foreach (var item in page.Items) yield return item;
            if (ends) yield break;
            skip += page.Items.Count;
        }
    }

    private protected static ReadOnlyMemory<byte> Body(JsonNode body) => JsonBody.Of(body);

    private protected static readonly ReadOnlyMemory<byte> EmptyObject = "{}"u8.ToArray();

    private Task<T> Get<T>(Route route, Func<Answer, T> read, CancellationToken cancellationToken) =>
        Transport.SendAsync(new JumpCloudRequest(HttpMethod.Get, route), read, cancellationToken).AsTask();

    private static bool IsPresent(JumpCloudException error) => error.Kind == JumpCloudErrorKind.Conflict
        || (error.Kind == JumpCloudErrorKind.BadRequest
            && error.UpstreamMessage?.Contains("already exists", StringComparison.OrdinalIgnoreCase) == true);
}
