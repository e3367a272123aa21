using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Jumpgate.Contracts;
using Spectre.Console;

namespace Jumpgate.Cli.Commands;

/// <summary><c>jumpgate webhooks</c>: who is told of changes.</summary>
internal static class WebhooksCommand
{
    private static readonly ContractsJson Json = ContractsJson.Default;

    public static Command Create(Globals globals, Terminal terminal)
    {
        var list = new Command("list", "All webhooks.");
        var command = new Command("webhooks", "Who is told of changes: list, create, show, set, test, rotate, deliveries, lanes, replay, skip, remove.")
        {
            list,
            Make(globals, terminal),
            Show(globals, terminal),
            Set(globals, terminal),
            Rotate(globals, terminal),
            Remove(globals, terminal),
            WebhookDeliveriesCommand.Test(globals, terminal),
            WebhookDeliveriesCommand.Deliveries(globals, terminal),
            WebhookDeliveriesCommand.Lanes(globals, terminal),
            WebhookDeliveriesCommand.Replay(globals, terminal),
            WebhookDeliveriesCommand.Skip(globals, terminal),
        };
        list.SetAction(ListAsync);
        command.SetAction(ListAsync);
        return command;

        async Task<int> ListAsync(ParseResult parsed, CancellationToken cancel)
        {
            using var api = globals.Open(parsed);
            var page = await api.GetAsync("/v1/webhooks?limit=1000", Json.PageWebhook, cancel);
            if (parsed.GetValue(globals.Json)) terminal.Json(page, Json.PageWebhook);
            else terminal.Table(["Name", "State", "Waiting", "Address", "Id"], page.Items.Select(one => (string?[])[one.Name, State(one), Waiting(one.Health), one.Url ?? "fetched by its receiver", one.Id.ToString()]));
            return ExitCodes.Done;
        }
    }

    internal static Argument<string?> Named() => new("webhook") { Description = "Id or name; may be left out when there is only one.", Arity = ArgumentArity.ZeroOrOne };

    /// <summary>A webhook by id or name; the only one when nothing is named.</summary>
    internal static async Task<Webhook> FindAsync(Api api, string? named, CancellationToken cancel)
    {
        if (Guid.TryParse(named, out var id)) return await api.GetAsync($"/v1/webhooks/{id}", Json.Webhook, cancel);
        var all = (await api.GetAsync("/v1/webhooks?limit=1000", Json.PageWebhook, cancel)).Items;
        var found = named is null ? all : [.. all.Where(one => one.Name == named || one.Url == named)];
        return found.Count switch
        {
            1 => found[0],
            0 => throw new WrongUseException(named is null ? "There is no webhook yet." : $"There is no webhook named {named}. There is: {string.Join(", ", all.Select(one => one.Name))}."),
            _ => throw new WrongUseException($"Name the webhook by its id: {string.Join(", ", found.Select(one => $"{one.Name} {one.Id}"))}."),
        };
    }

    private static Command Make(Globals globals, Terminal terminal)
    {
        Argument<string?> url = new("url") { Description = "Where events are posted; left out with --poll.", Arity = ArgumentArity.ZeroOrOne };
        Option<string[]> events = new("--event") { Description = "An event type, or its beginning and *; may be repeated. All without it." };
        Option<string[]> directories = new("--directory") { Description = "Only this directory, by id or name; may be repeated." };
        Option<string?> name = new("--name") { Description = "What to call it." };
        Option<bool> unordered = new("--unordered") { Description = "In any order: a retry holds nothing back." };
        Option<bool> tokens = new("--tokens") { Description = "Security event tokens instead of webhooks." };
        Option<bool> poll = new("--poll") { Description = "Tokens are fetched by the receiver." };
        Option<string?> audience = new("--audience") { Description = "The aud of the tokens." };
        Option<long?> after = new("--after") { Description = "Begin behind this change sequence; 0: everything that is kept." };
        var command = new Command("create", "Make a webhook. Its secret is shown this once.") { url, events, directories, name, unordered, tokens, poll, audience, after };
        command.SetAction(async (parsed, cancel) =>
        {
            using var api = globals.Open(parsed);
            var polled = parsed.GetValue(poll);
            var made = await api.PostAsync(
                "/v1/webhooks",
                new WebhookCreate(
                    api.Tenant, parsed.GetValue(url), parsed.GetValue(events), parsed.GetValue(name), await DirectoriesAsync(api, parsed.GetValue(directories), cancel),
                    !parsed.GetValue(unordered), polled || parsed.GetValue(tokens) ? "set" : null, polled ? "poll" : null, parsed.GetValue(audience), parsed.GetValue(after)),
                Json.WebhookCreate, Json.Webhook, cancel);
            return Print(made, terminal, parsed.GetValue(globals.Json));
        });
        return command;
    }

    private static Command Show(Globals globals, Terminal terminal)
    {
        var named = Named();
        var command = new Command("show", "One webhook.") { named };
        command.SetAction(async (parsed, cancel) =>
        {
            using var api = globals.Open(parsed);
            return Print(await FindAsync(api, parsed.GetValue(named), cancel), terminal, parsed.GetValue(globals.Json));
        });
        return command;
    }

    private static Command Set(Globals globals, Terminal terminal)
    {
        var named = Named();
        Option<string?> url = new("--to") { Description = "Another address to post events to." };
        Option<string[]> events = new("--event") { Description = "Event types in place of the present ones; may be repeated." };
        Option<string[]> directories = new("--directory") { Description = "Directories in place of the present ones; may be repeated." };
        Option<string?> name = new("--name") { Description = "What to call it." };
        Option<bool?> ordered = new("--ordered") { Description = "true or false." };
        Option<bool> enable = new("--enable") { Description = "Send again, from where it stopped." };
        Option<bool> disable = new("--disable") { Description = "Send nothing until it is enabled." };
        var command = new Command("set", "Change a webhook.") { named, url, events, directories, name, ordered, enable, disable };
        command.SetAction(async (parsed, cancel) =>
        {
            if (parsed.GetValue(enable) && parsed.GetValue(disable)) throw new WrongUseException("Say --enable or --disable, not both.");
            using var api = globals.Open(parsed);
            var one = await FindAsync(api, parsed.GetValue(named), cancel);
            var wanted = new WebhookUpdate(
                parsed.GetValue(url), parsed.GetValue(events) is { Length: > 0 } types ? types : null, parsed.GetValue(name), await DirectoriesAsync(api, parsed.GetValue(directories), cancel),
                parsed.GetValue(ordered), parsed.GetValue(enable) ? true : parsed.GetValue(disable) ? false : null);
            using (await api.AskAsync(HttpMethod.Patch, $"/v1/webhooks/{one.Id}", JsonSerializer.Serialize(wanted, Json.WebhookUpdate), HttpCompletionOption.ResponseContentRead, cancel))
            {
                return Print(await FindAsync(api, one.Id.ToString(), cancel), terminal, parsed.GetValue(globals.Json));
            }
        });
        return command;
    }

    private static Command Rotate(Globals globals, Terminal terminal)
    {
        var named = Named();
        Option<string?> overlap = new("--overlap") { Description = "How long the old secret signs too, as ISO 8601 duration (P1D)." };
        var command = new Command("rotate", "A new signing secret, shown this once.") { named, overlap };
        command.SetAction(async (parsed, cancel) =>
        {
            using var api = globals.Open(parsed);
            var one = await FindAsync(api, parsed.GetValue(named), cancel);
            return Print(
                await api.PostAsync($"/v1/webhooks/{one.Id}/rotate", new WebhookRotate(parsed.GetValue(overlap)), Json.WebhookRotate, Json.Webhook, cancel),
                terminal, parsed.GetValue(globals.Json));
        });
        return command;
    }

    private static Command Remove(Globals globals, Terminal terminal)
    {
        Argument<string> named = new("webhook") { Description = "Id or name." };
        Option<bool> yes = new("--yes") { Description = "Do not ask." };
        var command = new Command("remove", "Remove a webhook. Its delivery log goes with it.") { named, yes };
        command.SetAction(async (parsed, cancel) =>
        {
            using var api = globals.Open(parsed);
            var one = await FindAsync(api, parsed.GetValue(named), cancel);
            if (!parsed.GetValue(yes))
            {
                if (!terminal.Interactive) throw new WrongUseException("Removing a webhook deletes its log, and what waits is never sent. Say --yes.");
                if (!terminal.Screen.Confirm($"Remove {Markup.Escape(one.Name)} and its log?", defaultValue: false)) return ExitCodes.Failed;
            }

            await api.DeleteAsync($"/v1/webhooks/{one.Id}", cancel);
            terminal.Screen.MarkupLineInterpolated($"Removed {one.Name}.");
            return ExitCodes.Done;
        });
        return command;
    }

    private static async Task<IReadOnlyList<Guid>?> DirectoriesAsync(Api api, string[]? named, CancellationToken cancel)
    {
        if (named is not { Length: > 0 }) return null;
        List<Guid> ids = [];
        foreach (var one in named) ids.Add((await api.DirectoryAsync(one, cancel)).Id);
        return ids;
    }

    private static int Print(Webhook one, Terminal terminal, bool json)
    {
        if (json)
        {
            terminal.Json(one, Json.Webhook);
            return ExitCodes.Done;
        }

        terminal.Facts(
            ("Name", one.Name), ("Id", one.Id.ToString()), ("Address", one.Url), ("State", State(one)), ("Events", string.Join(", ", one.Events)),
            ("Directories", one.Directories.Count == 0 ? "all" : string.Join(", ", one.Directories)), ("Order", one.Ordered ? "of the log, per directory" : "any"),
            ("Format", one.Format == "set" ? "security event tokens" : "webhook"), ("Audience", one.Audience), ("Keys", one.Jwks),
            ("Waiting", Waiting(one.Health)), ("Position", one.Position.ToString(CultureInfo.InvariantCulture)), ("Secret", one.Secret ?? $"…{one.SecretSuffix}"),
            ("Old secret until", Listing.Time(one.OldSecretUntil)));
        if (one.Secret is not null) terminal.Screen.MarkupLine("[bold]Keep the secret now: it is not shown again.[/]");
        return ExitCodes.Done;
    }

    private static string State(Webhook one) => one.Enabled ? "enabled" : one.DisabledReason == "gone" ? "disabled: its receiver answered 410" : "disabled";

    private static string Waiting(WebhookHealth health) => health == new WebhookHealth(0, 0, 0) ? "nothing" : $"{health.Retrying} retrying, {health.Paused} paused, {health.Failed} failed";
}
