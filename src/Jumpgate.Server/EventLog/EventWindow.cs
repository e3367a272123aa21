using Jumpgate.JumpCloud;

namespace Jumpgate.Server.EventLog;

/// <summary>A stretch of JumpCloud's log that is read page by page; stored beside the page token, so that after a crash the same question goes on.</summary>
/// <param name="Start">Unix milliseconds, by JumpCloud's clock.</param>
/// <param name="End">The same; both ends belong to it.</param>
/// <param name="Limit">Events per page.</param>
internal sealed record EventWindow(long Start, long End, IReadOnlyList<string> Services, int Limit)
{
    public static readonly IReadOnlyList<string> All = ["all"];

    public EventQuery Query(string? searchAfter = null) => new()
    {
        Services = Services,
        Start = DateTimeOffset.FromUnixTimeMilliseconds(Start),
        End = DateTimeOffset.FromUnixTimeMilliseconds(End),
        Limit = Limit,
        SearchAfter = searchAfter,
    };
}
