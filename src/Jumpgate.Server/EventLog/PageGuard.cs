using Jumpgate.JumpCloud;
using Jumpgate.Server.Data;

namespace Jumpgate.Server.EventLog;

/// <summary>Notices pages that go round: tokens may repeat, or be new each time before the same events.</summary>
internal sealed class PageGuard(string? first)
{
    private readonly HashSet<string?> tokens = [first];
    private readonly HashSet<UInt128> openings = [];

    /// <exception cref="EventPagingStuckException">The page or its token was there before, or a full page has none.</exception>
    public void Check(EventPage page)
    {
        if (page.SearchAfter is null && page.ResultCount > 0 && page.ResultCount >= page.Limit)
            throw new EventPagingStuckException("A full page of JumpCloud's event log came without X-Search_after: a proxy on the way drops headers with an underscore.");
        if ((!page.IsLast && !tokens.Add(page.SearchAfter)) || (page.Items is [var opening, ..] && !openings.Add(Hash128.Of(opening.Json.Span))))
            throw new EventPagingStuckException();
    }
}

/// <summary>The pages of Directory Insights do not lead on.</summary>
internal sealed class EventPagingStuckException(string message = "The event log of JumpCloud goes round: a page or its token came again.") : Exception(message);
