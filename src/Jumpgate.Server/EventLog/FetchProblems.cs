using System.Collections.Frozen;
using Jumpgate.JumpCloud;
using Jumpgate.Server.Hosting;
using Jumpgate.Server.Organizations;
using Jumpgate.Server.Organizations.Checks;

namespace Jumpgate.Server.EventLog;

/// <summary>Why events of an organization do not come, or not all of them.</summary>
public static class FetchProblems
{
    public static readonly ProblemCode InsightsNotInPlan = new(
        "insights_not_in_plan", 422, "The plan of the JumpCloud organization does not include Directory Insights.",
        "Add Directory Insights to the plan in the JumpCloud Admin Console, or ask JumpCloud; nothing has to be changed here, it is tried again each hour.");

    public static readonly ProblemCode InsightsRightMissing = new(
        "insights_right_missing", 422, "The credentials have no right to read Directory Insights.",
        "In the JumpCloud Admin Console give the role of the service account or administrator the right to read Directory Insights (Command Runner roles cannot have it), and check that "
        + "Directory Insights is enabled for the organization: " + LinkProblems.CustomRolesArticle);

    public static readonly ProblemCode EventsUnreachable = new(
        "events_unreachable", 502, "JumpCloud's event log could not be read.", "Nothing is lost: it is tried again by itself, and goes on where it stopped. The server's log says more.");

    public static readonly ProblemCode ClockSkew = new(
        "clock_skew", 200, "The clock of this server differs from JumpCloud's.", "Set the server's clock (NTP). Events are fetched by JumpCloud's clock all the same; times this server gives are wrong.");

    public static readonly ProblemCode EventGap = new(
        "event_gap", 200, "JumpCloud counts events that could not be fetched.", "Nothing to do at first: the stretch is read again with growing waits. If it stays, ask JumpCloud's support with the times and the service.");

    public static readonly ProblemCode EventGapEnding = new(
        "event_gap_ending", 200, "Events that could not be fetched will soon be deleted by JumpCloud.",
        "Export the stretch in the JumpCloud Admin Console (Directory Insights > Export), and ask JumpCloud's support with the times and the service.");

    public static readonly ProblemCode EventGapLost = new(
        "event_gap_lost", 200, "JumpCloud no longer has events that were never fetched.", "They are gone. If the gap came from a pause, keep pauses shorter than JumpCloud's retention.");

    public static readonly ProblemCode ServiceUnknown = new(
        "service_unknown", 200, "Events of a service came that JumpCloud's documentation does not name.",
        "Nothing to do: they are stored and delivered like all others. A newer Jumpgate may know them better.");

    public static readonly ProblemCode EventTypeUnknown = new(
        "event_type_unknown", 200, "Events of types came that no catalogue has.", "Nothing to do: they are delivered as OCSF Base Event, with the event whole. A newer Jumpgate may know them better.");

    /// <summary>Every code that may stand at a cursor, by its name.</summary>
    public static FrozenDictionary<string, ProblemCode> ByCode { get; } = Enum.GetValues<JumpCloudErrorKind>().Select(Of).Append(EventsUnreachable).Append(LinkProblems.CredentialExpired)
        .Append(LinkProblems.PagingStuck).DistinctBy(code => code.Code).ToFrozenDictionary(code => code.Code, StringComparer.Ordinal);

    /// <summary>What an error of the event routes means.</summary>
    public static ProblemCode Of(JumpCloudErrorKind kind) => kind switch
    {
        JumpCloudErrorKind.PaymentRequired => InsightsNotInPlan,
        JumpCloudErrorKind.MissingPermission => InsightsRightMissing,
        _ => UpstreamReading.CodeOf(kind),
    };
}
