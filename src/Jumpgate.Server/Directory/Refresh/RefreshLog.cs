namespace Jumpgate.Server.Directory.Refresh;

internal static partial class RefreshLog
{
    [LoggerMessage(4201, LogLevel.Information, "Organization {Organization} (tenant {Tenant}) does not let its events be read: {Detail}")]
    public static partial void Refused(ILogger logger, int tenant, Guid organization, string detail);

    [LoggerMessage(4202, LogLevel.Warning, "Events of organization {Organization} (tenant {Tenant}) could not be followed: {Detail}")]
    public static partial void Failed(ILogger logger, int tenant, Guid organization, string detail);

    [LoggerMessage(4203, LogLevel.Information, "Organization {Organization} (tenant {Tenant}) is synced in full because {Why}")]
    public static partial void Full(ILogger logger, int tenant, Guid organization, string why);

    [LoggerMessage(4204, LogLevel.Error, "Fetching events of organization {Organization} (tenant {Tenant}) was interrupted; it goes on in a moment")]
    public static partial void Interrupted(ILogger logger, int tenant, int organization, Exception error);
}
