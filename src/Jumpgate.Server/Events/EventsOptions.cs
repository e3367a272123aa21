using System.ComponentModel.DataAnnotations;

namespace Jumpgate.Server.Events;

/// <summary>How events are delivered.</summary>
internal sealed class EventsOptions
{
    public const string Section = "Events";

    /// <summary>Sinks that one server delivers to at a time.</summary>
    [Range(1, 1024)]
    public int Abreast { get; set; } = 32;

    /// <summary>Seconds a receiver has for its answer.</summary>
    [Range(1, 600)]
    public int TimeoutSeconds { get; set; } = 30;

    /// <summary>Seconds an acknowledgement is waited for that comes after the answer, before events go again.</summary>
    [Range(1, 3600)]
    public int AcknowledgeSeconds { get; set; } = 120;

    /// <summary>One of so many outgoing records is held against the schema of OCSF; 0: none is.</summary>
    [Range(0, int.MaxValue)]
    public int SampleOneIn { get; set; } = 1000;
}
