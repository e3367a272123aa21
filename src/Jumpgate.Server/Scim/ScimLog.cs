namespace Jumpgate.Server.Scim;

internal static partial class ScimLog
{
    [LoggerMessage(1401, LogLevel.Error, "{Method} {Path} failed")]
    public static partial void RequestFailed(ILogger log, string method, string path, Exception error);

    [LoggerMessage(1402, LogLevel.Warning, "The record of a refused request could not be kept")]
    public static partial void RecordLost(ILogger log, Exception error);
}
