using Microsoft.AspNetCore.Routing.Patterns;

namespace Jumpgate.Emulator.Hosting;

/// <summary>What a route asks of its caller, and who answers it.</summary>
internal sealed record RouteRule(Handler Handler, string[] Needs, bool Writes, bool RefusesOrganizationHeader);

/// <summary>Maps one family of routes under a prefix.</summary>
internal sealed class Routes(IEndpointRouteBuilder app, Pipeline pipeline, string prefix, bool refusesOrganizationHeader = false)
{
    /// <summary>The same prefix for routes that live outside an organization and refuse x-org-id.</summary>
    public Routes OutsideOrganizations() => new(app, pipeline, prefix, true);

    /// <summary>Needs are scope families, space-separated; any one of them admits, reads also by its .readonly form.</summary>
    public Routes Get(string path, string needs, Handler handler) => Add("GET", path, needs, false, handler);

    public Routes Post(string path, string needs, Handler handler) => Add("POST", path, needs, true, handler);

    /// <summary>A POST that only reads, such as a search.</summary>
    public Routes Ask(string path, string needs, Handler handler) => Add("POST", path, needs, false, handler);

    public Routes Put(string path, string needs, Handler handler) => Add("PUT", path, needs, true, handler);

    public Routes Patch(string path, string needs, Handler handler) => Add("PATCH", path, needs, true, handler);

    public Routes Delete(string path, string needs, Handler handler) => Add("DELETE", path, needs, true, handler);

    private Routes Add(string method, string path, string needs, bool writes, Handler handler)
    {
        var rule = new RouteRule(handler, needs.Split(' ', StringSplitOptions.RemoveEmptyEntries), writes, refusesOrganizationHeader);
        app.MapMethods(RoutePatternFactory.Parse(prefix + path).RawText!, method == "GET" ? ["GET", "HEAD"] : [method], http => pipeline.RunAsync(http, rule)).WithMetadata(rule);
        return this;
    }
}
