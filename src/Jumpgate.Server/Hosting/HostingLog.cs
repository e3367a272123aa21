namespace Jumpgate.Server.Hosting;

internal static partial class HostingLog
{
    [LoggerMessage(1000, LogLevel.Error, "{Method} {Path} failed with {Code}")]
    public static partial void RequestFailed(ILogger log, string method, string path, string code, Exception exception);

    [LoggerMessage(1001, LogLevel.Information, "Jumpgate {Version} listens on {Urls}; data in {Data}; store {Store}")]
    public static partial void Listening(ILogger log, string version, string urls, string data, string store);
}
