using System.CommandLine;
using Jumpgate.Contracts;

namespace Jumpgate.Cli.Commands;

/// <summary><c>jumpgate sync</c>: sync now, look at runs, confirm or discard a held one.</summary>
internal static class SyncCommand
{
    public static Command Create(Globals globals, Terminal terminal)
    {
        var named = OrganizationsCommand.Named();
        Option<bool> noWait = new("--no-wait") { Description = "Queue the run and return." };
        var command = new Command("sync", "Sync now and show the progress; or look at runs.")
        {
            named, noWait, Runs(globals, terminal), Show(globals, terminal), Decide("confirm", "Apply a held run: exactly the losses shown.", globals, terminal),
            Decide("discard", "Throw a held run away.", globals, terminal),
        };
        command.SetAction(async (parsed, cancel) =>
        {
            using var api = globals.Open(parsed);
            var organization = await api.OrganizationAsync(parsed.GetValue(named), cancel);
            var run = await api.PostAsync($"/v1/organizations/{organization.Id}/sync", ContractsJson.Default.SyncRun, cancel);
            var json = parsed.GetValue(globals.Json);
            var code = parsed.GetValue(noWait) ? ExitCodes.Done : await SyncProgressBar.FollowAsync(api, organization.Id, run.Id, terminal, json, cancel);
            if (json) terminal.Json(await api.GetAsync($"/v1/runs/{run.Id}", ContractsJson.Default.SyncRun, cancel), ContractsJson.Default.SyncRun);
            else if (parsed.GetValue(noWait)) terminal.Out.WriteLine($"{run.State} {run.Id}");
            return code;
        });
        return command;
    }

    private static Command Runs(Globals globals, Terminal terminal)
    {
        var named = OrganizationsCommand.Named();
        var command = new Command("runs", "The latest runs of an organization.") { named };
        command.SetAction(async (parsed, cancel) =>
        {
            using var api = globals.Open(parsed);
            var organization = await api.OrganizationAsync(parsed.GetValue(named), cancel);
            var page = await api.GetAsync($"/v1/organizations/{organization.Id}/runs?limit=20", ContractsJson.Default.PageSyncRun, cancel);
            if (parsed.GetValue(globals.Json)) terminal.Json(page, ContractsJson.Default.PageSyncRun);
            else
            {
                terminal.Table(["Started", "Mode", "Trigger", "State", "Seconds", "Requests", "Written", "Hash", "Id"], page.Items.Select(r => (string?[])
                    [Listing.Time(r.StartedAt ?? r.QueuedAt), r.Mode, r.Trigger, r.State, $"{r.Duration ?? 0:0.0}", Listing.Number(r.Requests),
                     Listing.Number(r.Counts.Values.Sum(c => c.Written)), r.Hash?[..8], r.Id.ToString()]));
            }

            return ExitCodes.Done;
        });
        return command;
    }

    private static Command Show(Globals globals, Terminal terminal)
    {
        Argument<Guid> id = new("run") { Description = "Id of the run." };
        var command = new Command("show", "One run with its log.") { id };
        command.SetAction(async (parsed, cancel) =>
        {
            using var api = globals.Open(parsed);
            var run = await api.GetAsync($"/v1/runs/{parsed.GetValue(id)}", ContractsJson.Default.SyncRun, cancel);
            if (parsed.GetValue(globals.Json)) terminal.Json(run, ContractsJson.Default.SyncRun);
            else
            {
                SyncProgressBar.Show(run, terminal);
                terminal.Table(["At", "", "Log"], (run.Log ?? []).Select(l => (string?[])[Listing.Time(l.At), l.Level, l.Text]));
            }

            return ExitCodes.Done;
        });
        return command;
    }

    private static Command Decide(string act, string description, Globals globals, Terminal terminal)
    {
        Argument<Guid> id = new("run") { Description = "Id of the held run." };
        var command = new Command(act, description) { id };
        command.SetAction(async (parsed, cancel) =>
        {
            using var api = globals.Open(parsed);
            var held = await api.GetAsync($"/v1/runs/{parsed.GetValue(id)}", ContractsJson.Default.SyncRun, cancel);
            var body = new RunConfirm(held.Held?.Token);
            var run = await api.PostAsync($"/v1/runs/{held.Id}/{act}", body, ContractsJson.Default.RunConfirm, ContractsJson.Default.SyncRun, cancel);
            var json = parsed.GetValue(globals.Json);
            var code = act == "discard" ? ExitCodes.Done : await SyncProgressBar.FollowAsync(api, run.OrganizationId, run.Id, terminal, json, cancel);
            if (json) terminal.Json(await api.GetAsync($"/v1/runs/{run.Id}", ContractsJson.Default.SyncRun, cancel), ContractsJson.Default.SyncRun);
            else if (act == "discard") terminal.Out.WriteLine($"Discarded {run.Id}.");
            return code;
        });
        return command;
    }
}
