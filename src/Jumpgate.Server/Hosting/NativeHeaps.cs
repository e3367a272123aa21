using System.Runtime.InteropServices;

namespace Jumpgate.Server.Hosting;

/// <summary>
/// Few heaps for native memory. The C library of most Linux systems gives threads heaps of their own, up to eight a core; SQLite's pages come
/// from the one and go back by another, and each heap keeps what it once needed.
/// </summary>
internal static class NativeHeaps
{
    private const int ArenaMax = -8, Heaps = 2;

    /// <summary>To be called before there are many threads. Other systems have no such heaps, and stay as they are.</summary>
    public static void Limit()
    {
        if (!OperatingSystem.IsLinux()) return;
        try
        {
            _ = mallopt(ArenaMax, Heaps);
        }
        catch (Exception missing) when (missing is DllNotFoundException or EntryPointNotFoundException)
        {
            // A system with another C library.
        }
    }

    [DllImport("libc.so.6", ExactSpelling = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int mallopt(int param, int value);
}
