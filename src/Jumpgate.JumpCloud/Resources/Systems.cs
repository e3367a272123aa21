using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;

namespace Jumpgate.JumpCloud;

/// <summary>Devices: <c>/api/systems</c> (jumpcloud-api.md §6.9). Agents enrol them; there is no create.</summary>
public sealed class Systems : ResourceFamily
{
    internal Systems(Transport transport)
        : base(transport)
    {
    }

    /// <summary>One page, sorted by id. <paramref name="limit"/> is at most 100. Needs <c>systems.readonly</c>.</summary>
    public Task<RawPage> ListPageAsync(int skip, int limit, CancellationToken cancellationToken = default) =>
        PageAsync(Route.Of($"/api/systems", Query.Page(skip, limit, "_id")), cancellationToken);

    /// <summary>One page of those that match all filters, <c>field:$op:value</c> each (jumpcloud-api.md §3.1).</summary>
    public Task<RawPage> ListPageAsync(IEnumerable<string> filters, int skip, int limit, CancellationToken cancellationToken = default) =>
        PageAsync(Route.Of($"/api/systems", Query.Page(skip, limit, "_id").AddEach("filter", filters)), cancellationToken);

    /// <summary>All devices, page after page.</summary>
    public async IAsyncEnumerable<JumpCloudSystem> ListAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (var item in WalkAsync("GET /api/systems", ListPageAsync, cancellationToken)) yield return JumpCloudSystem.Parse(item.Json.Span);
    }

    /// <summary>The device as sent, or null when there is none (404).</summary>
    public Task<RawItem?> GetRawAsync(string id, CancellationToken cancellationToken = default) =>
        ItemOrNullAsync(Route.Of($"/api/systems/{id}"), cancellationToken);

    /// <summary>The device, or null when there is none (404).</summary>
    public async Task<JumpCloudSystem?> GetAsync(string id, CancellationToken cancellationToken = default) =>
        await GetRawAsync(id, cancellationToken) is { } item ? JumpCloudSystem.Parse(item.Json.Span) : null;

    /// <summary>Changes <c>displayName</c>, the SSH and second-factor switches, or <c>attributes</c> (JumpCloud.SDK.V1.json <c>systemput</c>).</summary>
    public Task<RawItem> UpdateAsync(string id, JsonObject changes, CancellationToken cancellationToken = default) =>
        WriteAsync(HttpMethod.Put, Route.Of($"/api/systems/{id}"), Body(changes), Repeat.Safe, cancellationToken);

    /// <summary>Removes the device; a connected agent uninstalls itself.</summary>
    public Task<WriteOutcome> DeleteAsync(string id, CancellationToken cancellationToken = default) =>
        RemoveAsync(HttpMethod.Delete, Route.Of($"/api/systems/{id}"), null, cancellationToken);

    /// <summary>
    /// Lets the agent act; an offline device acts when it is back. Linux and Windows only: macOS goes through
    /// <see cref="AppleMdms"/>. Cannot be read back, so it is not repeated unless surely unsent.
    /// </summary>
    public Task RunBuiltInAsync(string id, DeviceAction action, CancellationToken cancellationToken = default) =>
        DoAsync(HttpMethod.Post, Command(id, action), EmptyObject, Repeat.OnlyIfUnsent, cancellationToken);

    /// <summary>The recovery key of the disk, or null when none is held. Needs <c>systems</c>; the answer is a secret.</summary>
    public async Task<Secret?> GetDiskKeyAsync(string id, CancellationToken cancellationToken = default)
    {
        var item = await ItemOrNullAsync(Route.Of($"/api/v2/systems/{id}/fdekey"), cancellationToken);
        return item is { } found && JsonNode.Parse(found.Json.Span)?["key"]?.GetValue<string>() is { Length: > 0 } key ? new Secret(key) : null;
    }

    private static Route Command(string id, DeviceAction action) => action switch
    {
        DeviceAction.Lock => Route.Of($"/api/systems/{id}/command/builtin/lock"),
        DeviceAction.Restart => Route.Of($"/api/systems/{id}/command/builtin/restart"),
        DeviceAction.Shutdown => Route.Of($"/api/systems/{id}/command/builtin/shutdown"),
        DeviceAction.Erase => Route.Of($"/api/systems/{id}/command/builtin/erase"),
        _ => throw new ArgumentOutOfRangeException(nameof(action)),
    };
}

/// <summary>What a device can be told to do.</summary>
public enum DeviceAction
{
    /// <summary>Lock the screen.</summary>
    Lock,

    /// <summary>Restart.</summary>
    Restart,

    /// <summary>Shut down.</summary>
    Shutdown,

    /// <summary>Erase everything on it. Cannot be undone.</summary>
    Erase,
}
