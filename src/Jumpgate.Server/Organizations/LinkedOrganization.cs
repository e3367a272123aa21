using Jumpgate.Contracts;
using Jumpgate.Server.Data;

namespace Jumpgate.Server.Organizations;

/// <summary>A linked organization, read.</summary>
public sealed record LinkedOrganization(
    TenantId Tenant, OrganizationKey Key, Guid Id, DirectoryKey Directory, Guid DirectoryId, string Name, string Type, string Region, string RemoteId, string? RemoteName,
    string? HeaderId, string Method, bool Paused, IReadOnlyList<StatusReason> Reasons, IReadOnlyList<Capability> Capabilities,
    SyncSettings Settings, DateTimeOffset ConnectedAt, DateTimeOffset? LastGoodCallAt, DateTimeOffset? LastGoodSyncAt,
    DateTimeOffset? NextSyncAt, short Shard, int Version)
{
    /// <summary>Shards of scheduled work; an organization's is fixed when it is linked.</summary>
    public const int Shards = 64;

    /// <summary>False where the last preflight found the right missing (not: unknown).</summary>
    public bool May(string capability) => Capabilities.All(right => right.Name != capability || right.State != CapabilityStates.Missing);

    internal static LinkedOrganization Of(OrganizationRow row, Guid directoryId) => new(
        row.Tenant, row.Organization, row.Id, row.Directory, directoryId, row.Name, row.Type, row.Region, row.RemoteId, row.RemoteName, row.HeaderId, row.Method, row.Paused,
        StoredJson.Reasons(row.Reasons), StoredJson.Capabilities(row.Capabilities), StoredJson.Settings(row.Settings),
        At(row.ConnectedAt), Maybe(row.LastGoodCallAt), Maybe(row.LastGoodSyncAt), Maybe(row.NextSyncAt), row.Shard, row.Version);

    private static DateTimeOffset At(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);

    private static DateTimeOffset? Maybe(long? milliseconds) => milliseconds is { } value ? At(value) : null;
}

public static class CapabilityStates
{
    public const string Granted = "granted";
    public const string Missing = "missing";
    public const string Unknown = "unknown";
}
