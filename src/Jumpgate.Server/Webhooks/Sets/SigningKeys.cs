using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text.Json;
using Jumpgate.Server.Data;
using Microsoft.AspNetCore.DataProtection;

namespace Jumpgate.Server.Webhooks.Sets;

/// <summary>The keys that sign a tenant's security event tokens: made at the first need, sealed at rest, their public halves published.</summary>
internal sealed class SigningKeys(Store store, WriteQueue queue, IDataProtectionProvider protection)
{
    private readonly ConcurrentDictionary<TenantId, SetSigner> signers = new();

    public async ValueTask<SetSigner> SignerAsync(TenantId tenant, CancellationToken ct)
    {
        if (signers.TryGetValue(tenant, out var known)) return known;
        await EnsureAsync(tenant, ct);
        await using var read = await store.ReadAsync(tenant, ct);
        var (kid, closed) = (await read.Sql.QueryAsync(
            "select kid, key from signing_key where tenant = @tenant and retired_at is null order by created_at limit 1",
            row => (row.GetString(0), row.GetFieldValue<byte[]>(1)), ct)).Single();
        return signers.GetOrAdd(tenant, new SetSigner(kid, Open(tenant, closed)));
    }

    /// <summary>The public keys as a JWK Set (RFC 7517); a key that no longer signs stays in it.</summary>
    public async Task WriteAsync(TenantId tenant, Utf8JsonWriter json, CancellationToken ct)
    {
        await using var read = await store.ReadAsync(tenant, ct);
        var keys = await read.Sql.QueryAsync(
            "select kid, key from signing_key where tenant = @tenant order by created_at", row => (Kid: row.GetString(0), Key: row.GetFieldValue<byte[]>(1)), ct);
        json.WriteStartObject();
        json.WriteStartArray("keys");
        foreach (var (kid, closed) in keys)
        {
            using var key = Open(tenant, closed);
            var point = key.ExportParameters(includePrivateParameters: false).Q;
            json.WriteStartObject();
            json.WriteString("kty", "EC");
            json.WriteString("crv", "P-256");
            json.WriteString("use", "sig");
            json.WriteString("alg", "ES256");
            json.WriteString("kid", kid);
            json.WriteString("x", Base64Url.EncodeToString(point.X));
            json.WriteString("y", Base64Url.EncodeToString(point.Y));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>Makes the tenant's key where it has none.</summary>
    public Task EnsureAsync(TenantId tenant, CancellationToken ct) => queue.WriteAsync(tenant, WritePriority.Interactive, async scope =>
    {
        if (await scope.Sql.ScalarAsync<long>("select count(*) from signing_key where tenant = @tenant and retired_at is null") > 0) return;
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        await scope.Sql.ExecuteAsync(
            "insert into signing_key (tenant, kid, key, created_at) values (@tenant, @kid, @key, @now)", default,
            ("kid", Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(12))), ("key", Protector(tenant).Protect(key.ExportPkcs8PrivateKey())), ("now", scope.Now));
    }, ct);

    private ECDsa Open(TenantId tenant, byte[] closed)
    {
        var key = ECDsa.Create();
        key.ImportPkcs8PrivateKey(Protector(tenant).Unprotect(closed), out _);
        return key;
    }

    private IDataProtector Protector(TenantId tenant) => protection.CreateProtector("event token key", tenant.ToString());
}
