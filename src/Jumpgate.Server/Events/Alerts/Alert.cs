using System.Globalization;
using System.Text;
using Jumpgate.Contracts;
using Jumpgate.Server.EventLog;

namespace Jumpgate.Server.Events.Alerts;

/// <summary>What the contact of a feed is told, in plain text.</summary>
/// <param name="Id">The same whenever the same is told, so that a mail that comes twice is known by it.</param>
internal sealed record Alert(string Id, string Subject, string Text)
{
    private const int LongestName = 100;
    private const int MostGaps = 20;

    /// <summary>A feed is in another state than the one last told.</summary>
    public static Alert OfState(Feed feed, string told, DateTimeOffset since, string? portal)
    {
        var subject = $"The feed of {Name(feed)} {Verb(feed.State)}";
        string[] paragraphs = feed.Fault is { } fault
            ? [$"{subject}: {fault.Title}", $"Since {fault.At:u}. {fault.Detail}", $"What to do: {fault.Fix}", "When it is well again, another mail says so."]
            : [$"{subject}, since {since:u}. The last mail said that it {Verb(told)}.", "Nothing has to be done: it has gone on from where it stopped."];
        return Of(feed, $"{feed.State}.{since.ToUnixTimeMilliseconds()}", subject, paragraphs, portal);
    }

    /// <summary>Events are about to be lost, are lost, or have come after all.</summary>
    public static Alert OfGaps(Feed feed, string telling, IReadOnlyList<EventGap> gaps, string? portal)
    {
        var (subject, title, fix) = telling switch
        {
            GapStates.Lost => ($"Events of {Name(feed)} are lost", FetchProblems.EventGapLost.Title, FetchProblems.EventGapLost.Fix),
            GapStates.Closed => ($"Missing events of {Name(feed)} have come", "All that JumpCloud shows of these stretches is in the log now.", "Nothing."),
            _ => ($"Events of {Name(feed)} will soon be lost", FetchProblems.EventGapEnding.Title, FetchProblems.EventGapEnding.Fix),
        };
        return Of(feed, $"{telling}.{gaps[0].Id:N}.{gaps.Count}", subject, [title, Stretches(gaps), $"What to do: {fix}"], portal);
    }

    /// <summary>Without line breaks and other control characters.</summary>
    public static string Plain(string text, int longest) =>
        string.Concat(text.Take(longest).Select(one => char.IsControl(one) || char.GetUnicodeCategory(one) is UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator ? ' ' : one));

    private static Alert Of(Feed feed, string id, string subject, IEnumerable<string> paragraphs, string? portal)
    {
        var link = portal is null ? "You are the contact of this feed." : $"{portal.TrimEnd('/')}/events/feeds/{feed.Id}";
        return new Alert($"{feed.Id:N}.{id}", $"Jumpgate: {subject}", string.Join("\n\n", [.. paragraphs, link]) + "\n");
    }

    private static string Name(Feed feed) => Plain(feed.OrganizationName, LongestName);

    private static string Verb(string state) => state switch
    {
        FeedStates.Expired => "has expired",
        FeedStates.Refused => "is refused",
        FeedStates.Failed => "has failed",
        _ => "is well again",
    };

    private static string Stretches(IReadOnlyList<EventGap> gaps)
    {
        var text = new StringBuilder();
        foreach (var gap in gaps.Take(MostGaps).Select(gap => gap.Show(null)))
            text.Append(CultureInfo.InvariantCulture, $"{gap.From:u} to {gap.To:u}, {gap.Service ?? "all services"}: JumpCloud counted {gap.Upstream}, the log has {gap.Stored}\n");
        if (gaps.Count > MostGaps) text.Append(CultureInfo.InvariantCulture, $"and {gaps.Count - MostGaps} more\n");
        return text.ToString().TrimEnd();
    }
}
