using System.ComponentModel.DataAnnotations;

namespace Jumpgate.Server.Scim;

/// <summary>What one pushed directory may take of the server.</summary>
public sealed class ScimOptions
{
    public const string Section = "Scim";

    /// <summary>Requests per second of one directory on one server, in the long run; as many may come at once. 0: no limit.</summary>
    [Range(0, 1_000_000)]
    public int RequestsPerSecond { get; set; }

    /// <summary>Days for which records of requests are kept.</summary>
    [Range(1, 36_500)]
    public int RecordDays { get; set; } = 90;
}
