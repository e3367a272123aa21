using System.Data.Common;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Jumpgate.Contracts;
using Jumpgate.Scim.Errors;
using Jumpgate.Server.Data;
using Jumpgate.Server.Directory;
using Jumpgate.Server.Hosting;
using Jumpgate.Server.Scim.Directories;
using Jumpgate.Server.Scim.Protocol;
using Jumpgate.Server.Scim.Resources;
using Jumpgate.Server.Tenancy;
using Cause = Jumpgate.Server.Data.Cause;

namespace Jumpgate.Server.Scim.Guard;

/// <summary>Requests that wait for a person: kept as they came, done when confirmed, dropped when discarded.</summary>
internal sealed class HeldRequests(Store store, WriteQueue queue, GroupWrites groups, TimeProvider time)
{
    public const string Held = "held", Confirmed = "confirmed", Discarded = "discarded";

    private const string Columns = "h.id, h.state, h.method, h.resource, h.name, h.roles, h.members, h.at, h.last_at, h.repeats, h.token, h.client, h.decided_by, h.decided_at";
    private const int LongestClient = 200;

    private readonly ScimSetup.Cache setups = new();

    /// <summary>Keeps a request, in the transaction of its record. A client that repeats one that waits is counted with it.</summary>
    public static ValueTask AddAsync(WriteScope scope, ScimCall call, GuardedLoss loss) => scope.Sql.SendAsync(
        """
        insert into held_request (tenant, directory, id, digest, state, method, body, resource, name, roles, members, at, last_at, token, client)
        values (@tenant, @directory, @id, @digest, 'held', @method, @body, @resource, @name, @roles, @members, @at, @at, @token, @client)
        on conflict (tenant, directory, digest) where state = 'held' do update set repeats = held_request.repeats + 1, last_at = excluded.last_at
        """,
        ("directory", call.Directory.Value), ("id", call.Cause.Id), ("digest", Digest(call, loss)), ("method", call.Method), ("body", call.Trace.Sent.ToArray()),
        ("resource", loss.GroupId), ("name", loss.Name), ("roles", JsonSerializer.Serialize(loss.Roles)), ("members", loss.Members), ("at", scope.Now),
        ("token", call.Access.TokenId), ("client", call.Client is { Length: > LongestClient } client ? client[..LongestClient] : call.Client));

    /// <summary>Held requests before one, the newest first.</summary>
    /// <param name="state">Null: of every state.</param>
    public static async Task<List<HeldRequest>> ListAsync(TenantSql sql, DirectoryKey directory, string? state, Guid? before, int limit, CancellationToken ct) => await sql.QueryAsync(
        $"""
        select {Columns} from held_request h where h.tenant = @tenant and h.directory = @directory {(state is null ? "" : "and h.state = @state")} {(before is null ? "" : "and h.id < @before")}
        order by h.id desc limit @limit
        """,
        Read, ct,
        [
            ("directory", directory.Value), ("limit", limit), .. state is null ? [] : new (string, object?)[] { ("state", state) },
            .. before is { } id ? new (string, object?)[] { ("before", id) } : [],
        ]);

    public static async Task<HeldRequest?> FindAsync(TenantSql sql, DirectoryKey directory, Guid id, CancellationToken ct) => (await sql.QueryAsync(
        $"select {Columns} from held_request h where h.tenant = @tenant and h.directory = @directory and h.id = @id", Read, ct, ("directory", directory.Value), ("id", id))).FirstOrDefault();

    /// <summary>Does a held request on what stands now, as an act of the person. What no longer can be done is thrown, and it goes on waiting.</summary>
    public async Task ConfirmAsync(Caller by, TenantId tenant, DirectoryKey directory, Guid directoryId, Guid id, CancellationToken ct)
    {
        (string Method, string Resource, byte[] Body, string Provider, string Settings) found;
        await using (var read = await store.ReadAsync(tenant, ct))
        {
            found = (await read.Sql.QueryAsync(
                """
                select h.method, h.resource, h.body, d.provider, d.settings from held_request h join scim_directory d on d.tenant = h.tenant and d.directory = h.directory
                where h.tenant = @tenant and h.directory = @directory and h.id = @id
                """,
                row => (row.GetString(0), row.GetString(1), row.GetFieldValue<byte[]>(2), row.GetString(3), row.GetString(4)), ct, ("directory", directory.Value), ("id", id)))[0];
        }

        var access = new ScimAccess(Guid.Empty, [], null, null, tenant, directory, directoryId, setups.Of(directoryId, found.Provider, found.Settings), true);
        var call = new ScimCall(new DefaultHttpContext { RequestAborted = ct }, access, ScimEndpointUrl.Root + directoryId, time)
            .Confirmed(found.Method, $"/Groups/{found.Resource}", found.Body, new Cause(CauseKind.Api, by.Id), scope => DecideAsync(scope, by, directory, id, Confirmed));
        try
        {
            await (found.Method switch
            {
                "PUT" => groups.ReplaceAsync(call, found.Resource),
                "PATCH" => groups.PatchAsync(call, found.Resource),
                _ => groups.DeleteAsync(call, found.Resource),
            });
        }
        catch (ScimException refused)
        {
            throw new ProblemException(ScimProblems.HeldRequestStale.Because(refused.Error.Detail ?? "It is refused by what stands now."));
        }
    }

    public Task DiscardAsync(Caller by, TenantId tenant, DirectoryKey directory, Guid id, CancellationToken ct) =>
        queue.WriteAsync(tenant, WritePriority.Interactive, scope => DecideAsync(scope, by, directory, id, Discarded), ct);

    private static async ValueTask DecideAsync(WriteScope scope, Caller by, DirectoryKey directory, Guid id, string state)
    {
        if (await scope.Sql.ExecuteAsync(
            "update held_request set state = @state, decided_by = @by, decided_at = @now where tenant = @tenant and directory = @directory and id = @id and state = 'held'", default,
            ("state", state), ("by", by.Who), ("now", scope.Now), ("directory", directory.Value), ("id", id)) == 0)
            throw new ProblemException(ScimProblems.HeldRequestDecided.Because("Somebody was faster."));
        scope.Audit(scope.Tenant, by.Who, $"held_request.{state}", id.ToString());
    }

    private static string Digest(ScimCall call, GuardedLoss loss) =>
        Convert.ToHexString(SHA256.HashData([.. Encoding.UTF8.GetBytes($"{call.Method} {loss.GroupId}\n"), .. call.Trace.Sent.Span]));

    private static HeldRequest Read(DbDataReader row) => new(
        row.GetGuid(0), row.GetString(1), row.GetString(2), new ScimRequestResource("group", row.GetString(3), Text(row, 4)), JsonSerializer.Deserialize<List<string>>(row.GetString(5))!,
        row.GetInt64(6), At(row.GetInt64(7)), At(row.GetInt64(8)), row.GetInt32(9), row.GetGuid(10), Text(row, 11), Text(row, 12), row.IsDBNull(13) ? null : At(row.GetInt64(13)));

    private static string? Text(DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    private static DateTimeOffset At(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
}
