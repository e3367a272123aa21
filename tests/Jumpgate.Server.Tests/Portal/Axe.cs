using System.Text.Json;
using Microsoft.Playwright;

namespace Jumpgate.Server.Tests.Portal;

/// <summary>The accessibility rules of axe-core, over a page as it stands.</summary>
internal static class Axe
{
    private static readonly Lazy<string> Script = new(() => File.ReadAllText(Find()));

    public static async Task<IEnumerable<string>> ViolationsAsync(IPage page, string path)
    {
        await page.EvaluateAsync(Script.Value);
        // Colours on their way from one scheme to the other are neither.
        await page.EvaluateAsync("Promise.allSettled(document.getAnimations().filter(one => one instanceof CSSTransition).map(one => one.finished)).then(() => null)");
        var found = await page.EvaluateAsync<JsonElement>("axe.run(document, { resultTypes: ['violations'] })");
        return found.GetProperty("violations").EnumerateArray().SelectMany(violation => violation.GetProperty("nodes").EnumerateArray().Select(node =>
            $"{path}: {violation.GetProperty("id")}: {node.GetProperty("html")} {node.GetProperty("failureSummary")}"));
    }

    private static string Find()
    {
        const string Wanted = "src/Jumpgate.Portal/node_modules/axe-core/axe.min.js";
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (Path.Combine(folder.FullName, Wanted) is var file && File.Exists(file)) return file;
        }

        throw new FileNotFoundException($"{Wanted} is missing: run npm ci in src/Jumpgate.Portal.");
    }
}
