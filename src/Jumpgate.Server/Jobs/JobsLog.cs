namespace Jumpgate.Server.Jobs;

internal static partial class JobsLog
{
    [LoggerMessage(4101, LogLevel.Debug, "Work {Work}, shard {Shard} could not be fired at once; the watch will find it")]
    public static partial void HeadStartMissed(ILogger logger, string work, int shard, Exception error);

    [LoggerMessage(4102, LogLevel.Debug, "The sweep of history could not be started at once; it runs each hour")]
    public static partial void SweepMissed(ILogger logger, Exception error);
}
