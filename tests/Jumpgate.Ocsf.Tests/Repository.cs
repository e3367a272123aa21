using System.Runtime.CompilerServices;

namespace Jumpgate.Ocsf.Tests;

/// <summary>The checkout the tests were built from.</summary>
internal static class Repository
{
    public static string PathOf(params string[] parts) => Path.Combine([Root(), .. parts]);

    private static string Root([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", ".."));
}
