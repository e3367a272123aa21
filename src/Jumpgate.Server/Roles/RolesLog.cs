namespace Jumpgate.Server.Roles;

internal static partial class RolesLog
{
    [LoggerMessage(1601, LogLevel.Warning, "Roles of directory {Directory} of tenant {Tenant} could not be calculated; it will be tried again")]
    public static partial void Interrupted(ILogger logger, int tenant, int directory, Exception error);
}
