namespace Jumpgate.JumpCloud;

/// <summary>Settings of the organization that calls: <c>GET /api/settings</c> (jumpcloud-api.md §6.11; its shape is not published).</summary>
public sealed class Settings : ResourceFamily
{
    internal Settings(Transport transport)
        : base(transport)
    {
    }

    /// <summary>The settings as sent, or null on 404.</summary>
    public Task<RawItem?> GetRawAsync(CancellationToken cancellationToken = default) =>
        ItemOrNullAsync(Route.Of($"/api/settings"), cancellationToken);
}
