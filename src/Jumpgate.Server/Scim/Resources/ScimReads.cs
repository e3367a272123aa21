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
        var text = new ResourceText(kind, projection, call.BaseUri);
        var (row, tied) = await FindAsync(call, kind, id, text);
        if (EntityTagCondition.Parse(call.Http.Request.Headers.IfNoneMatch)?.Names(EntityTag.Of(row.Version)) == true)
        {
            ScimAnswer.Tag(call.Http, row.Version);
            ScimAnswer.Empty(call.Http, 304);
            return;
        }

        await AnswerAsync(call, text, row, tied, 200);
    }

    /// <param name="kind">Null: all resource types.</param>
    public async Task ListAsync(ScimCall call, ScimKind? kind, ListRequest request)
    {
        List<ScimPart> parts = kind is not null
            ? [new ScimPart(store.Dialect, call.Directory, kind, request.For(kind.Schema, call.Profile, call.Limits), kind.Schema.Types)]
            : [.. request.ForAll(call.Setup.Schemas, call.Profile, call.Limits).Zip(call.Setup.Kinds, (query, one) => new ScimPart(store.Dialect, call.Directory, one, query, call.Setup.Schemas.Types))];
        var texts = parts.ConvertAll(part => new ResourceText(part.Kind, part.Query.Projection, call.BaseUri));
        ScimPage page;
        var ties = new Ties[parts.Count];
        IReadOnlyList<ScimRow> rows;

        // A client that reads slowly must not hold a connection.
        await using (var read = parts.All(part => part.IsKeyed) ? await store.ReadKeyedAsync(call.Tenant, call.Cancelled) : await store.ReadAsync(call.Tenant, call.Cancelled))
        {
            page = await new ScimListing(read.Sql, call, parts).ReadAsync(request, call.Cancelled);
            for (var at = 0; at < parts.Count; at++)
            {
                var part = at;
                ties[at] = texts[at].WantsTies
                    ? await TieReads.OfAsync(read.Sql, parts[at].Kind, [.. page.Rows.Where(match => match.Part == part).Select(match => match.Row.Key)], call.Cancelled)
                    : Ties.None;
            }

            rows = page.Rows.ConvertAll(match => match.Row);
            if (texts.Any(text => text.WantsManager)) rows = await ManagerReads.ShowAsync(read.Sql, rows, call.BaseUri, call.Cancelled);
        }

        await ScimAnswer.SendAsync(call.Http, 200, json => new ListResponse(page.Total, page.Rows.Count, page.Start, page.Next, page.Previous).Write(json, inner =>
        {
            for (var at = 0; at < rows.Count; at++) texts[page.Rows[at].Part].Write(inner, rows[at], ties[page.Rows[at].Part].Of(rows[at].Key));
        }));
    }

    /// <summary>Answers a write with what now stands: what was asked for, or all.</summary>
    public async Task AnswerAsync(ScimCall call, ScimKind kind, ScimRow row, int status)
    {
        var text = new ResourceText(kind, Projection(call, kind), call.BaseUri);

        // Who is new is in no group.
        var withTies = text.WantsTies && (status != 201 || kind.IsGroup);
        var ties = Ties.None;
        if (withTies || ManagerReads.IsWanted(text, row))
        {
            await using var read = await store.ReadKeyedAsync(call.Tenant, call.Cancelled);
            if (withTies) ties = await TieReads.OfAsync(read.Sql, kind, [row.Key], call.Cancelled);
            row = await ManagerReads.ShowAsync(read.Sql, text, row, call.BaseUri, call.Cancelled);
        }

        await AnswerAsync(call, text, row, ties.Of(row.Key), status);
    }

    public static ResourceProjection Projection(ScimCall call, ScimKind kind) => call.Http.Request.QueryString.HasValue
        ? ResourceProjection.OfQuery(kind.Schema, call.Query("attributes"), call.Query("excludedAttributes"))
        : kind.Schema.Everything;

    public static ScimException Missing(ScimKind kind) => new(new ScimError(404, null, $"This directory has no {kind.Name} with this id."));

    private static async Task AnswerAsync(ScimCall call, ResourceText text, ScimRow row, IReadOnlyList<Tie> tied, int status)
    {
        ScimAnswer.Tag(call.Http, row.Version);
        if (status == 201) call.Http.Response.Headers.Location = text.Location(row);
        await ScimAnswer.SendAsync(call.Http, status, json => text.Write(json, row, tied));
    }

    private async Task<(ScimRow Row, IReadOnlyList<Tie> Tied)> FindAsync(ScimCall call, ScimKind kind, string id, ResourceText text)
    {
        // A user's groups come with it; a group's members are many and have a statement of their own.
        var withGroups = text.WantsTies && !kind.IsGroup;
        List<(long Group, Tie Tie)> groups = [];
        var nested = false;
        await using var read = await store.ReadKeyedAsync(call.Tenant, call.Cancelled);
        var found = await read.Sql.QueryAsync(
            $"""
            select {ScimRow.Columns}{(withGroups ? ", " + TieReads.GroupColumns : "")} from resource r
            join resource_version v on v.tenant = @tenant and v.directory = @directory and v.kind = @kind and v.resource = r.resource and v.to_seq is null
            left join change c on c.tenant = @tenant and c.seq = r.version
            {(withGroups ? "left join edge e on e.tenant = @tenant and e.from_resource = r.resource and e.kind = 1 and e.to_seq is null\n" + TieReads.GroupJoins : "")}
            where r.tenant = @tenant and r.directory = @directory and r.kind = @kind and r.remote_id = @id
            """,
            row =>
            {
                if (!withGroups || row.IsDBNull(5)) return ScimRow.Read(row);
                groups.Add((row.GetInt64(5), new Tie(row.GetString(6), row.IsDBNull(7) ? null : row.GetString(7), true, true)));
                nested |= row.GetBoolean(8);
                return groups.Count == 1 ? ScimRow.Read(row) : null;
            },
            call.Cancelled, ("directory", call.Directory.Value), ("kind", (short)kind.Kind), ("id", id));
        if (found is not [{ } one, ..]) throw Missing(kind);
        one = await ManagerReads.ShowAsync(read.Sql, text, one, call.BaseUri, call.Cancelled);
        if (withGroups && !nested) return (one, [.. groups.OrderBy(group => group.Group).Select(group => group.Tie)]);
        return (one, text.WantsTies ? (await TieReads.OfAsync(read.Sql, kind, [one.Key], call.Cancelled)).Of(one.Key) : []);
    }
}
