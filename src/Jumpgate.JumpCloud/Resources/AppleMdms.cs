using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;

namespace Jumpgate.JumpCloud;

/// <summary>Apple device management: <c>/api/v2/applemdms</c> (jumpcloud-api.md §6.9). Its device ids are not system ids: join by serial number.</summary>
public sealed class AppleMdms : ResourceFamily
{
    internal AppleMdms(Transport transport)
        : base(transport)
    {
    }

    /// <summary>One page of the tenants; there is no reading one by id. Needs <c>mdm.readonly</c>.</summary>
    public Task<RawPage> ListPageAsync(int skip, int limit, CancellationToken cancellationToken = default) =>
        PageAsync(Route.Of($"/api/v2/applemdms", Query.Page(skip, limit)), cancellationToken);

    /// <summary>All tenants.</summary>
    public async IAsyncEnumerable<AppleMdm> ListAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (var item in WalkAsync("GET /api/v2/applemdms", ListPageAsync, cancellationToken)) yield return AppleMdm.Parse(item.Json.Span);
    }

    /// <summary>One page of a tenant's devices.</summary>
    public Task<RawPage> ListDevicesPageAsync(string mdmId, int skip, int limit, CancellationToken cancellationToken = default) =>
        PageAsync(Route.Of($"/api/v2/applemdms/{mdmId}/devices", Query.Page(skip, limit)), cancellationToken);

    /// <summary>All devices of a tenant.</summary>
    public async IAsyncEnumerable<AppleMdmDevice> ListDevicesAsync(string mdmId, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var devices = WalkAsync(
            "GET /api/v2/applemdms/{id}/devices", (skip, limit, token) => ListDevicesPageAsync(mdmId, skip, limit, token), cancellationToken);
        await foreach (var item in devices) yield return AppleMdmDevice.Parse(item.Json.Span);
    }

    /// <summary>The device as sent, or null when there is none (404).</summary>
    public Task<RawItem?> GetDeviceRawAsync(string mdmId, string deviceId, CancellationToken cancellationToken = default) =>
        ItemOrNullAsync(Route.Of($"/api/v2/applemdms/{mdmId}/devices/{deviceId}"), cancellationToken);

    /// <summary>
    /// Lets a device act. Not repeated unless surely unsent.
    /// </summary>
    /// <param name="mdmId">The tenant.</param>
    /// <param name="deviceId">The MDM's device id.</param>
    /// <param name="action">What to do.</param>
    /// <param name="pin">Six digits, needed to lock or erase a Mac; they unlock it again.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="ArgumentException">The pin is not six digits.</exception>
    public Task RunAsync(string mdmId, string deviceId, DeviceAction action, string? pin = null, CancellationToken cancellationToken = default)
    {
        if (pin is not null && (pin.Length != 6 || !pin.All(char.IsAsciiDigit)))
            throw new ArgumentException("The pin of a Mac is six digits.", nameof(pin));
        var body = new JsonObject();
        if (pin is not null && action is DeviceAction.Lock or DeviceAction.Erase) body["pin"] = pin;
        if (action == DeviceAction.Restart) body["kextPaths"] = new JsonArray();
        return DoAsync(HttpMethod.Post, Command(mdmId, deviceId, action), Body(body), Repeat.OnlyIfUnsent, cancellationToken);
    }

    private static Route Command(string mdmId, string deviceId, DeviceAction action) => action switch
    {
        DeviceAction.Lock => Route.Of($"/api/v2/applemdms/{mdmId}/devices/{deviceId}/lock"),
        DeviceAction.Restart => Route.Of($"/api/v2/applemdms/{mdmId}/devices/{deviceId}/restart"),
        DeviceAction.Shutdown => Route.Of($"/api/v2/applemdms/{mdmId}/devices/{deviceId}/shutdown"),
        DeviceAction.Erase => Route.Of($"/api/v2/applemdms/{mdmId}/devices/{deviceId}/erase"),
        _ => throw new ArgumentOutOfRangeException(nameof(action)),
    };
}
