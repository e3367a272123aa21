using Jumpgate.Server.Data;

namespace Jumpgate.Server.Directory;

/// <summary>The body of a staged object that is new or changed.</summary>
internal readonly record struct StageBody(long Resource, long Tick, ResourceBody Body)
{
    /// <summary>Only the raw hash is kept of what the scope filter leaves out.</summary>
    public static ResourceBody OutOfScope(byte[] rawHash) => new(rawHash, [], null, null, null, "", null, false, "", null, null, null, [], null, null);

    public static ValueTask SaveAsync(WriteScope scope, long run, List<StageBody> rows)
    {
        var bodies = rows.ConvertAll(row => row.Body);
        return scope.Sql.ForEachAsync(
            """
            insert into stage_body (tenant, run, resource, tick, raw_hash, hash, volatile, name, email, status, source_status, active,
              f_name, f_user_name, f_email, f_external_id, emails, attributes, raw)
            select @tenant, @run, x.resource, x.tick, x.raw_hash, x.hash, x.volatile, x.name, x.email, x.status, x.source_status, x.active,
              x.f_name, x.f_user_name, x.f_email, x.f_external_id, x.emails, x.attributes, x.raw from {rows} x where true
            on conflict (tenant, run, resource) do update set tick = excluded.tick, raw_hash = excluded.raw_hash, hash = excluded.hash, volatile = excluded.volatile,
              name = excluded.name, email = excluded.email, status = excluded.status, source_status = excluded.source_status, active = excluded.active,
              f_name = excluded.f_name, f_user_name = excluded.f_user_name, f_email = excluded.f_email, f_external_id = excluded.f_external_id,
              emails = excluded.emails, attributes = excluded.attributes, raw = excluded.raw where excluded.tick > stage_body.tick
            """,
            new SqlRows().Add("resource", rows.ConvertAll(row => row.Resource)).Add("tick", rows.ConvertAll(row => row.Tick))
                .Add("raw_hash", bodies.ConvertAll(body => (byte[]?)body.RawHash)).Add("hash", bodies.ConvertAll(body => (byte[]?)body.Hash))
                .Add("volatile", bodies.ConvertAll(body => body.Volatile)).Add("name", bodies.ConvertAll(body => body.Name))
                .Add("email", bodies.ConvertAll(body => body.Email)).Add("status", bodies.ConvertAll(body => (string?)body.Status))
                .Add("source_status", bodies.ConvertAll(body => body.SourceStatus)).Add("active", bodies.ConvertAll(body => body.Active))
                .Add("f_name", bodies.ConvertAll(body => (string?)body.FoldedName)).Add("f_user_name", bodies.ConvertAll(body => body.FoldedUserName))
                .Add("f_email", bodies.ConvertAll(body => body.FoldedEmail)).Add("f_external_id", bodies.ConvertAll(body => body.FoldedExternalId))
                .Add("emails", bodies.ConvertAll(body => body.EmailsText)).Add("attributes", bodies.ConvertAll(body => body.Attributes))
                .Add("raw", bodies.ConvertAll(body => body.Raw)),
            default, ("run", run));
    }

    /// <summary>The next staged objects to be written, in key order. They go on <paramref name="after"/> one that is done: not past all that are, each time.</summary>
    public static async ValueTask<List<(StageBody Body, StageOp Op, ResourceKind Kind)>> NextAsync(WriteScope scope, long run, StageOp op, long after, int limit)
    {
        var next = await scope.Sql.QueryAsync(
            "select resource, tick, kind from stage_resource where tenant = @tenant and run = @run and op = @op and op <> 0 and resource > @after order by resource limit @limit",
            row => (Resource: row.GetInt64(0), Tick: row.GetInt64(1), Kind: (ResourceKind)row.GetInt16(2)), default,
            ("run", run), ("op", (short)op), ("after", after), ("limit", (long)limit));
        var bodies = new Dictionary<long, ResourceBody>(next.Count);
        await scope.Sql.QueryEachAsync(
            """
            select b.resource, b.raw_hash, b.hash, b.volatile, b.name, b.email, b.status, b.source_status, b.active,
              b.f_name, b.f_user_name, b.f_email, b.f_external_id, b.emails, b.attributes, b.raw
            from {rows} x {join stage_body b on b.tenant = @tenant and b.run = @run and b.resource = x.resource}
            """,
            new SqlRows().Add("resource", next.ConvertAll(row => row.Resource)),
            row => bodies[row.GetInt64(0)] = new ResourceBody(
                row.GetFieldValue<byte[]>(1), row.GetFieldValue<byte[]>(2), Text(row, 3), Text(row, 4), Text(row, 5), row.GetString(6), Text(row, 7), row.GetBoolean(8),
                Text(row, 9) ?? "", Text(row, 10), Text(row, 11), Text(row, 12), ResourceBody.EmailsOf(Text(row, 13)), Text(row, 14),
                row.IsDBNull(15) ? null : row.GetFieldValue<byte[]>(15)),
            default, ("run", run));
        return next.ConvertAll(row => (new StageBody(row.Resource, row.Tick, bodies[row.Resource]), op, row.Kind));
    }

    private static string? Text(System.Data.Common.DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);
}
