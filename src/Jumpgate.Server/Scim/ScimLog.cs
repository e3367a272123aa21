namespace Jumpgate.Server.Scim;

internal static partial class ScimLog
{
    [LoggerMessage(1401, LogLevel.Error, "{Method} {Path} failed")]
    public static partial void RequestFailed(ILogger log, string method, string path, Exception error);
}
