using System.ComponentModel.DataAnnotations;

namespace Jumpgate.Server.Webhooks;

/// <summary>How events are sent.</summary>
public sealed class WebhookOptions
{
    public const string Section = "Webhooks";

    /// <summary>Lanes that one server sends at a time.</summary>
    [Range(1, 4096)]
    public int Abreast { get; set; } = 64;

    /// <summary>Requests under way at a time to an endpoint that takes events in any order.</summary>
    [Range(1, 256)]
    public int AbreastPerEndpoint { get; set; } = 16;

    /// <summary>Seconds a receiver has for its answer.</summary>
    [Range(1, 60)]
    public int TimeoutSeconds { get; set; } = 20;

    /// <summary>Days a delivery stays in the log. One that failed stays until it is replayed or skipped.</summary>
    [Range(1, 3650)]
    public int KeepDays { get; set; } = 7;
}
