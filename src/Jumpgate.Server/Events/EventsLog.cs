namespace Jumpgate.Server.Events;

internal static partial class EventsLog
{
    [LoggerMessage(1701, LogLevel.Warning, "Tenant {Tenant}: sink {Sink} cannot deliver ({Code}): {Detail}")]
    public static partial void Unavailable(ILogger log, int tenant, Guid sink, string code, string detail);

    [LoggerMessage(1702, LogLevel.Error, "Tenant {Tenant}: sink {Sink} was interrupted; it goes on in a moment")]
    public static partial void Interrupted(ILogger log, int tenant, Guid sink, Exception error);

    [LoggerMessage(1703, LogLevel.Warning, "Tenant {Tenant}: sink {Sink} could not deliver the event at position {Position} ({Code}): {Detail}")]
    public static partial void DeadLetter(ILogger log, int tenant, Guid sink, long position, string code, string detail);

    [LoggerMessage(1704, LogLevel.Warning, "Tenant {Tenant}: the record that sink {Sink} was given of the event at position {Position} breaks the schema: {Violations}")]
    public static partial void Violation(ILogger log, int tenant, Guid sink, long position, string violations);

    [LoggerMessage(1705, LogLevel.Information, "Tenant {Tenant}: the contact of feed {Feed} was told ({Alert})")]
    public static partial void AlertSent(ILogger log, int tenant, Guid feed, string alert);

    [LoggerMessage(1706, LogLevel.Warning, "Tenant {Tenant}: the contact of feed {Feed} could not be told; it is tried again: {Detail}")]
    public static partial void AlertNotSent(ILogger log, int tenant, Guid feed, string detail);

    [LoggerMessage(1707, LogLevel.Error, "Tenant {Tenant}: telling the contact of feed {Feed} was interrupted; it is tried again")]
    public static partial void AlertInterrupted(ILogger log, int tenant, Guid feed, Exception error);
}
