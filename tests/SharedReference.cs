using System.Text.Json;

namespace Jumpgate.Tests;

/// <summary>What others have published (specifications, recorded answers, schemas, sample events), when it lies beside the repository.</summary>
internal static class SharedReference
{
    public static string? Folder { get; } = Find();

    public static string PathOf(params ReadOnlySpan<string> parts) => Path.Combine([Folder!, .. parts]);

    public static JsonElement Json(params ReadOnlySpan<string> parts)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(PathOf(parts)));
        return document.RootElement.Clone();
    }

    /// <summary>The catalogue of event types: type, services, where it is known from, class, activity, severity.</summary>
    public static IReadOnlyList<JsonElement> Catalogue() => [.. Json("directory-insights-events.json").GetProperty("events").EnumerateArray()];

    /// <summary>Sample events as JSON, one a line: published ones, then constructed ones.</summary>
    public static IReadOnlyList<string> Samples() =>
        [.. Directory.GetFiles(Folder!, "directory-insights-samples*.ndjson").Order(StringComparer.Ordinal).SelectMany(File.ReadAllLines).Where(line => line.Length > 0)];

    private static string? Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var candidate = Path.Combine(folder.FullName, "shared", "reference");
            if (Directory.Exists(Path.Combine(candidate, "jumpcloud-openapi"))) return candidate;
        }

        return null;
    }
}

/// <summary>A fact that needs what others have published, and is skipped where it is not at hand.</summary>
public sealed class PublishedFactAttribute : FactAttribute
{
    public PublishedFactAttribute()
    {
        if (SharedReference.Folder is null) Skip = "shared/reference is not beside the repository";
    }
}

/// <summary>A theory that needs what others have published, and is skipped where it is not at hand.</summary>
public sealed class PublishedTheoryAttribute : TheoryAttribute
{
    public PublishedTheoryAttribute()
    {
        if (SharedReference.Folder is null) Skip = "shared/reference is not beside the repository";
    }
}
