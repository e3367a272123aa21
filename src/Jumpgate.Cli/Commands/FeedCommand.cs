using System.CommandLine;
using System.Globalization;
using Jumpgate.Contracts;

namespace Jumpgate.Cli.Commands;

/// <summary><c>jumpgate feed</c>: the events of an organization, and where they go.</summary>
internal static class FeedCommand
{
    private static readonly ContractsJson Json = ContractsJson.Default;

    public static Command Create(Globals globals, Terminal terminal)
    {
        var list = new Command("list", "All feeds.");
        var command = new Command("feed", "Events of organizations, delivered to sinks: list, create, show, backfill, sink.")
        {
            list,
            Make(globals, terminal),
            Show(globals, terminal),
            FeedBackfillCommand.Create(globals, terminal),
            FeedSinkCommand.Create(globals, terminal),
        };
        list.SetAction(ListAsync);
        command.SetAction(ListAsync);
        return command;

        async Task<int> ListAsync(ParseResult parsed, CancellationToken cancel)
        {
            using var api = globals.Open(parsed);
            var page = await api.GetAsync("/v1/feeds?limit=1000", Json.PageFeed, cancel);
            if (parsed.GetValue(globals.Json)) terminal.Json(page, Json.PageFeed);
            else
            {
                terminal.Table(["Organization", "State", "Events", "Behind", "Read to the end", "Gaps", "Sinks", "Id"], page.Items.Select(one => (string?[])
                [
                    one.OrganizationName, one.State, Listing.Number(one.Cursor.Position), Listing.Number(one.Backlog), Listing.Time(one.Cursor.ReachedAt) ?? "not yet",
                    Listing.Number(one.GapCounts.Open),
                    string.Join(", ", one.Sinks.Select(sink => $"{sink.Name} {sink.State}")), one.Id.ToString(),
                ]));
            }

            return ExitCodes.Done;
        }
    }

    /// <summary>A feed by its id or its organization's name; the only one when nothing is named.</summary>
    internal static async Task<Feed> FindAsync(Api api, string? named, CancellationToken cancel)
    {
        if (Guid.TryParse(named, out var id)) return await api.GetAsync($"/v1/feeds/{id}", Json.Feed, cancel);
        var all = (await api.GetAsync("/v1/feeds?limit=1000", Json.PageFeed, cancel)).Items;
        var found = named is null ? all : [.. all.Where(one => one.OrganizationName == named)];
        return found.Count switch
        {
            1 => found[0],
            0 => throw new WrongUseException(named is null ? "There is no feed yet." : $"There is no feed of {named}. There is: {string.Join(", ", all.Select(one => one.OrganizationName))}."),
            _ => throw new WrongUseException($"Name the feed by its id: {string.Join(", ", found.Select(one => $"{one.OrganizationName} {one.Id}"))}."),
        };
    }

    private static Command Make(Globals globals, Terminal terminal)
    {
        Option<string?> organization = new("--organization") { Description = "Whose events, by id or name; may be left out when there is only one." };
        Option<string[]> types = new("--type") { Description = "An event type to deliver, as JumpCloud writes it; may be repeated. All without it." };
        Option<string?> name = new("--contact-name") { Description = "Who looks after the feed." };
        Option<string?> email = new("--contact-email") { Description = "How they are reached." };
        var command = new Command("create", "Make the feed of an organization.") { organization, types, name, email };
        command.SetAction(async (parsed, cancel) =>
        {
            using var api = globals.Open(parsed);
            var of = await api.OrganizationAsync(parsed.GetValue(organization), cancel);
            var contact = parsed.GetValue(name) is null && parsed.GetValue(email) is null ? null : new FeedContact(parsed.GetValue(name), parsed.GetValue(email));
            var made = await api.PostAsync(
                "/v1/feeds", new FeedCreate(of.Id, parsed.GetValue(types) is { Length: > 0 } chosen ? chosen : null, contact), Json.FeedCreate, Json.Feed, cancel);
            return Print(made, terminal, parsed.GetValue(globals.Json));
        });
        return command;
    }

    private static Command Show(Globals globals, Terminal terminal)
    {
        Argument<string?> named = new("feed") { Description = "Id, or name of the organization; may be left out when there is only one.", Arity = ArgumentArity.ZeroOrOne };
        var command = new Command("show", "One feed: how far it is, what came, how its sinks are.") { named };
        command.SetAction(async (parsed, cancel) =>
        {
            using var api = globals.Open(parsed);
            return Print(await FindAsync(api, parsed.GetValue(named), cancel), terminal, parsed.GetValue(globals.Json));
        });
        return command;
    }

    private static int Print(Feed one, Terminal terminal, bool json)
    {
        if (json)
        {
            terminal.Json(one, Json.Feed);
            return ExitCodes.Done;
        }

        terminal.Facts(
            ("Organization", one.OrganizationName), ("Id", one.Id.ToString()), ("State", one.State),
            ("Event types", one.EventTypes is null ? "all" : string.Join(", ", one.EventTypes)), ("Contact", one.Contact is null ? null : $"{one.Contact.Name} {one.Contact.Email}".Trim()),
            ("Events", Listing.Number(one.Cursor.Position)), ("Newest", Listing.Time(one.Cursor.NewestAt)), ("Read to the end", Listing.Time(one.Cursor.ReachedAt) ?? "not yet"),
            ("Lag", one.LagSeconds is { } lag ? string.Create(CultureInfo.InvariantCulture, $"{lag:0} s") : null), ("Behind", Listing.Number(one.Backlog)),
            ("Backfill", one.Backfill is { } backfill ? FeedBackfillCommand.Line(backfill) : null), ("Unknown services", one.UnknownServices.Count > 0 ? string.Join(", ", one.UnknownServices) : null));
        foreach (var reason in (one.Fault is { } fault ? [fault] : Array.Empty<StatusReason>()).Concat(one.Warnings))
        {
            terminal.Out.WriteLine($"{reason.Title} ({reason.Code}) {reason.Detail}");
            if (reason.Fix is { } fix) terminal.Out.WriteLine($"  Fix: {fix}");
        }

        if (one.Gaps.Count > 0)
        {
            terminal.Table(["Gap from", "To", "Service", "JumpCloud has", "The log has", "State", "Next try"], one.Gaps.Select(gap => (string?[])
                [Listing.Time(gap.From), Listing.Time(gap.To), gap.Service ?? "all", Listing.Number(gap.Upstream), Listing.Number(gap.Stored), gap.State, Listing.Time(gap.NextAttemptAt)]));
        }

        if (one.Sinks.Count > 0) FeedSinkCommand.Table(one.Sinks, terminal);
        if (one.Counts.Count > 0)
        {
            terminal.Table(["Event type", "Events"], one.Counts.OrderByDescending(count => count.Value).ThenBy(count => count.Key, StringComparer.Ordinal)
                .Select(count => (string?[])[count.Key.Length == 0 ? "(none named)" : count.Key, Listing.Number(count.Value)]));
        }

        return ExitCodes.Done;
    }
}
