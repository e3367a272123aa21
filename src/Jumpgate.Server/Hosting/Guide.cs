using System.Reflection;

namespace Jumpgate.Server.Hosting;

/// <summary>Serves the pages of docs/guide that errors point to, as they stand in this build.</summary>
internal static class Guide
{
    public static void MapGuide(this WebApplication app) =>
        app.MapGet("/docs/guide/{page}", (string page) => Read(page) is { } text
            ? Results.Text(GuidePage.ToHtml(text), "text/html; charset=utf-8")
            : HttpProblems.NotFound.Because($"The guide has no page '{page}'.")).ExcludeFromDescription();

    public static string? Read(string page)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"guide/{page}");
        if (stream is null) return null;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
