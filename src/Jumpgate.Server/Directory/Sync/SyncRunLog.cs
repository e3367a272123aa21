namespace Jumpgate.Server.Directory.Sync;

internal static partial class SyncRunLog
{
    [LoggerMessage(4001, LogLevel.Warning, "Sync of organization {Organization} (tenant {Tenant}) was interrupted and will be taken up again")]
    public static partial void Interrupted(ILogger logger, int tenant, Guid organization, Exception error);

    [LoggerMessage(4002, LogLevel.Information, "Sync of organization {Organization} (tenant {Tenant}) goes on elsewhere: {Detail}")]
    public static partial void Overtaken(ILogger logger, int tenant, Guid organization, string detail);
}
