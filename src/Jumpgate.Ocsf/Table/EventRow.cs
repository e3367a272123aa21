using Jumpgate.Ocsf.Mappings;

namespace Jumpgate.Ocsf.Table;

/// <summary>What an event type becomes in OCSF 1.8.0, unless its content decides otherwise. <see cref="MappingTable"/> fits it to other releases.</summary>
/// <param name="Type">The event type as JumpCloud writes it.</param>
/// <param name="Class">One of <see cref="ClassUids"/>.</param>
/// <param name="Activity">The <c>activity_id</c>; 99 where the class has none for it.</param>
/// <param name="Named">What 99 stands for.</param>
/// <param name="About">The kind of entity (3004), the privilege (3005, 3006), the service signed on to (3002), what a finding is of (2004).</param>
public sealed record EventRow(string Type, int Class, int Activity, string? Named, Severity Severity, string About)
{
    /// <summary>An activity that the class knows.</summary>
    internal EventRow(string type, int @class, int activity, Severity severity, string about = "")
        : this(type, @class, activity, null, severity, about)
    {
    }

    /// <summary>An activity that the class does not know.</summary>
    internal EventRow(string type, int @class, string named, Severity severity, string about = "")
        : this(type, @class, OtherActivity, named, severity, about)
    {
    }

    /// <summary>The service JumpCloud lists it under; empty where no source says.</summary>
    public string Service { get; private init; } = "";

    /// <summary>A second service that emits the type.</summary>
    public string? AlsoIn { get; internal init; }

    /// <summary>How bad it is when it failed, if that is worse.</summary>
    public Severity OnFailure { get; internal init; }

    /// <summary>Whether the content of the event can decide otherwise.</summary>
    public bool DependsOnContent => Rule is not null;

    /// <summary>Who does it does it to their own account, so the target may be missing.</summary>
    internal bool Self { get; init; }

    /// <summary>The type says that it failed.</summary>
    internal bool Fails { get; init; }

    /// <summary>OCSF's <c>auth_protocol_id</c>; 0 where there is none.</summary>
    internal int Protocol { get; init; }

    /// <summary>Looks into the event.</summary>
    internal Rule? Rule { get; init; }

    internal const int OtherActivity = 99;
    internal const int RadiusProtocol = 10;
    internal const Severity I = Severity.Informational;
    internal const Severity L = Severity.Low;
    internal const Severity M = Severity.Medium;
    internal const Severity H = Severity.High;

    /// <summary>Rows of one service.</summary>
    internal static IEnumerable<EventRow> In(string service, EventRow[] rows) => rows.Select(row => row with { Service = service });
}
