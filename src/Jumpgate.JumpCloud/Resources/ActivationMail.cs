using System.Text.Json.Nodes;

namespace Jumpgate.JumpCloud;

/// <summary>Where the mail of an activation goes (jumpcloud-api.md §6.1). The default is JumpCloud's own choice.</summary>
public readonly record struct ActivationMail
{
    private readonly string? _address;
    private readonly bool _none;

    private ActivationMail(string? address, bool none) => (_address, _none) = (address, none);

    /// <summary>No mail at all.</summary>
    public static ActivationMail None { get; } = new(null, true);

    /// <summary>To this address.</summary>
    public static ActivationMail To(string address)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(address);
        return new ActivationMail(address, false);
    }

    internal JsonObject ToJson() => _none ? new JsonObject { ["email"] = false }
        : _address is null ? []
        : new JsonObject { ["email"] = _address };
}
