using System.ComponentModel.DataAnnotations;

namespace Jumpgate.Server.Directory;

/// <summary>How long history is kept, in all tenants of the install.</summary>
internal sealed class HistoryOptions
{
    public const string Section = "History";

    /// <summary>Days; absent: for ever.</summary>
    [Range(1, 36_500)]
    public int? KeepDays { get; set; }
}
