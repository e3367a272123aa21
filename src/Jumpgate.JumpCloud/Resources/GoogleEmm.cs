using System.Text.Json.Nodes;

namespace Jumpgate.JumpCloud;

/// <summary>Android device management: <c>/api/v2/google-emm</c> (jumpcloud-api.md §6.9; console-v2.full.openapi3.yaml).</summary>
public sealed class GoogleEmm : ResourceFamily
{
    internal GoogleEmm(Transport transport)
        : base(transport)
    {
    }

    /// <summary>Locks a device.</summary>
    public Task LockAsync(string deviceId, CancellationToken cancellationToken = default) =>
        DoAsync(HttpMethod.Post, Route.Of($"/api/v2/google-emm/devices/{deviceId}/lock"), EmptyObject, Repeat.OnlyIfUnsent, cancellationToken);

    /// <summary>Sets a new screen password.</summary>
    public Task ResetPasswordAsync(string deviceId, Secret password, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(password);
        return DoAsync(
            HttpMethod.Post,
            Route.Of($"/api/v2/google-emm/devices/{deviceId}/resetpassword"),
            Body(new JsonObject { ["new_password"] = password.Reveal() }),
            Repeat.OnlyIfUnsent,
            cancellationToken);
    }
}
