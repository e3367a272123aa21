using System.CommandLine;
using System.Globalization;
using Jumpgate.Contracts;

namespace Jumpgate.Cli.Commands;

/// <summary>What was sent to a webhook: looked at, sent again, passed over.</summary>
internal static class WebhookDeliveriesCommand
{
    private static readonly ContractsJson Json = ContractsJson.Default;

    public static Command Test(Globals globals, Terminal terminal)
    {
        var named = WebhooksCommand.Named();
        var command = new Command("test", "Send a test event now.") { named };
        command.SetAction(async (parsed, cancel) =>
        {
            using var api = globals.Open(parsed);
            var one = await WebhooksCommand.FindAsync(api, parsed.GetValue(named), cancel);
            var tested = await api.PostAsync($"/v1/webhooks/{one.Id}/test", Json.WebhookTested, cancel);
            if (parsed.GetValue(globals.Json)) terminal.Json(tested, Json.WebhookTested);
            else terminal.Facts(("Delivered", tested.Delivered ? "yes" : "no"), ("Answer", Answer(tested.Attempt)), ("Event", tested.EventId));
            return tested.Delivered ? ExitCodes.Done : ExitCodes.Failed;
        });
        return command;
    }

    public static Command Deliveries(Globals globals, Terminal terminal)
    {
        var named = WebhooksCommand.Named();
        Option<string?> state = new("--state") { Description = "Success, Queued, Failed or Retrying." };
        Option<int> limit = new("--limit") { Description = "How many, at most.", DefaultValueFactory = _ => 100 };
        var command = new Command("deliveries", "What was sent and how it went, the newest first.") { named, state, limit };
        command.SetAction(async (parsed, cancel) =>
        {
            using var api = globals.Open(parsed);
            var one = await WebhooksCommand.FindAsync(api, parsed.GetValue(named), cancel);
            var path = Api.With(Api.With($"/v1/webhooks/{one.Id}/deliveries", "state", parsed.GetValue(state)), "limit", Math.Min(parsed.GetValue(limit), 1000).ToString(CultureInfo.InvariantCulture));
            List<WebhookDelivery> all = [];
            await foreach (var delivery in api.AllAsync(path, Json.PageWebhookDelivery, cancel))
            {
                all.Add(delivery);
                if (all.Count >= parsed.GetValue(limit)) break;
            }

            if (parsed.GetValue(globals.Json)) terminal.Json(new Page<WebhookDelivery>(all, null, null), Json.PageWebhookDelivery);
            else
            {
                terminal.Table(["Seq", "State", "Event", "Attempts", "Last answer", "Next attempt"], all.Select(delivery => (string?[])
                [
                    delivery.Seq.ToString(CultureInfo.InvariantCulture), delivery.Skipped ? "Failed, skipped" : delivery.State, delivery.Type,
                    delivery.Attempts.Count.ToString(CultureInfo.InvariantCulture), delivery.Attempts.Count > 0 ? Answer(delivery.Attempts[^1]) : null, Listing.Time(delivery.NextAttemptAt),
                ]));
            }

            return ExitCodes.Done;
        });
        return command;
    }

    public static Command Lanes(Globals globals, Terminal terminal)
    {
        var named = WebhooksCommand.Named();
        var command = new Command("lanes", "Where a webhook stands in each directory.") { named };
        command.SetAction(async (parsed, cancel) =>
        {
            using var api = globals.Open(parsed);
            var one = await WebhooksCommand.FindAsync(api, parsed.GetValue(named), cancel);
            var page = await api.GetAsync($"/v1/webhooks/{one.Id}/lanes?limit=1000", Json.PageWebhookLane, cancel);
            if (parsed.GetValue(globals.Json)) terminal.Json(page, Json.PageWebhookLane);
            else
            {
                terminal.Table(["Directory", "State", "Done up to", "Of", "Held up by", "Next attempt"], page.Items.Select(lane => (string?[])
                [
                    lane.Directory?.ToString() ?? (lane.Replay is null ? "none" : "all"), lane.Replay is null ? lane.State : $"replay, {lane.State}", lane.Cursor.ToString(CultureInfo.InvariantCulture),
                    lane.Head.ToString(CultureInfo.InvariantCulture), lane.FailedSeq?.ToString(CultureInfo.InvariantCulture), Listing.Time(lane.NextAttemptAt),
                ]));
            }

            return ExitCodes.Done;
        });
        return command;
    }

    public static Command Replay(Globals globals, Terminal terminal)
    {
        var named = WebhooksCommand.Named();
        Option<long?> seq = new("--seq") { Description = "One event, by its sequence." };
        Option<long?> from = new("--from") { Description = "The first sequence of a range." };
        Option<long?> to = new("--to") { Description = "The last one; the newest without it." };
        Option<string?> directory = new("--directory") { Description = "Only this directory, by id or name." };
        var command = new Command("replay", "Send one event or a range again, with the same ids.") { named, seq, from, to, directory };
        command.SetAction(async (parsed, cancel) =>
        {
            if (parsed.GetValue(seq) is null == parsed.GetValue(from) is null) throw new WrongUseException("Say --seq for one event, or --from (and --to) for a range.");
            using var api = globals.Open(parsed);
            var one = await WebhooksCommand.FindAsync(api, parsed.GetValue(named), cancel);
            var only = parsed.GetValue(directory) is { } name ? (Guid?)(await api.DirectoryAsync(name, cancel)).Id : null;
            var replayed = await api.PostAsync(
                $"/v1/webhooks/{one.Id}/replay", new WebhookReplay(parsed.GetValue(seq), parsed.GetValue(from), parsed.GetValue(to), only), Json.WebhookReplay, Json.WebhookReplayed, cancel);
            if (parsed.GetValue(globals.Json)) terminal.Json(replayed, Json.WebhookReplayed);
            else terminal.Out.WriteLine(replayed.Replay is null ? $"Sequence {replayed.From} is tried anew in its place." : $"Sequences {replayed.From} to {replayed.To} are sent again.");
            return ExitCodes.Done;
        });
        return command;
    }

    public static Command Skip(Globals globals, Terminal terminal)
    {
        var named = WebhooksCommand.Named();
        Option<long> seq = new("--seq") { Description = "The event that holds its lane up.", Required = true };
        var command = new Command("skip", "Pass over an event that could not be delivered.") { named, seq };
        command.SetAction(async (parsed, cancel) =>
        {
            using var api = globals.Open(parsed);
            var one = await WebhooksCommand.FindAsync(api, parsed.GetValue(named), cancel);
            var body = System.Text.Json.JsonSerializer.Serialize(new WebhookSkip(parsed.GetValue(seq)), Json.WebhookSkip);
            using (await api.AskAsync(HttpMethod.Post, $"/v1/webhooks/{one.Id}/skip", body, HttpCompletionOption.ResponseContentRead, cancel))
            {
                if (!parsed.GetValue(globals.Json)) terminal.Out.WriteLine($"Sequence {parsed.GetValue(seq)} is passed over.");
                return ExitCodes.Done;
            }
        });
        return command;
    }

    private static string Answer(WebhookAttempt attempt) =>
        string.Create(CultureInfo.InvariantCulture, $"{attempt.Status?.ToString(CultureInfo.InvariantCulture) ?? "none"} in {attempt.Milliseconds} ms{(attempt.Error is { } error ? ": " + error : "")}");
}
