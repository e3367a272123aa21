using Jumpgate.Server.Webhooks.Sets;

namespace Jumpgate.Server.Webhooks.Sending;

/// <summary>An endpoint ready to be sent to: its secrets open, its keys at hand.</summary>
internal sealed record WebhookTarget(WebhookRow Row, Uri Url, string Secret, byte[] Key, byte[]? OldKey, SetSigner? Signer)
{
    /// <summary>The keys that sign now.</summary>
    public IReadOnlyList<byte[]> Keys(long now) => OldKey is not null && Row.OldUntil > now ? [Key, OldKey] : [Key];
}
