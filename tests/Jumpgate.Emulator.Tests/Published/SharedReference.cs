namespace Jumpgate.Emulator.Tests.Published;

/// <summary>The folder with JumpCloud's published specifications, when it lies beside the repository.</summary>
internal static class SharedReference
{
    public static string? Folder { get; } = Find();

    public static string? OpenApi => Folder is null ? null : Path.Combine(Folder, "jumpcloud-openapi");

    private static string? Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var candidate = Path.Combine(folder.FullName, "shared", "reference");
            if (Directory.Exists(Path.Combine(candidate, "jumpcloud-openapi")))
                return candidate;
        }
        return null;
    }
}

/// <summary>A fact that needs the published specifications and is skipped where they are not at hand.</summary>
public sealed class SpecificationFactAttribute : FactAttribute
{
    public SpecificationFactAttribute()
    {
        if (SharedReference.Folder is null)
            Skip = "shared/reference is not beside the repository";
    }
}
