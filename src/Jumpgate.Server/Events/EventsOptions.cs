using System.ComponentModel.DataAnnotations;

namespace Jumpgate.Server.Events;

/// <summary>How events are delivered.</summary>
internal sealed class EventsOptions
{
    public const string Section = "Events";

    /// <summary>Sinks that one server delivers to at a time.</summary>
    [Range(1, 1024)]
    public int Abreast { get; set; } = 32;
}
