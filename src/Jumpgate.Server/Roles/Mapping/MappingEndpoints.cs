using System.Globalization;
using Jumpgate.Contracts;
using Jumpgate.Server.Data;
using Jumpgate.Server.Directory.Reading;
using Jumpgate.Server.Hosting;
using Jumpgate.Server.Roles.Assignment;
using Jumpgate.Server.Roles.Catalogue;
using Jumpgate.Server.Tenancy;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Jumpgate.Server.Roles.Mapping;

/// <summary>The mapping text of a directory, and its versions.</summary>
internal static class MappingEndpoints
{
    private const int LongestNote = 1000;
    private const string Route = "/directories/{directory:guid}/role-mapping";

    public static void MapRoleMappings(this RouteGroupBuilder v1)
    {
        v1.MapGet(Route, Get).Needs(Rights.Read).WithName("getRoleMapping").WithSummary("The role mapping that holds; as text/plain its text alone").Produces<RoleMappingText>();
        v1.MapPut(Route, Put).Needs(Rights.AppRoles).WithName("putRoleMapping").Accepts<RoleMappingPut>("application/json", "text/plain")
            .WithSummary("Save a role mapping; refused with line and column of everything that is wrong, and where a test beside the rules fails").Produces<RoleMappingText>();
        v1.MapGet(Route + "/versions", Versions).Needs(Rights.Read).WithName("listRoleMappingVersions").WithSummary("Every text that was saved, the newest first");
        v1.MapGet(Route + "/versions/{version}", GetVersion).Needs(Rights.Read).WithName("getRoleMappingVersion").WithSummary("A version of the role mapping");
        v1.MapPost(Route + "/versions/{version}/restore", Restore).Needs(Rights.AppRoles).WithName("restoreRoleMapping")
            .WithSummary("Save the text of an earlier version as the newest");
    }

    private static async Task<IResult> Get(Guid directory, HttpContext context, Store store, CurrentTenant current, CancellationToken cancellation)
    {
        await using var scope = await DirectoryScope.OpenAsync(store, current, directory, cancellation);
        if (await MappingStore.FindAsync(scope.Sql, scope.Key, null, cancellation) is not { } row) return Missing("The directory has no role mapping yet.");
        context.Response.Headers.ETag = $"\"{row.Version}\"";
        return context.Request.GetTypedHeaders().Accept is [{ MediaType.Value: "text/plain" }, ..]
            ? TypedResults.Text(row.Text, "text/plain; charset=utf-8")
            : TypedResults.Ok(await ViewAsync(scope, row, cancellation));
    }

    private static async Task<IResult> Put(Guid directory, HttpContext context, MappingStore mappings, Store store, CurrentTenant current, CancellationToken cancellation)
    {
        var body = await MappingBody.ReadAsync(context, cancellation);
        if (body.Note?.Length > LongestNote) return HttpProblems.ValidationFailed.Because($"note is longer than {LongestNote} characters.", "note");
        await using var scope = await DirectoryScope.OpenAsync(store, current, directory, cancellation);
        var version = await mappings.SaveAsync(Caller.Of(context.User)!, current.Id!.Value, scope.Key, directory, body.Text!, body.Note, null, body.IfVersion, cancellation);
        return TypedResults.Ok(await ViewAsync(scope, (await MappingStore.FindAsync(scope.Sql, scope.Key, version, cancellation))!, cancellation));
    }

    private static async Task<Ok<Page<RoleMappingText>>> Versions(Guid directory, HttpContext context, Store store, CurrentTenant current, CancellationToken cancellation)
    {
        var page = PageRequest.Read(context.Request);
        await using var scope = await DirectoryScope.OpenAsync(store, current, directory, cancellation);
        var rows = await MappingStore.BeforeAsync(scope.Sql, scope.Key, page.After is null ? int.MaxValue : (int)page.AfterNumber, page.Limit + 1, cancellation);
        return TypedResults.Ok(new Page<RoleMappingText>(
            [.. rows.Take(page.Limit).Select(row => View(directory, row))],
            rows.Count > page.Limit ? PageRequest.Cursor(rows[page.Limit - 1].Version.ToString(CultureInfo.InvariantCulture)) : null, null));
    }

    private static async Task<Results<Ok<RoleMappingText>, ProblemResult>> GetVersion(Guid directory, int version, Store store, CurrentTenant current, CancellationToken cancellation)
    {
        await using var scope = await DirectoryScope.OpenAsync(store, current, directory, cancellation);
        return await MappingStore.FindAsync(scope.Sql, scope.Key, version, cancellation) is { } row ? TypedResults.Ok(View(directory, row)) : Missing($"The directory's mapping has no version {version}.");
    }

    private static async Task<Results<Ok<RoleMappingText>, ProblemResult>> Restore(
        Guid directory, int version, HttpContext context, MappingStore mappings, Store store, CurrentTenant current, CancellationToken cancellation)
    {
        await using var scope = await DirectoryScope.OpenAsync(store, current, directory, cancellation);
        if (await MappingStore.FindAsync(scope.Sql, scope.Key, version, cancellation) is not { } row) return Missing($"The directory's mapping has no version {version}.");
        var next = await mappings.SaveAsync(Caller.Of(context.User)!, current.Id!.Value, scope.Key, directory, row.Text, row.Note, version, null, cancellation);
        return TypedResults.Ok(await ViewAsync(scope, (await MappingStore.FindAsync(scope.Sql, scope.Key, next, cancellation))!, cancellation));
    }

    private static async Task<RoleMappingText> ViewAsync(DirectoryScope scope, MappingRow row, CancellationToken ct)
    {
        var holders = await scope.Sql.QueryAsync(
            """
            select r.name, count(*) from assigned_role a join app_role r on r.tenant = a.tenant and r.role = a.role
            where a.tenant = @tenant and a.directory = @directory and a.to_seq is null group by r.name
            """,
            held => (held.GetString(0), held.GetInt64(1)), ct, ("directory", scope.Key.Value));
        var cursor = await RoleCursor.FindAsync(scope.Sql, scope.Key, "", ct);
        var newest = await scope.Sql.ScalarAsync<long>("select sequence from tenant where tenant = @tenant", ct);
        var isDue = await scope.Sql.ScalarAsync<long>("select count(*) from role_due where tenant = @tenant and directory = @directory", ct, ("directory", scope.Key.Value)) > 0;
        var state = cursor is { Scan: null } && cursor.Seq >= newest && !isDue ? "current" : "calculating";
        var outcome = MappingCompiler.Compile(row.Text, await RoleRow.SetAsync(scope.Sql, ct));
        return View(scope.Id, row) with { Calculation = new RoleCalculation(state, cursor?.Seq ?? 0, holders.ToDictionary()), Tests = MappingProblems.Tests(outcome) };
    }

    private static RoleMappingText View(Guid directory, MappingRow row) => new(
        directory, row.Version, row.Text, row.Note, row.Restores, row.SavedBy, DateTimeOffset.FromUnixTimeMilliseconds(row.SavedAt), row.Current);

    private static ProblemResult Missing(string detail) => RoleProblems.MappingMissing.Because(detail);
}
