namespace Jumpgate.Server.Scim;

internal static partial class ScimLog
{
    [LoggerMessage(1400, LogLevel.Warning, "The last use of SCIM tokens could not be written; it will be tried again")]
    public static partial void TokenUseNotWritten(ILogger log, Exception error);

    [LoggerMessage(1401, LogLevel.Error, "{Method} {Path} failed")]
    public static partial void RequestFailed(ILogger log, string method, string path, Exception error);
}
