using System.Text.Json.Nodes;

namespace Jumpgate.JumpCloud.Tests.Published;

/// <summary>JumpCloud's published specifications and recorded answers, when they lie beside the repository.</summary>
internal static class SharedReference
{
    public static string? Folder { get; } = Find();

    public static JsonObject Specification(string name) =>
        JsonNode.Parse(File.ReadAllText(Path.Combine(Folder!, "jumpcloud-openapi", $"JumpCloud.SDK.{name}.json")))!.AsObject();

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

/// <summary>A fact that needs the published specifications and is skipped where they are not at hand.</summary>
public sealed class PublishedFactAttribute : FactAttribute
{
    public PublishedFactAttribute()
    {
        if (SharedReference.Folder is null) Skip = "shared/reference is not beside the repository";
    }
}

/// <summary>A theory that needs the published specifications and is skipped where they are not at hand.</summary>
public sealed class PublishedTheoryAttribute : TheoryAttribute
{
    public PublishedTheoryAttribute()
    {
        if (SharedReference.Folder is null) Skip = "shared/reference is not beside the repository";
    }
}
