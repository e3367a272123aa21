using Jumpgate.Scim.Errors;
using Jumpgate.Scim.Messages;
using Jumpgate.Scim.Projection;
using Jumpgate.Scim.Versions;
using Jumpgate.Server.Data;
using Jumpgate.Server.Scim.Protocol;

namespace Jumpgate.Server.Scim.Resources;

/// <summary>Answers what is asked of a directory's resources (RFC 7644 §3.4).</summary>
internal sealed class ScimReads(Store store)
{
    public async Task GetAsync(ScimCall call, ScimKind kind, string id)
    {
        var projection = Projection(call, kind);
        await using var read = await store.ReadAsync(call.Tenant, call.Cancelled);
        var row = await FindAsync(read.Sql, call.Directory, kind, id, call.Cancelled) ?? throw Missing(kind);
        if (EntityTagCondition.Parse(call.Http.Request.Headers.IfNoneMatch)?.Names(EntityTag.Of(row.Version)) == true)
        {
            ScimAnswer.Tag(call.Http, row.Version);
            ScimAnswer.Empty(call.Http, 304);
            return;
        }

        await AnswerAsync(call, read.Sql, new ResourceText(kind, projection, call.BaseUri), kind, row, 200);
    }

    public async Task ListAsync(ScimCall call, ScimKind kind, ListRequest request)
    {
        if (request.Cursor is not null) throw new ScimException(ScimError.Value("Pages are found by startIndex; cursors are not served."));
        var query = request.For(kind.Schema, call.Profile, call.Limits);
        var text = new ResourceText(kind, query.Projection, call.BaseUri);
        await using var read = await store.ReadAsync(call.Tenant, call.Cancelled);
        var page = await new ScimListing(read.Sql, call.Directory, kind, call.BaseUri).ReadAsync(request, query, call.Cancelled);
        var ties = text.WantsTies ? await TieReads.OfAsync(read.Sql, kind, page.Rows.ConvertAll(row => row.Key), call.Cancelled) : Ties.None;
        await ScimAnswer.SendAsync(call.Http, 200, json => new ListResponse(page.Total, page.Rows.Count, page.Start).Write(json, inner =>
        {
            foreach (var row in page.Rows) text.Write(inner, row, ties.Of(row.Key));
        }));
    }

    /// <summary>Answers a write with what now stands: what was asked for, or all.</summary>
    public async Task AnswerAsync(ScimCall call, ScimKind kind, ScimRow row, int status)
    {
        var text = new ResourceText(kind, Projection(call, kind), call.BaseUri);
        await using var read = await store.ReadAsync(call.Tenant, call.Cancelled);
        await AnswerAsync(call, read.Sql, text, kind, row, status);
    }

    public static ResourceProjection Projection(ScimCall call, ScimKind kind) => call.Http.Request.QueryString.HasValue
        ? ResourceProjection.OfQuery(kind.Schema, call.Query("attributes"), call.Query("excludedAttributes"))
        : kind.Everything;

    public static ScimException Missing(ScimKind kind) => new(new ScimError(404, null, $"This directory has no {kind.Name} with this id."));

    private static async Task AnswerAsync(ScimCall call, TenantSql sql, ResourceText text, ScimKind kind, ScimRow row, int status)
    {
        var ties = text.WantsTies ? await TieReads.OfAsync(sql, kind, [row.Key], call.Cancelled) : Ties.None;
        ScimAnswer.Tag(call.Http, row.Version);
        if (status == 201) call.Http.Response.Headers.Location = text.Location(row);
        await ScimAnswer.SendAsync(call.Http, status, json => text.Write(json, row, ties.Of(row.Key)));
    }

    private static async Task<ScimRow?> FindAsync(TenantSql sql, DirectoryKey directory, ScimKind kind, string id, CancellationToken ct) =>
        await sql.QueryAsync(
            $"""
            select {ScimRow.Columns} from resource r
            join resource_version v on v.tenant = @tenant and v.directory = @directory and v.kind = @kind and v.resource = r.resource and v.to_seq is null
            left join change c on c.tenant = @tenant and c.seq = r.version
            where r.tenant = @tenant and r.directory = @directory and r.kind = @kind and r.remote_id = @id
            """,
            ScimRow.Read, ct, ("directory", directory.Value), ("kind", (short)kind.Kind), ("id", id)) is [var row] ? row : null;
}
