using System.Runtime.CompilerServices;

namespace Jumpgate.Server.Tests.House;

/// <summary>The checkout the tests were built from.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    public static string PathOf(params string[] parts) => Path.Combine([Root, .. parts]);

    private static string FindRoot([CallerFilePath] string here = "")
    {
        for (var folder = Path.GetDirectoryName(here); folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (File.Exists(Path.Combine(folder, "Jumpgate.slnx"))) return folder;
        }

        throw new InvalidOperationException($"No Jumpgate.slnx above {here}: run the tests where they were built.");
    }
}
