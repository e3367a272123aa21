using System.ComponentModel.DataAnnotations;

namespace Jumpgate.Server.Directory.Sync;

internal sealed class SyncOptions
{
    public const string Section = "Sync";

    /// <summary>Organizations this node syncs side by side.</summary>
    [Range(1, 256)]
    public int Abreast { get; set; } = 8;

    /// <summary>Time between polls of Directory Insights, where the organization's settings say none.</summary>
    public TimeSpan RefreshInterval { get; set; } = TimeSpan.FromSeconds(60);
}
