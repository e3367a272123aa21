namespace Jumpgate.Server.EventLog;

internal static partial class FetchLog
{
    [LoggerMessage(1801, LogLevel.Warning, "Events of organization {Organization} (tenant {Tenant}) could not be read for {Work}; it is tried again: {Detail}")]
    public static partial void SliceFailed(ILogger logger, int tenant, int organization, string work, string detail);

    [LoggerMessage(1802, LogLevel.Information, "Organization {Organization} (tenant {Tenant}): from {From:O} to {To:O} JumpCloud counts {Upstream} events of {Service}, the log has {Stored}; they are read again")]
    public static partial void GapFound(ILogger logger, int tenant, int organization, DateTimeOffset from, DateTimeOffset to, string service, long upstream, long stored);

    [LoggerMessage(1803, LogLevel.Information, "Organization {Organization} (tenant {Tenant}): the gap from {From:O} to {To:O} of {Service} is closed; {Fresh} events came")]
    public static partial void GapClosed(ILogger logger, int tenant, int organization, DateTimeOffset from, DateTimeOffset to, string service, long fresh);

    [LoggerMessage(1804, LogLevel.Warning, "Organization {Organization} (tenant {Tenant}): from {From:O} to {To:O} JumpCloud counts {Upstream} events of {Service}, the log has {Stored}, and no more came; it is tried again")]
    public static partial void GapStays(ILogger logger, int tenant, int organization, DateTimeOffset from, DateTimeOffset to, string service, long upstream, long stored);

    [LoggerMessage(1805, LogLevel.Error, "Organization {Organization} (tenant {Tenant}): JumpCloud will soon delete events from {From:O} to {To:O} of {Service} that could not be fetched: it counts {Upstream}, the log has {Stored}")]
    public static partial void GapEnding(ILogger logger, int tenant, int organization, DateTimeOffset from, DateTimeOffset to, string service, long upstream, long stored);

    [LoggerMessage(1806, LogLevel.Error, "Organization {Organization} (tenant {Tenant}): events from {From:O} to {To:O} of {Service} were not fetched before JumpCloud deleted them")]
    public static partial void GapLost(ILogger logger, int tenant, int organization, DateTimeOffset from, DateTimeOffset to, string service);
}
