using System.Text.Json;
using Jumpgate.JumpCloud;
using Jumpgate.Server.Data;

namespace Jumpgate.Server.Directory.Kinds;

/// <summary>How one kind of JumpCloud object becomes a resource: which members move by themselves, and how the rest is named.</summary>
internal abstract class Kind
{
    /// <summary>Attributes of ours that move by themselves (an agent's last contact); overwritten without history.</summary>
    public virtual IReadOnlyList<VolatileAttribute> VolatileAttributes => [];

    /// <summary>Paths of JumpCloud's object that are no part of the canonical form: what moves by itself, and ids that every save makes anew.</summary>
    public abstract JsonPaths Volatile { get; }

    /// <summary>Lists of edges that are read once per object of this kind.</summary>
    public virtual IReadOnlyList<EdgeSource> EdgeSources => [];

    public abstract KindFacts Read(JsonElement raw, AttributeWriter attributes);

    public abstract Task<RawPage> PageAsync(JumpCloudClient client, int skip, int limit, CancellationToken cancellation);

    /// <summary>The object with this id, or null where JumpCloud has none.</summary>
    public abstract Task<Jumpgate.JumpCloud.RawItem?> GetAsync(JumpCloudClient client, string id, CancellationToken cancellation);

    /// <summary>Edges that an object of this kind tells of itself.</summary>
    public virtual IReadOnlyList<LinkSet>? Links(JsonElement raw) => null;

    public static Kind For(ResourceKind kind) => kind switch
    {
        ResourceKind.User => Users.Kind,
        ResourceKind.Admin => Admins.Kind,
        ResourceKind.Group => Groups.Kind,
        ResourceKind.DeviceGroup => DeviceGroups.Kind,
        ResourceKind.Device => Devices.Kind,
        ResourceKind.Application => Applications.Kind,
        ResourceKind.Role => Roles.Kind,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };
}

/// <param name="Attribute">Name among the attributes.</param>
/// <param name="Source">Name in JumpCloud's object.</param>
internal readonly record struct VolatileAttribute(string Attribute, string Source);

/// <summary>What every kind has beside its attributes.</summary>
internal readonly record struct KindFacts(
    string? Name, string? Email = null, string Status = Status.Enabled, string? SourceStatus = null, string? UserName = null,
    string? ExternalId = null, IReadOnlyList<string>? MoreEmails = null);

/// <summary>States as every kind shows them; the source's own word stands beside.</summary>
internal static class Status
{
    public const string Enabled = "enabled";
    public const string Disabled = "disabled";
    public const string Pending = "pending";
    public const string Unknown = "unknown";
}
