using Jumpgate.Server.Hosting;

namespace Jumpgate.Server.Events;

/// <summary>Why a feed or sink is refused.</summary>
public static class EventsProblems
{
    public static readonly ProblemCode FeedExists = new(
        "feed_exists", 409, "This organization has a feed already.", "Change it, or add a sink to it: a feed may have many.");

    public static readonly ProblemCode ContactNotTold = new(
        "contact_not_told", 200, "The feed's contact could not be told by mail.",
        "Check the e-mail address of the contact; ask the operator of this server about its mail server (Mail:Host). It is tried again by itself.");

    public static readonly ProblemCode TooManySinks = new(
        "too_many_sinks", 409, "This feed has too many sinks.", "Remove those nobody reads any more.");

    public static readonly ProblemCode SinkUnreachable = new(
        "sink_unreachable", 422, "The sink cannot be reached.", "Mend what detail says, then try again. Nothing was stored or changed.");

    public static readonly ProblemCode ReplayRunning = new(
        "replay_running", 409, "This sink is delivering events again already.", "Wait until its replayTo is null, then ask again.");

    public static readonly ProblemCode NothingToReplay = new(
        "nothing_to_replay", 422, "From there on nothing has been delivered yet.", "Name a position that the sink has passed, or an earlier time.");

    public static readonly ProblemCode BackfillRunning = new(
        "backfill_running", 409, "A backfill of this feed runs already.", "Wait until its state is done, or cancel it; what it has stored stays.");

    public static readonly ProblemCode NoBackfill = new(
        "no_backfill", 409, "No backfill of this feed runs.", "Nothing to do. GET the feed to see how the last one ended.");

    public static readonly ProblemCode BackfillOutOfReach = new(
        "backfill_out_of_reach", 422, "JumpCloud does not keep events that long.",
        "Name a later time. JumpCloud keeps events for 90 days, on its lowest plan for 15; EventLog:RetentionDays of the server says what is expected of it.");
}
