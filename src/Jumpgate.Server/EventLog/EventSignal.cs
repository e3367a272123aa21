using Jumpgate.Server.Data;

namespace Jumpgate.Server.EventLog;

/// <summary>Tells this node's readers that an organization's log has grown. Only a wake-up: what counts is read from the log, and what other nodes store is found by looking.</summary>
internal sealed class EventSignal
{
    /// <summary>Raised after each commit that stored events.</summary>
    public event Action<TenantId, OrganizationKey>? Stored;

    public void Publish(TenantId tenant, OrganizationKey organization) => Stored?.Invoke(tenant, organization);
}
