using System.Globalization;
using System.Security.Cryptography;
using Jumpgate.Server.Data;
using Jumpgate.Server.Tenancy;

namespace Jumpgate.Server.Directory;

/// <summary>What an erasure did. <paramref name="Sequence"/>: the change that tells of it; null where the account had been erased before.</summary>
internal sealed record Erased(long? Sequence, DateTimeOffset At, int Versions, int Events);

/// <summary>
/// Forgets a person's personal values. The account ends; its versions are emptied and marked, their hashes replaced by keyed ones (equal stays equal,
/// nothing can be guessed from them); what events, runs and things of the directory say of the person is replaced. Ids stay, and an account with this id is
/// not read from the source again. What others say goes first: while the versions hold the values, an erasure that was cut short can be repeated.
/// </summary>
internal sealed class Erasure(Store store, WriteQueue queue, MasterKey master)
{
    /// <returns>Null: there is no such account.</returns>
    public async Task<Erased?> RunAsync(TenantId tenant, ResourceKey resource, Cause cause, string who, CancellationToken ct)
    {
        Identity? identity;
        DirectoryKey directory;
        List<OrganizationKey> organizations;
        ErasedTraces traces;
        await using (var read = await store.SnapshotAsync(tenant, ct))
        {
            identity = (await Identity.FindAsync(read.Sql, [resource.Value], ct)).GetValueOrDefault(resource.Value);
            if (identity is null) return null;
            directory = new DirectoryKey(await read.Sql.ScalarAsync<int>("select directory from resource where tenant = @tenant and resource = @resource", ct, ("resource", resource.Value)));
            organizations = await read.Sql.QueryAsync(
                "select organization from organization where tenant = @tenant and directory = @directory", row => new OrganizationKey(row.GetInt32(0)), ct, ("directory", directory.Value));
            traces = new ErasedTraces(store, queue, tenant, await PersonValues.ReadAsync(read.Sql, identity, ct));
        }

        await traces.ThingsAsync(directory, ct);
        await traces.TextsAsync(organizations, ct);
        await traces.RequestsAsync(ct);
        List<(OrganizationKey Key, long Seen)> seen = [];
        foreach (var organization in organizations) seen.Add((organization, await traces.EventsAsync(organization, 0, ct)));
        var erased = await queue.WriteAsync(
            tenant, WritePriority.Interactive,
            async scope =>
            {
                var found = await EndAsync(scope, directory, resource.Value, cause);
                if (found.Sequence is not null) scope.Audit(tenant, who, "resource.erase", await PublicIdAsync(scope, resource), $"{identity.Kind.Word()} {identity.RemoteId}");
                return found;
            },
            ct);

        // Events stored before this was committed; those that come later are stored without the person.
        foreach (var (organization, position) in seen) await traces.EventsAsync(organization, position, ct);
        await traces.RequestsAsync(ct);
        return erased with { Events = traces.Events };
    }

    private async ValueTask<Erased> EndAsync(WriteScope scope, DirectoryKey directory, long resource, Cause cause)
    {
        var identity = (await Identity.FindAsync(scope.Sql, [resource]))[resource];
        var versions = await scope.Sql.ScalarAsync<long>(
            "select count(*) from resource_version where tenant = @tenant and resource = @resource", default, ("resource", resource));
        if (identity.State == IdentityState.Erased) return new Erased(null, await AtAsync(scope, resource), (int)versions, 0);
        if (identity.State == IdentityState.Current)
        {
            var tally = new DirectoryTally(directory);
            await ResourceEnd.RunAsync(scope, directory, await scope.CauseKeyAsync(cause), tally, [(identity, identity.Observed, null)], IdentityState.Erased);
            await tally.SaveAsync(scope);
        }

        await EmptyAsync(scope, directory, resource, identity.Kind);
        await Persons.RelinkAsync(scope, [resource], [], cause);
        var sequence = await scope.Changes.AddAsync(ChangeOp.Erased, cause, directory, identity.Kind, new ResourceKey(resource));
        await scope.Sql.ExecuteAsync("update resource set version = @seq where tenant = @tenant and resource = @resource", default, ("seq", sequence), ("resource", resource));
        return new Erased(sequence, DateTimeOffset.FromUnixTimeMilliseconds(scope.Now), (int)versions, 0);
    }

    private async ValueTask EmptyAsync(WriteScope scope, DirectoryKey directory, long resource, ResourceKind kind)
    {
        (string, object?) which = ("resource", resource);
        var versions = await scope.Sql.QueryAsync(
            "select from_seq, hash from resource_version where tenant = @tenant and resource = @resource and erased is null",
            row => (From: row.GetInt64(0), Hash: row.GetFieldValue<byte[]>(1)), default, which);
        var key = master.For("erase");
        await scope.Sql.ForEachAsync(
            """
            update resource_version set hash = x.hash, name = null, email = null, f_name = '', f_user_name = null, f_email = null, f_external_id = null,
              attributes = null, raw = null, erased = @at
            from {rows} x where resource_version.tenant = @tenant and resource_version.resource = @resource and resource_version.from_seq = x.from_seq
            """,
            new SqlRows().Add("from_seq", versions.ConvertAll(version => version.From))
                .Add("hash", versions.ConvertAll(version => (byte[]?)HMACSHA256.HashData(key, version.Hash)[..16])),
            default, which, ("at", DateTimeOffset.FromUnixTimeMilliseconds(scope.Now).ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture)));
        await scope.Sql.ExecuteAsync("delete from resource_email where tenant = @tenant and resource = @resource", default, which);
        await scope.Sql.ExecuteAsync("delete from awaited_manager where tenant = @tenant and directory = @directory and resource = @resource", default, which, ("directory", directory.Value));
        foreach (var statement in (string[])
        [
            "delete from stage_body where tenant = @tenant and run in (select p.run from stage_plan p where p.tenant = @tenant) and resource = @resource",
            "update stage_resource set op = 0 where tenant = @tenant and run in (select p.run from stage_plan p where p.tenant = @tenant) and kind = @kind and resource = @resource",
        ])
            await scope.Sql.ExecuteAsync(statement, default, statement.Contains("@kind", StringComparison.Ordinal) ? [which, ("kind", (short)kind)] : [which]);
        await scope.Sql.ExecuteAsync(
            "update resource set state = 4, raw_hash = null, hash = null, volatile = null where tenant = @tenant and resource = @resource", default, which);
    }

    private static async ValueTask<DateTimeOffset> AtAsync(WriteScope scope, long resource) =>
        await scope.Sql.ScalarAsync<string>("select max(erased) from resource_version where tenant = @tenant and resource = @resource", default, ("resource", resource)) is { } at
            ? DateTimeOffset.Parse(at, CultureInfo.InvariantCulture)
            : DateTimeOffset.FromUnixTimeMilliseconds(scope.Now);

    private static async ValueTask<string> PublicIdAsync(WriteScope scope, ResourceKey resource) =>
        (await scope.Sql.ScalarAsync<Guid>("select id from resource where tenant = @tenant and resource = @resource", default, ("resource", resource.Value))).ToString();
}
