using System.Net.Mime;
using Jumpgate.Server.Hosting;
using Jumpgate.Server.Tenancy.Handover;

namespace Jumpgate.Server.Portal;

/// <summary>The built portal as part of the server: its files, and its one document for every page address.</summary>
internal static class PortalFeature
{
    public static void AddPortal(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<PortalFiles>();
        builder.Services.Configure<RouteOptions>(routes => routes.SetParameterPolicy<PagePath>(PagePath.Name));
    }

    public static void MapPortal(this WebApplication app)
    {
        app.MapGet("/portal/codes", CodeCatalogue.List).ExcludeFromDescription();
        app.MapGet("/assets/{**path}", (string path, HttpContext context, PortalFiles files) => File(context, files, $"assets/{path}"))
            .ExcludeFromDescription();
        app.MapMethods($"{SetupVisit.Page}/{{token}}/{{tab?}}", [HttpMethods.Get, HttpMethods.Head], SetupPage).ExcludeFromDescription();
        app.MapMethods($"{{**path:{PagePath.Name}}}", [HttpMethods.Get, HttpMethods.Head], Page).WithOrder(int.MaxValue).ExcludeFromDescription();
    }

    private static IResult File(HttpContext context, PortalFiles files, string name)
    {
        if (files.Find(name, AcceptsBrotli(context.Request)) is not { } file)
            return HttpProblems.RouteUnknown.Because($"The portal has no file {name}.");
        var headers = context.Response.Headers;
        // Asset names carry a hash of their content; the few other files are asked for again.
        headers.CacheControl = name.StartsWith("assets/", StringComparison.Ordinal) ? "public, max-age=31536000, immutable" : "no-cache";
        headers.Vary = "Accept-Encoding";
        if (file.Encoding is not null) headers.ContentEncoding = file.Encoding;
        return TypedResults.Bytes(file.Content, file.ContentType, entityTag: file.EntityTag);
    }

    private static IResult Page(HttpContext context, PortalFiles files)
    {
        var path = context.Request.Path.Value ?? "/";
        if (path.LastIndexOf('.') > path.LastIndexOf('/')) return File(context, files, path[1..]);
        // The bare address answers whoever asks: people try it with curl first.
        if (path != "/" && !AcceptsHtml(context.Request)) return HttpProblems.RouteUnknown.Because($"Nothing answers {context.Request.Method} {path}.");
        return Document(context, files);
    }

    // The one page that another site may frame, where its link says so.
    private static async Task<IResult> SetupPage(string token, HttpContext context, PortalFiles files, SetupLinks links, CancellationToken cancellation)
    {
        var framedBy = (await links.FindAsync(token, cancellation)).Link?.Embed;
        return Document(context, files, framedBy);
    }

    private static IResult Document(HttpContext context, PortalFiles files, string? framedBy = null)
    {
        if (files.Document is { } document) return document.Render(context, framedBy);
        return HttpProblems.RouteUnknown.Because(
            "This server was built without its portal. Run npm ci and npm run build in src/Jumpgate.Portal, then build the server again.");
    }

    private static bool AcceptsHtml(HttpRequest request) =>
        request.Headers.Accept.Any(value => value is not null && value.Contains(MediaTypeNames.Text.Html, StringComparison.OrdinalIgnoreCase));

    private static bool AcceptsBrotli(HttpRequest request) =>
        request.Headers.AcceptEncoding.Any(value => value is not null && value.Split(',').Any(c => c.Trim().Equals("br", StringComparison.OrdinalIgnoreCase)));
}
