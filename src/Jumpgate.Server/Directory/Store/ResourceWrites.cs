using Jumpgate.Server.Data;

namespace Jumpgate.Server.Directory;

/// <summary>An object that was read, and the identity it belongs to.</summary>
internal readonly record struct ResourceWrite(Identity Identity, ResourceBody Body, long Tick);

/// <summary>Writes resources: identities, versions, changes, counts, content hash. The one place where versions are made.</summary>
internal sealed class ResourceWrites(WriteScope scope, DirectoryKey directory, long cause, DirectoryTally tally)
{
    /// <summary>Writes what differs from the store and was read after it. The identities must have been read in this transaction.</summary>
    public async ValueTask<WriteOutcome[]> UpsertAsync(IReadOnlyList<ResourceWrite> writes)
    {
        var outcomes = new WriteOutcome[writes.Count];
        List<ResourceWrite> versions = [], volatiles = [];
        List<ChangeOp> ops = [];
        for (var i = 0; i < writes.Count; i++)
        {
            var write = writes[i];
            outcomes[i] = Decide(write);
            if (outcomes[i] is WriteOutcome.Created or WriteOutcome.Updated)
            {
                versions.Add(write);
                ops.Add(outcomes[i] == WriteOutcome.Created ? ChangeOp.Created : ChangeOp.Updated);
            }
            else if (outcomes[i] == WriteOutcome.Unchanged && write.Identity.State == IdentityState.Current && !Same(write.Identity.RawHash, write.Body.RawHash)) volatiles.Add(write);
        }

        await OverwriteAsync(volatiles);
        await WriteAsync(versions, ops);
        return outcomes;
    }

    /// <summary>Ends resources whose edges are ended already. <paramref name="state"/>: ended, or left out by the scope filter.</summary>
    public async ValueTask EndAsync(IReadOnlyList<(Identity Identity, long Tick, byte[]? RawHash)> ending, IdentityState state)
    {
        if (ending.Count == 0) return;
        var seq = await scope.TakeSequencesAsync(ending.Count);
        var keys = new long[ending.Count];
        var seqs = new long[ending.Count];
        for (var i = 0; i < ending.Count; i++)
        {
            var identity = ending[i].Identity;
            (keys[i], seqs[i]) = (identity.Key, seq + i);
            tally.Add(identity.Kind.Word(), -1);
            if (identity.Active) tally.Add(DirectoryTally.ActiveOf(identity.Kind), -1);
            tally.Minus(identity.Content);
            scope.Changes.Add(new ChangeRow(seqs[i], directory.Value, ChangeOp.Deleted, (short)identity.Kind, identity.Key, null, null, cause, null));
        }

        await CloseAsync(keys, seqs);
        await scope.Sql.ForEachAsync(
            """
            update resource set state = @state, version = x.seq, observed = x.tick, active = @inactive, raw_hash = x.raw_hash, hash = null, volatile = null
            from {rows} x where resource.tenant = @tenant and resource.resource = x.resource
            """,
            new SqlRows().Add("resource", keys).Add("seq", seqs).Add("tick", ending.Select(end => end.Tick).ToArray())
                .Add("raw_hash", ending.Select(end => end.RawHash).ToArray()),
            default, ("state", (short)state), ("inactive", false));
    }

    private static WriteOutcome Decide(ResourceWrite write)
    {
        var (identity, body, tick) = write;
        if (identity.State == IdentityState.Erased) return WriteOutcome.Unchanged;
        if (identity.Observed >= tick) return WriteOutcome.Stale;
        if (identity.State != IdentityState.Current) return WriteOutcome.Created;
        return Same(identity.Hash, body.Hash) ? WriteOutcome.Unchanged : WriteOutcome.Updated;
    }

    private static bool Same(byte[]? one, byte[]? other) => one.AsSpan().SequenceEqual(other);

    private ValueTask OverwriteAsync(List<ResourceWrite> writes) => scope.Sql.ForEachAsync(
        """
        update resource set observed = x.tick, raw_hash = x.raw_hash, volatile = x.volatile
        from {rows} x where resource.tenant = @tenant and resource.resource = x.resource
        """,
        new SqlRows().Add("resource", writes.ConvertAll(write => write.Identity.Key)).Add("tick", writes.ConvertAll(write => write.Tick))
            .Add("raw_hash", writes.ConvertAll(write => (byte[]?)write.Body.RawHash)).Add("volatile", writes.ConvertAll(write => write.Body.Volatile)));

    private ValueTask CloseAsync(long[] keys, long[] seqs) => scope.Sql.ForEachAsync(
        """
        update resource_version set to_seq = x.seq from {rows} x
        where resource_version.tenant = @tenant and resource_version.resource = x.resource and resource_version.to_seq is null
        """,
        new SqlRows().Add("resource", keys).Add("seq", seqs));

    private async ValueTask WriteAsync(List<ResourceWrite> writes, List<ChangeOp> ops)
    {
        if (writes.Count == 0) return;
        var first = await scope.TakeSequencesAsync(writes.Count);
        var seqs = new long[writes.Count];
        List<long> closedKeys = [], closedSeqs = [];
        for (var i = 0; i < writes.Count; i++)
        {
            var (identity, body, _) = writes[i];
            seqs[i] = first + i;
            scope.Changes.Add(new ChangeRow(seqs[i], directory.Value, ops[i], (short)identity.Kind, identity.Key, null, null, cause, null));
            tally.Plus(ContentHash.Resource(identity.Kind, identity.RemoteId, Hash128.FromBytes(body.Hash)));
            if (ops[i] == ChangeOp.Created) tally.Add(identity.Kind.Word(), 1);
            else
            {
                tally.Minus(identity.Content);
                closedKeys.Add(identity.Key);
                closedSeqs.Add(seqs[i]);
            }

            tally.Add(DirectoryTally.ActiveOf(identity.Kind), (body.Active ? 1 : 0) - (identity.Active && ops[i] == ChangeOp.Updated ? 1 : 0));
        }

        await CloseAsync([.. closedKeys], [.. closedSeqs]);
        await IdentifyAsync(writes, seqs);
        var keys = writes.ConvertAll(write => write.Identity.Key).ToArray();
        var bodies = writes.ConvertAll(write => write.Body);
        await InsertVersionsAsync(writes, keys, seqs, bodies);
        await InsertEmailsAsync(writes, seqs);
    }

    private async ValueTask IdentifyAsync(List<ResourceWrite> writes, long[] seqs)
    {
        List<int> fresh = [], known = [];
        for (var i = 0; i < writes.Count; i++) (writes[i].Identity.NewId is null ? known : fresh).Add(i);
        await scope.Sql.InsertAsync(
            "resource",
            Rows(fresh).Add("kind", fresh.ConvertAll(i => (short)writes[i].Identity.Kind))
                .Add("remote_id", fresh.ConvertAll(i => (string?)writes[i].Identity.RemoteId)).Add("id", fresh.ConvertAll(i => writes[i].Identity.NewId!.Value)),
            ("directory", directory.Value), ("state", (short)IdentityState.Current));
        await scope.Sql.ForEachAsync(
            """
            update resource set state = 1, version = x.version, observed = x.observed, active = x.active, raw_hash = x.raw_hash, hash = x.hash, volatile = x.volatile
            from {rows} x where resource.tenant = @tenant and resource.resource = x.resource
            """,
            Rows(known));

        SqlRows Rows(List<int> which) => new SqlRows()
            .Add("resource", which.ConvertAll(i => writes[i].Identity.Key)).Add("version", which.ConvertAll(i => seqs[i]))
            .Add("observed", which.ConvertAll(i => writes[i].Tick)).Add("active", which.ConvertAll(i => writes[i].Body.Active))
            .Add("raw_hash", which.ConvertAll(i => (byte[]?)writes[i].Body.RawHash)).Add("hash", which.ConvertAll(i => (byte[]?)writes[i].Body.Hash))
            .Add("volatile", which.ConvertAll(i => writes[i].Body.Volatile));
    }

    private ValueTask InsertVersionsAsync(List<ResourceWrite> writes, long[] keys, long[] seqs, List<ResourceBody> bodies) => scope.Sql.InsertAsync(
        "resource_version",
        new SqlRows().Add("resource", keys).Add("from_seq", seqs).Add("kind", writes.ConvertAll(write => (short)write.Identity.Kind))
            .Add("hash", bodies.ConvertAll(body => (byte[]?)body.Hash)).Add("name", bodies.ConvertAll(body => body.Name))
            .Add("email", bodies.ConvertAll(body => body.Email)).Add("status", bodies.ConvertAll(body => (string?)body.Status))
            .Add("source_status", bodies.ConvertAll(body => body.SourceStatus)).Add("active", bodies.ConvertAll(body => body.Active))
            .Add("f_name", bodies.ConvertAll(body => (string?)body.FoldedName)).Add("f_user_name", bodies.ConvertAll(body => body.FoldedUserName))
            .Add("f_email", bodies.ConvertAll(body => body.FoldedEmail)).Add("f_external_id", bodies.ConvertAll(body => body.FoldedExternalId))
            .Add("attributes", bodies.ConvertAll(body => body.Attributes)).Add("raw", bodies.ConvertAll(body => body.Raw)),
        ("directory", directory.Value));

    private async ValueTask InsertEmailsAsync(List<ResourceWrite> writes, long[] seqs)
    {
        List<string> emails = [];
        List<short> kinds = [];
        List<long> keys = [], from = [];
        for (var i = 0; i < writes.Count; i++)
        {
            foreach (var email in writes[i].Body.MoreEmails)
            {
                emails.Add(email);
                kinds.Add((short)writes[i].Identity.Kind);
                keys.Add(writes[i].Identity.Key);
                from.Add(seqs[i]);
            }
        }

        await scope.Sql.InsertAsync(
            "resource_email", new SqlRows().Add("f_email", emails).Add("kind", kinds).Add("resource", keys).Add("from_seq", from), ("directory", directory.Value));
    }
}
