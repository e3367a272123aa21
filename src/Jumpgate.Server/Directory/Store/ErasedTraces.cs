using System.Text;
using Jumpgate.Server.Data;
using Jumpgate.Server.EventLog;

namespace Jumpgate.Server.Directory;

/// <summary>Replaces what others say of a person: events, runs and their logs, the audit log's details, and the things of the directory.</summary>
internal sealed class ErasedTraces(Store store, WriteQueue queue, TenantId tenant, PersonTraces person)
{
    private const int Slice = 500;

    /// <summary>Events changed so far.</summary>
    public int Events { get; private set; }

    /// <summary>Goes through the events behind a position; answers the last one's.</summary>
    public async Task<long> EventsAsync(OrganizationKey organization, long after, CancellationToken ct)
    {
        while (true)
        {
            List<(long Position, long At, byte[] Raw)> page;
            await using (var read = await store.ReadAsync(tenant, ct))
            {
                page = await read.Sql.QueryAsync(
                    "select position, at, raw from event where tenant = @tenant and organization = @organization and position > @after order by position limit @limit",
                    row => (row.GetInt64(0), row.GetInt64(1), row.GetFieldValue<byte[]>(2)), ct, ("organization", organization.Value), ("after", after), ("limit", (long)Slice));
            }

            if (page.Count == 0) return after;
            after = page[^1].Position;
            var changed = page.Select(one => (one.Position, one.At, Old: one.Raw, New: PersonRedaction.OfEvent(one.Raw, person)!)).Where(one => one.New is not null).ToList();
            if (changed.Count == 0) continue;
            Events += changed.Count;
            await queue.WriteAsync(tenant, WritePriority.Bulk, async scope =>
            {
                await scope.Sql.ForEachAsync(
                    "update event set raw = x.raw from {rows} x where event.tenant = @tenant and event.organization = @organization and event.position = x.position",
                    new SqlRows().Add("position", changed.ConvertAll(one => one.Position)).Add("raw", changed.ConvertAll(one => (byte[]?)one.New)), default, ("organization", organization.Value));
                await EventIndex.ChangeAsync(scope, organization, changed);
                return 0;
            }, ct);
        }
    }

    /// <summary>Names in what runs were held for, their logs and errors, and details of the audit log.</summary>
    public async Task TextsAsync(IReadOnlyList<OrganizationKey> organizations, CancellationToken ct)
    {
        foreach (var organization in organizations)
        {
            foreach (var column in (string[])["held", "error", "warnings"])
            {
                await ColumnAsync(
                    $"select run, 0, {column} from run where tenant = @tenant and organization = @organization and {column} is not null",
                    $"update run set {column} = x.text from {{rows}} x where run.tenant = @tenant and run.run = x.k and x.n = 0", isJson: true, ct, ("organization", organization.Value));
            }

            await ColumnAsync(
                "select l.run, l.n, l.text from run r join run_log l on l.tenant = @tenant and l.run = r.run where r.tenant = @tenant and r.organization = @organization",
                "update run_log set text = x.text from {rows} x where run_log.tenant = @tenant and run_log.run = x.k and run_log.n = x.n", isJson: false, ct, ("organization", organization.Value));
        }

        await ColumnAsync(
            "select n, 0, detail from audit where tenant = @tenant and detail is not null",
            "update audit set detail = x.text from {rows} x where audit.tenant = @tenant and audit.n = x.k and x.n = 0", isJson: false, ct);
    }

    /// <summary>Records of SCIM requests: of those about the person only what was done stays, in others the person's values are replaced.</summary>
    public async Task RequestsAsync(CancellationToken ct)
    {
        List<(Guid Id, int Directory, string Path, string? Name, string? Detail, string? Body, string? Skipped)> changed = [];
        await using (var read = await store.ReadAsync(tenant, ct))
        {
            await foreach (var row in read.Sql.StreamAsync(
                "select id, directory, path, name, detail, body, skipped, resource_id from scim_request where tenant = @tenant",
                row => (Id: row.GetGuid(0), Directory: row.GetInt32(1), Path: row.GetString(2), Name: Text(row, 3), Detail: Text(row, 4), Body: Text(row, 5), Skipped: Text(row, 6), Of: Text(row, 7)), ct))
            {
                var own = row.Of == person.RemoteId;
                var next = (Path: Plain(row.Path)!, Name: own ? null : Plain(row.Name), Detail: Plain(row.Detail), Body: own ? null : Json(row.Body), Skipped: own ? null : Plain(row.Skipped));
                if (next != (row.Path, row.Name, row.Detail, row.Body, row.Skipped)) changed.Add((row.Id, row.Directory, next.Path, next.Name, next.Detail, next.Body, next.Skipped));
            }
        }

        foreach (var slice in changed.Chunk(Slice))
        {
            await WriteAsync(
                """
                update scim_request set path = x.path, name = x.name, detail = x.detail, body = x.body, skipped = x.skipped from {rows} x
                where scim_request.tenant = @tenant and scim_request.directory = x.directory and scim_request.id = x.id
                """,
                new SqlRows().Add("id", slice.Select(one => one.Id).ToArray()).Add("directory", slice.Select(one => (int?)one.Directory).ToArray())
                    .Add("path", slice.Select(one => (string?)one.Path).ToArray()).Add("name", slice.Select(one => one.Name).ToArray()).Add("detail", slice.Select(one => one.Detail).ToArray())
                    .Add("body", slice.Select(one => one.Body).ToArray()).Add("skipped", slice.Select(one => one.Skipped).ToArray()), ct);
        }

        string? Plain(string? text) => text is null || !person.MayStandIn(text) ? text : person.Replace(text);

        string? Json(string? text) => text is null || !person.MayStandIn(text) ? text : Text(PersonRedaction.OfJson(Encoding.UTF8.GetBytes(text), person)) ?? text;
    }

    /// <summary>Things of the directory that name the person: a device lists its local accounts, a group may bear somebody's name.</summary>
    public async Task ThingsAsync(DirectoryKey directory, CancellationToken ct)
    {
        foreach (var kind in Words.ResourceKinds.Where(kind => kind is not (ResourceKind.User or ResourceKind.Admin)))
        {
            var after = "";
            while (true)
            {
                List<(long Resource, string RemoteId)> page;
                await using (var read = await store.ReadAsync(tenant, ct))
                {
                    page = await read.Sql.QueryAsync(
                        """
                        select resource, remote_id from resource
                        where tenant = @tenant and directory = @directory and kind = @kind and remote_id > @after order by remote_id limit @limit
                        """,
                        row => (row.GetInt64(0), row.GetString(1)), ct, ("directory", directory.Value), ("kind", (short)kind), ("after", after), ("limit", (long)Slice));
                }

                if (page.Count == 0) break;
                await ThingsAsync(page.ConvertAll(thing => thing.Resource), ct);
                after = page[^1].RemoteId;
            }
        }
    }

    private async Task ThingsAsync(List<long> things, CancellationToken ct)
    {
        List<Said> said = [];
        List<(long Resource, byte[]? Text)> moving = [];
        await using (var read = await store.ReadAsync(tenant, ct))
        {
            await read.Sql.QueryEachAsync(
                "select v.resource, v.from_seq, v.name, v.attributes, v.raw from {rows} x {join resource_version v on v.tenant = @tenant and v.resource = x.resource}",
                new SqlRows().Add("resource", things),
                row =>
                {
                    var (name, attributes, raw) = (Text(row, 2), Json(Text(row, 3)), row.IsDBNull(4) ? null : row.GetFieldValue<byte[]>(4));
                    var one = new Said(row.GetInt64(0), row.GetInt64(1), name is null ? null : person.Replace(name), Of(attributes), Of(raw));
                    if (one.Name != name || one.Attributes is not null || one.Raw is not null)
                        said.Add(one with { Attributes = one.Attributes ?? attributes, Raw = one.Raw ?? raw });
                },
                ct);
            await read.Sql.QueryEachAsync(
                "select r.resource, r.volatile from {rows} x {join resource r on r.tenant = @tenant and r.resource = x.resource and r.volatile is not null}",
                new SqlRows().Add("resource", things), row => moving.Add((row.GetInt64(0), Of(Json(Text(row, 1))))), ct);
        }

        // Their hashes stay: for the source nothing has changed, so the next sync writes nothing.
        await WriteAsync(
            """
            update resource_version set name = x.name, f_name = x.f_name, attributes = x.attributes, raw = x.raw from {rows} x
            where resource_version.tenant = @tenant and resource_version.resource = x.resource and resource_version.from_seq = x.from_seq
            """,
            new SqlRows().Add("resource", said.ConvertAll(one => one.Resource)).Add("from_seq", said.ConvertAll(one => one.From)).Add("name", said.ConvertAll(one => one.Name))
                .Add("f_name", said.ConvertAll(one => (string?)(Folded.Of(one.Name) ?? ""))).Add("attributes", said.ConvertAll(one => Text(one.Attributes))).Add("raw", said.ConvertAll(one => one.Raw)), ct);
        moving.RemoveAll(one => one.Text is null);
        await WriteAsync(
            "update resource set volatile = x.volatile from {rows} x where resource.tenant = @tenant and resource.resource = x.resource",
            new SqlRows().Add("resource", moving.ConvertAll(one => one.Resource)).Add("volatile", moving.ConvertAll(one => Text(one.Text))), ct);

        byte[]? Of(byte[]? json) => json is null ? null : PersonRedaction.OfJson(json, person);
    }

    private async Task ColumnAsync(string select, string update, bool isJson, CancellationToken ct, params (string, object?)[] args)
    {
        List<(long Key, long N, string? Text)> changed = [];
        await using (var read = await store.ReadAsync(tenant, ct))
        {
            await foreach (var (key, n, text) in read.Sql.StreamAsync(select, row => (row.GetInt64(0), row.GetInt64(1), row.GetString(2)), ct, args))
            {
                if (!person.MayStandIn(text)) continue;
                var without = isJson ? Text(PersonRedaction.OfJson(Json(text)!, person)) ?? text : person.Replace(text);
                if (without != text) changed.Add((key, n, without));
            }
        }

        foreach (var slice in changed.Chunk(Slice))
        {
            await WriteAsync(
                update,
                new SqlRows().Add("k", slice.Select(one => one.Key).ToArray()).Add("n", slice.Select(one => one.N).ToArray()).Add("text", slice.Select(one => one.Text).ToArray()), ct);
        }
    }

    private async Task WriteAsync(string sql, SqlRows rows, CancellationToken ct, params (string, object?)[] args)
    {
        if (rows.Count == 0) return;
        await queue.WriteAsync(tenant, WritePriority.Bulk, async scope => { await scope.Sql.ForEachAsync(sql, rows, default, args); return 0; }, ct);
    }

    private static byte[]? Json(string? text) => text is null ? null : Encoding.UTF8.GetBytes(text);

    private static string? Text(byte[]? json) => json is null ? null : Encoding.UTF8.GetString(json);

    private static string? Text(System.Data.Common.DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    private sealed record Said(long Resource, long From, string? Name, byte[]? Attributes, byte[]? Raw);
}
