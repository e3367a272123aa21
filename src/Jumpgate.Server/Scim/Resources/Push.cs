using System.Data.Common;
using Jumpgate.Scim.Errors;
using Jumpgate.Scim.Versions;
using Jumpgate.Server.Data;
using Jumpgate.Server.Directory;
using Jumpgate.Server.Scim.Protocol;
using Jumpgate.Server.Scim.Records;

namespace Jumpgate.Server.Scim.Resources;

/// <summary>A resource as a write finds it, in its transaction.</summary>
internal sealed record Standing(Identity Identity, ScimRow Row, string? FoldedEmail, string? Name);

/// <summary>
/// One SCIM request in the transaction of the write queue: everything is decided on what stands there, so that of requests at the same time none
/// is lost. What is refused is thrown, and leaves nothing behind.
/// </summary>
internal sealed class Push(WriteScope scope, ScimCall call, ScimKind kind)
{
    private readonly DirectoryTally tally = new(call.Directory);
    private long? cause;

    /// <summary>The directory's content hash, as what was looked up first came with it.</summary>
    private UInt128? content;

    public TenantSql Sql => scope.Sql;

    public ScimKind Kind => kind;

    public DirectoryKey Directory => call.Directory;

    public RequestTrace Trace => call.Trace;

    /// <summary>Whether a group takes the members it knows when others are named.</summary>
    public bool TakesPart => call.Setup.Settings.PartialAcceptance == true;

    /// <summary>Whether some user of the directory awaits its manager; known when a resource was made.</summary>
    public bool IsManagerAwaited { get; private set; }

    /// <summary>What happens to a request that empties a group through which an administrator-like role is given.</summary>
    public string AdminGuard => call.Decided is null ? call.Setup.Settings.AdminGuard! : PushSettings.Off;

    /// <summary>Runs a write of a directory that is still there to be pushed, and leaves its record.</summary>
    public static Task<Written> RunAsync(WriteQueue queue, ScimCall call, ScimKind kind, Func<Push, ValueTask<Written>> work) =>
        queue.WriteAsync(call.Tenant, WritePriority.Interactive, async scope =>
        {
            var before = scope.Sequence;
            var push = new Push(scope, call, kind);
            var done = await work(push);
            await push.tally.SaveAsync(scope, content: push.content);
            (call.Trace.ResourceId, call.Trace.Name) = (done.Row.Id, done.Name);
            if (call.Decided is { } decided) await decided(scope);
            else await RequestRecords.AddAsync(scope, call, done.Changed, before);
            return done;
        }, call.Cancelled);

    /// <summary>The resource with this id, if it is the version the request is about.</summary>
    /// <exception cref="ScimException">404, or 412 where <c>If-Match</c> or <c>If-None-Match</c> says so.</exception>
    public async ValueTask<Standing> FindAsync(string id)
    {
        var found = await Sql.QueryAsync(
            $"""
            select {ScimRow.Columns}, r.observed, r.active, r.raw_hash, r.hash, v.f_email, d.content_hash, v.name from resource r
            join directory d on d.tenant = @tenant and d.directory = r.directory and d.source = 'scim'
            join resource_version v on v.tenant = @tenant and v.directory = @directory and v.kind = @kind and v.resource = r.resource and v.to_seq is null
            left join change c on c.tenant = @tenant and c.seq = r.version
            where r.tenant = @tenant and r.directory = @directory and r.kind = @kind and r.remote_id = @id
            """,
            Read, default, ("directory", Directory.Value), ("kind", (short)kind.Kind), ("id", id));
        if (found is not [var standing]) throw ScimReads.Missing(kind);
        var tag = EntityTag.Of(standing.Row.Version);
        if (EntityTagCondition.Parse(call.IfMatch)?.Names(tag) == false || EntityTagCondition.Parse(call.IfNoneMatch)?.Names(tag) == true)
            throw new ScimException(new ScimError(412, null, $"The {kind.Name} is no longer, or already, at the version the request names."));
        return standing;
    }

    /// <summary>Makes a resource. Its id is new and says when.</summary>
    /// <exception cref="ScimException">409 where another user has the user name, 404 where the directory was removed.</exception>
    public async ValueTask<Identity> CreateAsync(PushedBody body)
    {
        var found = await Sql.QueryAsync(
            """
            select count(v.resource), d.content_hash, exists (select 1 from awaited_manager a where a.tenant = @tenant and a.directory = @directory) from directory d
            left join resource_version v on v.tenant = @tenant and v.directory = @directory and v.kind = @user and v.f_user_name = @name and v.to_seq is null
            where d.tenant = @tenant and d.directory = @directory and d.source = 'scim' group by d.directory, d.content_hash
            """,
            row => (Taken: row.GetInt64(0), Content: Hash128.FromBytes(row.GetFieldValue<byte[]>(1)), IsManagerAwaited: row.GetBoolean(2)), default, ("directory", Directory.Value), ("user", (short)ResourceKind.User), ("name", body.FoldedUserName));
        if (found is not [var standing]) throw new ScimException(new ScimError(404, null, "This directory was removed."));
        (content, IsManagerAwaited) = (standing.Content, standing.IsManagerAwaited);
        if (standing.Taken > 0) throw new ScimException(ScimError.NotUnique("userName"));
        if (call.Setup.Settings.Resources is > 0 and var most && await HeldAsync() >= most)
            throw new ScimException(ScimError.TooLarge($"This directory takes {most} users and groups; its settings say so."));
        var id = Guid.CreateVersion7(DateTimeOffset.FromUnixTimeMilliseconds(scope.Now));
        var identity = new Identity(await scope.TakeKeysAsync(1), kind.Kind, id.ToString(), IdentityState.Named, 0, false, null, null) { NewId = id };
        await WriteAsync(identity, body);
        return identity;
    }

    /// <summary>How many users and groups the directory has.</summary>
    private ValueTask<long> HeldAsync() => Sql.ScalarAsync<long>(
        "select coalesce(sum(n), 0) from directory_count where tenant = @tenant and directory = @directory and what in ('user', 'group')", default, ("directory", Directory.Value));

    public async ValueTask WriteAsync(Identity identity, PushedBody body) =>
        await new ResourceWrites(scope, Directory, await CauseAsync(), tally).UpsertAsync([new ResourceWrite(identity, body.Body, identity.Observed + 1)]);

    /// <summary>Ends a resource and every edge it has; answers those.</summary>
    public async ValueTask<IReadOnlyList<EdgeRow>> EndAsync(Identity identity)
    {
        var why = await CauseAsync();
        var (_, edges) = await ResourceEnd.EdgesAsync(scope, Directory, why, tally, [(identity.Key, identity.Observed + 1)], always: true);
        await new ResourceWrites(scope, Directory, why, tally).EndAsync([(identity, identity.Observed + 1, null)], IdentityState.Ended);
        return edges;
    }

    public async ValueTask<EdgeWrites> EdgesAsync() => new(scope, Directory, await CauseAsync(), tally);

    /// <summary>Another resource of the directory that has this user name.</summary>
    public async ValueTask<bool> IsTakenAsync(string foldedUserName, long except) =>
        await Sql.ScalarAsync<long>(
            """
            select count(*) from resource_version v where v.tenant = @tenant and v.directory = @directory and v.kind = 1 and v.f_user_name = @name and v.to_seq is null
              and v.resource <> @except
            """,
            default, ("directory", Directory.Value), ("name", foldedUserName), ("except", except)) > 0;

    /// <summary>Joins a new user with accounts of the same human; few have any.</summary>
    public async ValueTask LinkAsync(long user, string foldedEmail)
    {
        if (await Sql.ScalarAsync<long>(
            """
            select count(*) from directory d cross join resource_version v
            where d.tenant = @tenant and v.tenant = @tenant and v.directory = d.directory and v.kind in (1, 2) and v.f_email = @email and v.to_seq is null
            """,
            default, ("email", foldedEmail)) > 1) await RelinkAsync(user);
    }

    /// <summary>Joins accounts of one human anew, where an address came or went.</summary>
    public ValueTask RelinkAsync(long user) => Persons.RelinkAsync(scope, [user], [], call.Cause);

    /// <summary>The resource as the changes of this request leave it.</summary>
    public ScimRow Row(Identity identity, byte[] attributes) => new(identity.Key, identity.RemoteId, scope.Sequence, scope.SequenceTime, attributes);

    private async ValueTask<long> CauseAsync() => cause ??= call.Decided is null ? await scope.NewCauseAsync(call.Cause) : await scope.CauseKeyAsync(call.Cause);

    private Standing Read(DbDataReader row)
    {
        content = Hash128.FromBytes(row.GetFieldValue<byte[]>(10));
        return new Standing(
            new Identity(
                row.GetInt64(0), kind.Kind, row.GetString(1), IdentityState.Current, row.GetInt64(5), row.GetBoolean(6), row.IsDBNull(7) ? null : row.GetFieldValue<byte[]>(7),
                row.IsDBNull(8) ? null : row.GetFieldValue<byte[]>(8)),
            ScimRow.Read(row), row.IsDBNull(9) ? null : row.GetString(9), row.IsDBNull(11) ? null : row.GetString(11));
    }
}
