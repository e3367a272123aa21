using Jumpgate.JumpCloud;
using Jumpgate.Server.Data;

namespace Jumpgate.Server.EventLog;

/// <summary>Notices pages that go round: tokens may repeat, or be new each time before the same events.</summary>
internal sealed class PageGuard(string? first)
{
    private readonly HashSet<string?> tokens = [first];
    private readonly HashSet<UInt128> openings = [];

    /// <exception cref="EventPagingStuckException">The page or its token was there before.</exception>
    public void Check(EventPage page)
    {
        if ((!page.IsLast && !tokens.Add(page.SearchAfter)) || (page.Items is [var opening, ..] && !openings.Add(Hash128.Of(opening.Json.Span))))
            throw new EventPagingStuckException();
    }
}

/// <summary>Directory Insights gave the same page token twice.</summary>
internal sealed class EventPagingStuckException() : Exception("The event log of JumpCloud goes round: a page or its token came again.");
