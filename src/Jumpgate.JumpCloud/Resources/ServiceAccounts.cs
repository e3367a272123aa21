using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Jumpgate.JumpCloud;

/// <summary>Service accounts: <c>/api/v2/service-accounts</c> (jumpcloud-api.md §2.3).</summary>
public sealed class ServiceAccounts : ResourceFamily
{
    internal ServiceAccounts(Transport transport)
        : base(transport)
    {
    }

    /// <summary>One page. The id of an item is its <c>objectId</c>.</summary>
    public Task<RawPage> ListPageAsync(int skip, int limit, CancellationToken cancellationToken = default) =>
        PageAsync(Route.Of($"/api/v2/service-accounts", Query.Page(skip, limit)), cancellationToken);

    /// <summary>All service accounts.</summary>
    public async IAsyncEnumerable<ServiceAccount> ListAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (var item in WalkAsync("GET /api/v2/service-accounts", ListPageAsync, cancellationToken))
            yield return ServiceAccount.Parse(item.Json.Span);
    }

    /// <summary>The service account as sent, without its wrapper, or null when there is none (404).</summary>
    public Task<RawItem?> GetRawAsync(string id, CancellationToken cancellationToken = default) =>
        ItemOrNullAsync(Route.Of($"/api/v2/service-accounts/{id}"), cancellationToken, "serviceAccount");

    /// <summary>Creates a service account with a client secret, which is told once. Not repeated unless surely unsent.</summary>
    /// <param name="name">Name.</param>
    /// <param name="roleId">Its role.</param>
    /// <param name="lifetime">One of <see cref="SecretLifetimes"/>.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public async Task<NewServiceAccountSecret> CreateAsync(string name, string roleId, string lifetime, CancellationToken cancellationToken = default)
    {
        var body = new JsonObject { ["name"] = name, ["roleId"] = roleId, ["authConfig"] = ClientSecret(lifetime) };
        var item = await WriteAsync(
            HttpMethod.Post, Route.Of($"/api/v2/service-accounts"), Body(body), Repeat.OnlyIfUnsent, cancellationToken, "serviceAccount");
        return NewServiceAccountSecret.Read(item.Json, item.Id);
    }

    /// <summary>Gives a service account a further client secret, which is told once: the way to rotate without a gap. At most two at a time.</summary>
    public async Task<NewServiceAccountSecret> AddSecretAsync(string id, string lifetime, CancellationToken cancellationToken = default)
    {
        var item = await WriteAsync(
            HttpMethod.Post,
            Route.Of($"/api/v2/service-accounts/{id}/auth-config"),
            Body(new JsonObject { ["authConfig"] = ClientSecret(lifetime) }),
            Repeat.OnlyIfUnsent,
            cancellationToken);
        return NewServiceAccountSecret.Read(item.Json, id);
    }

    /// <summary>Removes one credential of a service account.</summary>
    public Task<WriteOutcome> RemoveSecretAsync(string id, string authConfigId, CancellationToken cancellationToken = default) =>
        RemoveAsync(HttpMethod.Delete, Route.Of($"/api/v2/service-accounts/{id}/auth-config/{authConfigId}"), null, cancellationToken);

    /// <summary>Deletes a service account with all its credentials.</summary>
    public Task<WriteOutcome> DeleteAsync(string id, CancellationToken cancellationToken = default) =>
        RemoveAsync(HttpMethod.Delete, Route.Of($"/api/v2/service-accounts/{id}"), null, cancellationToken);

    private static JsonObject ClientSecret(string lifetime) => new()
    {
        ["authType"] = "CLIENT_SECRET",
        ["clientSecretConfig"] = new JsonObject { ["lifetime"] = lifetime },
    };
}

/// <summary>Lifetimes JumpCloud accepts for a credential of a service account (jumpcloud-api.md §2.3).</summary>
public static class SecretLifetimes
{
    /// <summary>30 days.</summary>
    public const string Days30 = "30 Days";

    /// <summary>60 days.</summary>
    public const string Days60 = "60 Days";

    /// <summary>90 days.</summary>
    public const string Days90 = "90 Days";

    /// <summary>365 days.</summary>
    public const string Days365 = "365 Days";
}

/// <summary>A client secret, told this once.</summary>
/// <param name="ServiceAccountId">The service account.</param>
/// <param name="AuthConfigId">Id of the credential, for removing it, or null when not told.</param>
/// <param name="ClientId">Client id, or null when not told.</param>
/// <param name="ClientSecret">The secret, or null when not told.</param>
/// <param name="Expires">Its end, or null when not told.</param>
public sealed record NewServiceAccountSecret(
    string ServiceAccountId, string? AuthConfigId, string? ClientId, Secret? ClientSecret, DateTimeOffset? Expires)
{
    /// <summary>The names are unpublished, so they are looked for at any depth.</summary>
    internal static NewServiceAccountSecret Read(ReadOnlyMemory<byte> json, string id)
    {
        using var document = JsonDocument.Parse(json);
        var root = document.RootElement;
        var config = root.TryGetProperty("authConfig", out var inner) && inner.ValueKind == JsonValueKind.Object ? inner
            : root.TryGetProperty("authConfigList", out var list) && list.ValueKind == JsonValueKind.Array && list.GetArrayLength() > 0
                ? list[list.GetArrayLength() - 1]
                : root;
        return new NewServiceAccountSecret(
            id,
            Find(config, "objectId") ?? Find(config, "id"),
            Find(root, "clientId"),
            Find(root, "clientSecret") is { } secret ? new Secret(secret) : null,
            Instants.Parse(Find(config, "expiresAt")));
    }

    private static string? Find(JsonElement element, string name)
    {
        if (element.ValueKind == JsonValueKind.Array)
            return element.EnumerateArray().Select(item => Find(item, name)).FirstOrDefault(found => found is not null);
        if (element.ValueKind != JsonValueKind.Object) return null;
        if (element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String) return value.GetString();
        return element.EnumerateObject().Select(property => Find(property.Value, name)).FirstOrDefault(found => found is not null);
    }
}
