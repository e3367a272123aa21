using System.Runtime.InteropServices;
using System.Text;

namespace Jumpgate.Server.Events.Sinks.Files;

/// <summary>What .NET leaves out of files: making names durable, and telling a full disk from others.</summary>
internal static class Disk
{
    // errno of Linux and macOS; HRESULT of Windows.
    private const int NoSpace = 28;
    private const int QuotaLinux = 122;
    private const int QuotaMac = 69;
    private const int FullWindows = unchecked((int)0x80070070);

    /// <summary>Runs what works on files; what goes wrong there is told as a sink that cannot be reached.</summary>
    public static async Task RunAsync(Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw error.HResult is NoSpace or QuotaLinux or QuotaMac or FullWindows
                ? new SinkUnavailableException("disk_full", $"There is no space left: {error.Message}", error)
                : new SinkUnavailableException("folder_unusable", $"Files cannot be written: {error.Message}", error);
        }
    }

    /// <summary>Makes the names in a folder durable: a file that was made or renamed keeps its name when the power fails. Windows has no such call, and keeps names by its journal.</summary>
    public static void FlushFolder(string folder)
    {
        if (OperatingSystem.IsWindows()) return;
        var handle = open([.. Encoding.UTF8.GetBytes(folder), 0], 0);
        if (handle < 0) throw new IOException($"The folder {folder} cannot be opened (errno {Marshal.GetLastPInvokeError()}).");
        try
        {
            if (fsync(handle) != 0) throw new IOException($"The folder {folder} cannot be flushed (errno {Marshal.GetLastPInvokeError()}).");
        }
        finally
        {
            _ = close(handle);
        }
    }

    [DllImport("libc", ExactSpelling = true, SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int open(byte[] path, int flags);

    [DllImport("libc", ExactSpelling = true, SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int fsync(int handle);

    [DllImport("libc", ExactSpelling = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int close(int handle);
}
