using System.Text.Json;

namespace Jumpgate.Ocsf.Tests.Published;

/// <summary>The compiled schemas of OCSF, the catalogue of event types and sample events, when they lie beside the repository.</summary>
internal static class SharedReference
{
    public static string? Folder { get; } = Find();

    public static JsonElement Schema(OcsfVersion version) => Json(Path.Combine("ocsf", $"ocsf-{version.Text}-compiled.json"));

    /// <summary>The catalogue: event type, class, activity, severity.</summary>
    public static IReadOnlyList<JsonElement> Catalogue() => [.. Json("directory-insights-events.json").GetProperty("events").EnumerateArray()];

    public static IReadOnlyList<byte[]> Samples() =>
        [.. Directory.GetFiles(Folder!, "directory-insights-samples*.ndjson").Order(StringComparer.Ordinal).SelectMany(File.ReadAllLines)
            .Where(line => line.Length > 0).Select(System.Text.Encoding.UTF8.GetBytes)];

    private static JsonElement Json(string path)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Folder!, path)));
        return document.RootElement.Clone();
    }

    private static string? Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var candidate = Path.Combine(folder.FullName, "shared", "reference");
            if (Directory.Exists(Path.Combine(candidate, "ocsf"))) return candidate;
        }

        return null;
    }
}

/// <summary>A fact that needs the compiled schemas and is skipped where they are not at hand.</summary>
public sealed class PublishedFactAttribute : FactAttribute
{
    public PublishedFactAttribute()
    {
        if (SharedReference.Folder is null) Skip = "shared/reference is not beside the repository";
    }
}

/// <summary>A theory that needs the compiled schemas and is skipped where they are not at hand.</summary>
public sealed class PublishedTheoryAttribute : TheoryAttribute
{
    public PublishedTheoryAttribute()
    {
        if (SharedReference.Folder is null) Skip = "shared/reference is not beside the repository";
    }
}
