using System.Globalization;
using Jumpgate.Contracts;
using Jumpgate.Server.Data;
using Jumpgate.Server.Directory.Reading;
using Jumpgate.Server.Hosting;
using Jumpgate.Server.Roles.Catalogue;
using Jumpgate.Server.Roles.Mapping;
using Jumpgate.Server.Tenancy;

namespace Jumpgate.Server.Roles.Assignment;

internal static class PreviewEndpoints
{
    public static void MapRolePreview(this RouteGroupBuilder v1) =>
        v1.MapPost("/directories/{directory:guid}/role-mapping/preview", Preview).Needs(Rights.AppRoles).WithName("previewRoleMapping")
            .Accepts<RoleMappingPut>("application/json", "text/plain").WithSummary("Who would gain and who would lose which role by a text; nothing is saved")
            .Produces<RolePreview>().Takes(PageParameters.Limit, PageParameters.Cursor).Answers(sequence: true);

    private static async Task<IResult> Preview(Guid directory, HttpContext context, Store store, CurrentTenant current, CancellationToken cancellation)
    {
        var body = await MappingBody.ReadAsync(context, cancellation);
        var limit = ListRequest.LimitOf(context.Request);
        await using var scope = await DirectoryScope.OpenAsync(store, current, directory, cancellation);
        var outcome = MappingCompiler.Compile(body.Text!, await RoleRow.SetAsync(scope.Sql, cancellation));
        if (MappingProblems.Of(outcome) is { } refused) return refused;
        var list = $"{current.Id}/{directory}/role-mapping/preview?{body.Text}";
        var cursor = ListCursor.Read(ListRequest.One(context.Request.Query, "cursor"), list);
        var preview = new RolePreviewRun(scope, outcome.Mapping!);
        var page = cursor is { Keys: [{ } after] }
            ? await preview.PageAsync(long.Parse(after, CultureInfo.InvariantCulture), limit, cancellation)
            : await preview.WholeAsync(limit, cancellation);
        context.Response.Headers[JumpgateHeaders.Sequence] = scope.Sequence.ToString(CultureInfo.InvariantCulture);
        return TypedResults.Ok(new RolePreview(
            scope.Sequence, page.Users, page.Changed, page.Roles, MappingProblems.Tests(outcome), page.Items,
            page.Next is { } next ? new ListCursor(0, [next.ToString(CultureInfo.InvariantCulture)]).Write(list) : null, page.Changed));
    }
}
