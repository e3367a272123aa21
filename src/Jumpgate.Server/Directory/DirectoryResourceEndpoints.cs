using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Jumpgate.Contracts;
using Jumpgate.Server.Data;
using Jumpgate.Server.Directory.Reading;
using Jumpgate.Server.Hosting;
using Jumpgate.Server.Tenancy;
using Jumpgate.Server.Tenancy.Handover;

namespace Jumpgate.Server.Directory;

internal static class DirectoryResourceEndpoints
{
    public static void MapResources(this RouteGroupBuilder v1)
    {
        foreach (var kind in Words.ResourceKinds)
        {
            var name = kind.ToString();
            var route = "/directories/{directory:guid}/" + kind.Route();
            v1.MapGet(route, (Guid directory, HttpContext context, ResourceList list, CancellationToken cancellation) => List(directory, kind, context, list, cancellation))
                .Needs(Rights.Read).WithName($"list{name}s").WithSummary($"{Plural(kind)} of a directory")
                .Produces<Page<Resource>>()
                .Takes(ReadParameters.Filter, ReadParameters.Search, ReadParameters.Sort, ReadParameters.Fields, ReadParameters.Expand, ReadParameters.Raw, ReadParameters.AsOf, ReadParameters.Format)
                .Answers(sequence: true, tag: false, "text/csv", "application/x-ndjson");
            v1.MapGet(route + "/{resource}", (Guid directory, string resource, HttpContext context, Store store, CurrentTenant current, IAssignedRoles roles, CancellationToken cancellation) =>
                    Get(directory, kind, resource, context, store, current, roles, cancellation))
                .Needs(Rights.Read).WithName($"get{name}").WithSummary($"One of the {Plural(kind).ToLowerInvariant()}, by its id or its remote id")
                .Produces<Resource>()
                .Takes(ReadParameters.Fields, ReadParameters.Expand, ReadParameters.Raw, ReadParameters.AsOf)
                .Answers(sequence: true, tag: true);
        }
    }

    /// <summary>List and reading of one kind below the address of a directory, for a visitor by a setup link.</summary>
    internal static void MapVisited(RouteGroupBuilder own, ResourceKind kind)
    {
        own.MapGet("/" + kind.Route(), (Guid directory, HttpContext context, ResourceList list, CancellationToken cancellation) => List(directory, kind, context, list, cancellation));
        own.MapGet("/" + kind.Route() + "/{resource}", (Guid directory, string resource, HttpContext context, Store store, CurrentTenant current, IAssignedRoles roles, CancellationToken cancellation) =>
            Get(directory, kind, resource, context, store, current, roles, cancellation));
    }

    private static string Plural(ResourceKind kind) => string.Concat(kind.Route()[..1].ToUpperInvariant(), kind.Route()[1..].Replace('-', ' '));

    private static async Task List(Guid directory, ResourceKind kind, HttpContext context, ResourceList list, CancellationToken cancellation)
    {
        var request = ListRequest.Read(context.Request);
        RequireRaw(context, request.Raw);
        await list.WriteAsync(context, directory, kind, request with { Expand = Visible(context, request.Expand) }, cancellation);
    }

    private static async Task Get(
        Guid directory, ResourceKind kind, string resource, HttpContext context, Store store, CurrentTenant current, IAssignedRoles roles, CancellationToken cancellation)
    {
        var query = context.Request.Query;
        var raw = ListRequest.FlagOf(query, "raw");
        RequireRaw(context, raw);
        var fields = ListRequest.FieldsOf(ListRequest.One(query, "fields"));
        var expand = Visible(context, ListRequest.ExpandOf(ListRequest.One(query, "expand")) | Expansions.Notes | Expansions.Person);
        var asOf = ListRequest.One(query, "as_of");
        await using var scope = await DirectoryScope.OpenAsync(store, current, directory, cancellation);
        var at = await AsOf.ResolveAsync(scope, asOf, "as_of", cancellation);
        var row = await new ResourceReads(scope, kind, at, asOf is not null).FindAsync(resource, raw, cancellation)
            ?? throw new ProblemException(ReadProblems.ResourceNotFound.Because($"At sequence {at} no {kind.Word().Replace('_', ' ')} has the id or remote id '{resource}'."));
        var extras = (await new ExtrasReads(scope, kind, at, roles).OfAsync([row], fields, expand, cancellation))(row);
        context.Response.Headers[JumpgateHeaders.Sequence] = at.ToString(CultureInfo.InvariantCulture);
        context.Response.Headers.ETag = $"W/\"{extras.Version(row)}\"";
        // Sign-ins make no version.
        if (extras.Activity is null && Unchanged(context.Request, extras.Version(row)))
        {
            context.Response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        var buffer = new ArrayBufferWriter<byte>(4096);
        using (var json = new Utf8JsonWriter(buffer, ResourceJson.Options)) ResourceJson.Write(json, row, kind, extras);
        context.Response.ContentType = "application/json; charset=utf-8";
        context.Response.ContentLength = buffer.WrittenCount;
        await context.Response.Body.WriteAsync(buffer.WrittenMemory, cancellation);
    }

    private static bool Unchanged(HttpRequest request, long version)
    {
        var tags = request.GetTypedHeaders().IfNoneMatch;
        var own = version.ToString(CultureInfo.InvariantCulture);
        return tags.Any(tag => tag.Tag == "*" || tag.Tag.AsSpan().Trim('"').SequenceEqual(own));
    }

    // A person's other accounts stand in other directories.
    private static Expansions Visible(HttpContext context, Expansions expand) => SetupVisit.Is(context.User) ? expand & ~Expansions.Person : expand;

    internal static void RequireRaw(HttpContext context, bool raw)
    {
        if (raw && Caller.Of(context.User)?.May(Rights.Raw) != true)
            throw new ProblemException(TenancyProblems.RoleInsufficient.Because(
                $"What the source sent, as it came, is shown to {string.Join(" and ", Rights.RolesWith(Rights.Raw))}."));
    }
}
