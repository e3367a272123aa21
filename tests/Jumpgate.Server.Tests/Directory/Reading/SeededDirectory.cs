using System.Text.Json;
using Jumpgate.Contracts;
using Jumpgate.Scim.Filters;
using Jumpgate.Server.Data;
using Microsoft.Extensions.DependencyInjection;
using Cause = Jumpgate.Server.Data.Cause;

namespace Jumpgate.Server.Tests.Directory.Reading;

/// <summary>A directory whose contents a test says, written as the store writes them.</summary>
public sealed class SeededDirectory
{
    private readonly WriteQueue queue;
    private readonly Dictionary<(ResourceKind, string), Seeded> known = [];

    private SeededDirectory(WriteQueue queue, TenantId tenant, string tenantName, DirectoryKey key, Guid id) =>
        (this.queue, Tenant, TenantName, Key, Id) = (queue, tenant, tenantName, key, id);

    public TenantId Tenant { get; }

    public string TenantName { get; }

    public DirectoryKey Key { get; }

    public Guid Id { get; }

    public string Path => $"/v1/directories/{Id}";

    public Cause Cause { get; } = new(CauseKind.SyncRun, Guid.CreateVersion7());

    public static async Task<SeededDirectory> CreateAsync(JumpgateHost hub, string? tenant = null)
    {
        tenant ??= await hub.TenantAsync();
        var row = (await hub.Admin.GetAsync<Page<Tenant>>("/v1/tenants?limit=1000")).Items.Single(found => found.Name == tenant);
        var queue = hub.Services.GetRequiredService<WriteQueue>();
        var store = hub.Services.GetRequiredService<Store>();
        await using var read = await store.ReadAsync(default);
        var key = new TenantId(await read.Sql.ScalarAsync<int>("select tenant from tenant where id = @id and @tenant = 0", default, ("id", row.Id)));
        var id = Guid.CreateVersion7();
        var directory = await queue.WriteAsync(key, WritePriority.Interactive, async scope =>
        {
            await scope.Sql.ExecuteAsync(
                "insert into directory (tenant, id, name, source, created_at, content_hash) values (@tenant, @id, 'Acme', 'jumpcloud', @at, @hash)",
                default, ("id", id), ("at", scope.Now), ("hash", new byte[16]));
            return await scope.Sql.ScalarAsync<int>("select directory from directory where tenant = @tenant and id = @id", default, ("id", id));
        });
        return new SeededDirectory(queue, key, tenant, new DirectoryKey(directory), id);
    }

    public Seeded this[ResourceKind kind, string remoteId] => known[(kind, remoteId)];

    /// <summary>Creates or changes resources, each with a change of its own. Answers the last sequence.</summary>
    public Task<long> PutAsync(params IReadOnlyList<Seed> seeds) => queue.WriteAsync(Tenant, WritePriority.Bulk, async scope =>
    {
        long seq = 0;
        foreach (var seed in seeds)
        {
            var isNew = !known.TryGetValue((seed.Kind, seed.RemoteId), out var seeded) || seeded.Ended;
            if (seeded is null)
            {
                seeded = known[(seed.Kind, seed.RemoteId)] = new Seeded(await scope.TakeKeysAsync(1), Guid.CreateVersion7(), seed.Kind);
                await scope.Sql.ExecuteAsync(
                    "insert into resource (tenant, resource, directory, kind, state, remote_id, id, version, observed, hash) values (@tenant, @r, @d, @k, 1, @remote, @id, 0, 0, @hash)",
                    default, ("hash", new byte[16]), ("r", seeded.Key), ("d", Key.Value), ("k", (short)seed.Kind), ("remote", seed.RemoteId), ("id", seeded.Id));
                await CountAsync(scope, seed.Kind.Word(), 1);
            }

            seeded.Ended = false;
            seq = await scope.Changes.AddAsync(isNew ? ChangeOp.Created : ChangeOp.Updated, Cause, Key, seed.Kind, new ResourceKey(seeded.Key));
            await CloseAsync(scope, seeded.Key, seq);
            await scope.Sql.ExecuteAsync(
                """
                insert into resource_version (tenant, resource, from_seq, directory, kind, hash, name, email, status, source_status, active,
                  f_name, f_user_name, f_email, f_external_id, attributes, raw)
                values (@tenant, @r, @seq, @d, @k, @hash, @name, @email, @status, @source, @active, @fname, @fuser, @femail, @fexternal, @attributes, @raw)
                """,
                default, ("r", seeded.Key), ("seq", seq), ("d", Key.Value), ("k", (short)seed.Kind), ("hash", new byte[16]), ("name", seed.Name), ("email", seed.Email),
                ("status", seed.Status), ("source", seed.SourceStatus), ("active", seed.Status == "enabled"), ("fname", Fold(seed.Name) ?? ""), ("fuser", Fold(seed.UserName)),
                ("femail", Fold(seed.Email)), ("fexternal", Fold(seed.ExternalId)), ("attributes", seed.Attributes), ("raw", seed.Raw));
            foreach (var more in seed.MoreEmails.Select(Fold).Where(more => more is not null && more != Fold(seed.Email)).Distinct())
            {
                await scope.Sql.ExecuteAsync(
                    "insert into resource_email (tenant, directory, kind, f_email, resource, from_seq) values (@tenant, @d, @k, @email, @r, @seq)",
                    default, ("d", Key.Value), ("k", (short)seed.Kind), ("email", more), ("r", seeded.Key), ("seq", seq));
            }

            await TouchAsync(scope, seeded.Key, seq);
            if (seed.Volatile is not null)
                await scope.Sql.ExecuteAsync("update resource set volatile = @v where tenant = @tenant and resource = @r", default, ("v", seed.Volatile), ("r", seeded.Key));
        }

        return seq;
    });

    public Task<long> EndAsync(ResourceKind kind, string remoteId) => queue.WriteAsync(Tenant, WritePriority.Bulk, async scope =>
    {
        var seeded = this[kind, remoteId];
        seeded.Ended = true;
        var seq = await scope.Changes.AddAsync(ChangeOp.Deleted, Cause, Key, kind, new ResourceKey(seeded.Key));
        await CloseAsync(scope, seeded.Key, seq);
        await TouchAsync(scope, seeded.Key, seq);
        await CountAsync(scope, kind.Word(), -1);
        return seq;
    });

    public Task<long> JoinAsync(EdgeKind kind, Seeded from, Seeded to) => queue.WriteAsync(Tenant, WritePriority.Bulk, async scope =>
    {
        var seq = await scope.Changes.AddAsync(ChangeOp.EdgeAdded, Cause, Key, from.Kind, new ResourceKey(from.Key), kind, new ResourceKey(to.Key));
        await scope.Sql.ExecuteAsync(
            """
            insert into edge (tenant, kind, to_resource, from_resource, from_seq, directory, from_kind, to_kind, observed)
            values (@tenant, @k, @to, @from, @seq, @d, @fk, @tk, 0)
            """,
            default, ("k", (short)kind), ("to", to.Key), ("from", from.Key), ("seq", seq), ("d", Key.Value), ("fk", (short)from.Kind), ("tk", (short)to.Kind));
        await TouchAsync(scope, to.Key, seq);
        await CountAsync(scope, kind.Word(), 1);
        return seq;
    });

    public Task<long> PartAsync(EdgeKind kind, Seeded from, Seeded to) => queue.WriteAsync(Tenant, WritePriority.Bulk, async scope =>
    {
        var seq = await scope.Changes.AddAsync(ChangeOp.EdgeRemoved, Cause, Key, from.Kind, new ResourceKey(from.Key), kind, new ResourceKey(to.Key));
        await scope.Sql.ExecuteAsync(
            "update edge set to_seq = @seq where tenant = @tenant and kind = @k and from_resource = @from and to_resource = @to and to_seq is null",
            default, ("k", (short)kind), ("from", from.Key), ("to", to.Key), ("seq", seq));
        await TouchAsync(scope, to.Key, seq);
        await CountAsync(scope, kind.Word(), -1);
        return seq;
    });

    public Task LinkPersonAsync(Guid person, params Seeded[] accounts) => queue.WriteAsync(Tenant, WritePriority.Bulk, async scope =>
    {
        foreach (var account in accounts)
        {
            await scope.Sql.ExecuteAsync(
                "insert into person (tenant, resource, id, rule, confidence, reason) values (@tenant, @r, @id, 'same_email', 'high', 'Same e-mail address.')",
                default, ("r", account.Key), ("id", person));
        }

        return 0;
    });

    private static ValueTask<int> CloseAsync(WriteScope scope, long key, long seq) => scope.Sql.ExecuteAsync(
        "update resource_version set to_seq = @seq where tenant = @tenant and resource = @r and to_seq is null", default, ("seq", seq), ("r", key));

    private static ValueTask<int> TouchAsync(WriteScope scope, long key, long seq) => scope.Sql.ExecuteAsync(
        "update resource set version = @seq where tenant = @tenant and resource = @r", default, ("seq", seq), ("r", key));

    private ValueTask<int> CountAsync(WriteScope scope, string what, long n) => scope.Sql.ExecuteAsync(
        """
        insert into directory_count (tenant, directory, what, n) values (@tenant, @d, @what, @n)
        on conflict (tenant, directory, what) do update set n = directory_count.n + @n
        """,
        default, ("d", Key.Value), ("what", what), ("n", n));

    private static string? Fold(string? text)
    {
        if (string.IsNullOrEmpty(text)) return null;
        var folded = TextOrder.Fold(text);
        return folded.Length <= 200 ? folded : folded[..(char.IsHighSurrogate(folded[199]) ? 199 : 200)];
    }
}

public sealed class Seeded(long key, Guid id, ResourceKind kind)
{
    public long Key => key;

    public Guid Id => id;

    public ResourceKind Kind => kind;

    public bool Ended { get; set; }
}

public sealed record Seed(ResourceKind Kind, string RemoteId, string? Name)
{
    public string? Email { get; init; }

    public string? UserName { get; init; }

    public string? ExternalId { get; init; }

    public IReadOnlyList<string> MoreEmails { get; init; } = [];

    public string Status { get; init; } = "enabled";

    public string? SourceStatus { get; init; }

    public string Attributes { get; init; } = "{}";

    public string? Volatile { get; init; }

    public byte[]? Raw { get; init; }

    /// <summary>A user with the attributes a synced one has.</summary>
    public static Seed User(string userName, string? name = null, string? department = null, string status = "enabled")
    {
        var email = $"{userName}@acme.example";
        var parts = (name ?? userName).Split(' ', 2);
        return new Seed(ResourceKind.User, $"remote-{userName}", name ?? userName)
        {
            Email = email,
            UserName = userName,
            Status = status,
            SourceStatus = status == "enabled" ? "ACTIVATED" : "SUSPENDED",
            Attributes = JsonSerializer.Serialize(new Dictionary<string, object?>
            {
                ["userName"] = userName,
                ["displayName"] = name ?? userName,
                ["name"] = new { givenName = parts[0], familyName = parts[^1] },
                ["active"] = status == "enabled",
                ["emails"] = new[] { new { value = email, type = "work", primary = true } },
                ["urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"] = new { department },
            }),
            Raw = JsonSerializer.SerializeToUtf8Bytes(new { username = userName, email }),
        };
    }

    public static Seed Group(string name) => new(ResourceKind.Group, $"group-{name}", name) { Attributes = $$"""{"displayName":"{{name}}"}""" };

    public static Seed Application(string name) => new(ResourceKind.Application, $"app-{name}", name) { Attributes = $$"""{"displayName":"{{name}}"}""" };
}
