using Jumpgate.Contracts;
using Jumpgate.Server.Data;
using Jumpgate.Server.Directory;
using Jumpgate.Server.Directory.Reading;
using Jumpgate.Server.Hosting;
using Jumpgate.Server.Tenancy;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Jumpgate.Server.Scim.Drift;

/// <summary>A pushed directory against the mirror of the organization it is pushed from.</summary>
internal static class DriftEndpoints
{
    private static readonly ApiParameter OneKind = new("kind", "Only findings of this kind.") { Values = DriftReads.Kinds };

    public static void MapDrift(this RouteGroupBuilder v1) => v1.MapGet("/directories/{directory:guid}/drift", Drift).Needs(Rights.Read).WithName("getDrift")
        .WithSummary("What should have been pushed, by the mirror of the linked organization, against what arrived; the first of each kind")
        .Takes(OneKind, PageParameters.Limit);

    private static async Task<Results<Ok<DriftReport>, ProblemResult>> Drift(Guid directory, HttpContext context, Store store, CurrentTenant current, CancellationToken cancellation)
    {
        var limit = ListRequest.LimitOf(context.Request);
        var kind = ListRequest.One(context.Request.Query, "kind");
        if (kind is not null && !DriftReads.Kinds.Contains(kind))
            throw new ProblemException(HttpProblems.ParameterInvalid.Because($"kind is one of {string.Join(", ", DriftReads.Kinds)}.", "kind"));
        await using var scope = await DirectoryScope.OpenAsync(store, current, directory, cancellation);
        var found = await scope.Sql.QueryAsync(
            "select settings from scim_directory where tenant = @tenant and directory = @directory", row => PushSettings.Parse(row.GetString(0)).Drift, cancellation, ("directory", scope.Key.Value));
        if (found is not [var link]) return ScimProblems.DirectoryNotPushed.Because("It is the mirror of a linked organization.");
        if (link is not { OrganizationId: { } organization, ApplicationId: { } application })
            return ScimProblems.DriftNotLinked.Because("Its settings name no organization and application to compare with.");
        var source = await scope.Sql.QueryAsync(
            """
            select o.directory, o.last_good_sync_at, a.resource, a.id, v.name from organization o
            left join resource a on a.tenant = @tenant and a.directory = o.directory and a.kind = @kind and a.remote_id = @application and a.state = 1
            left join resource_version v on v.tenant = @tenant and v.resource = a.resource and v.to_seq is null
            where o.tenant = @tenant and o.id = @organization
            """,
            row => (
                Mirror: new DirectoryKey(row.GetInt32(0)), At: row.IsDBNull(1) ? (long?)null : row.GetInt64(1), Key: row.IsDBNull(2) ? (long?)null : row.GetInt64(2),
                Thing: row.IsDBNull(3) ? null : new DriftThing(row.GetGuid(3), row.IsDBNull(4) ? null : row.GetString(4))),
            cancellation, ("kind", (short)ResourceKind.Application), ("application", application), ("organization", organization));
        if (source is not [{ Key: { } key, Thing: { } thing } mirror])
        {
            return ScimProblems.DriftNotLinked.Because(source.Count == 0
                ? "The organization its settings name is linked no more."
                : $"The mirror of the organization has no application '{application}'.");
        }

        var reads = new DriftReads(scope.Sql, scope.Key, mirror.Mirror, key, limit, cancellation);
        var (counts, items) = await reads.ReadAsync(kind);
        return TypedResults.Ok(new DriftReport(
            scope.Sequence, organization, thing, mirror.At is { } at ? DateTimeOffset.FromUnixTimeMilliseconds(at) : null, counts, items));
    }
}
