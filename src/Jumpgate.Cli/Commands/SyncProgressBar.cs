using Jumpgate.Contracts;
using Spectre.Console;

namespace Jumpgate.Cli.Commands;

/// <summary>Follows a run to its end, kind by kind.</summary>
internal static class SyncProgressBar
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    /// <summary>Waits for a run (the newest one when none is named). Answers the exit code its end deserves.</summary>
    public static async Task<int> FollowAsync(Api api, Guid organization, Guid? run, Terminal terminal, bool json, CancellationToken cancel)
    {
        var ended = terminal.Interactive && !json
            ? await BarsAsync(api, organization, run, terminal, cancel)
            : await WaitAsync(api, organization, run, null, cancel);
        if (!json) Show(ended, terminal);
        return ended.State == RunStates.Done ? ExitCodes.Done : ExitCodes.Failed;
    }

    public static void Show(SyncRun run, Terminal terminal)
    {
        terminal.Table(["Kind", "Seen", "Created", "Updated", "Deleted"], run.Counts.Select(c => (string?[])
            [c.Key, Listing.Number(c.Value.Seen), Listing.Number(c.Value.Created), Listing.Number(c.Value.Updated), Listing.Number(c.Value.Deleted)]));
        terminal.Screen.MarkupLineInterpolated($"{run.State} in {run.Duration ?? 0:0.0} s, {run.Requests} requests, hash {run.Hash ?? "–"}");
        foreach (var reason in run.Warnings.Concat(run.Error is null ? [] : [run.Error]))
        {
            terminal.Screen.MarkupLineInterpolated($"[yellow]{reason.Title}[/] ({reason.Code}) {reason.Detail}");
            if (reason.Fix is { } fix) terminal.Screen.MarkupLineInterpolated($"  [bold]Fix:[/] {fix}");
        }

        if (run.Held is not { } held) return;
        terminal.Table(["Would go", "Of", "Lost", "Examples"], held.Losses.Select(l => (string?[])
            [l.Kind, Listing.Number(l.Before), Listing.Number(l.Lost), string.Join(", ", l.Examples.Take(5))]));
        terminal.Screen.MarkupLineInterpolated($"[bold]Fix:[/] jumpgate sync confirm {run.Id}, or jumpgate sync discard {run.Id}");
    }

    private static Task<SyncRun> BarsAsync(Api api, Guid organization, Guid? run, Terminal terminal, CancellationToken cancel) =>
        terminal.Screen.Progress()
            .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .StartAsync(context =>
            {
                var bars = new Dictionary<string, ProgressTask>();
                return WaitAsync(api, organization, run, progress => Draw(context, bars, progress), cancel);
            });

    private static void Draw(ProgressContext context, Dictionary<string, ProgressTask> bars, SyncProgress progress)
    {
        foreach (var kind in progress.Kinds)
        {
            if (!bars.TryGetValue(kind.Kind, out var bar)) bars[kind.Kind] = bar = context.AddTask(Markup.Escape(kind.Kind));
            bar.IsIndeterminate = kind.Total is null && !kind.Done;
            bar.MaxValue = Math.Max(kind.Total ?? kind.Seen, 1);
            bar.Value = kind.Done ? bar.MaxValue : kind.Seen;
            bar.Description = Markup.Escape($"{kind.Kind} {Listing.Number(kind.Seen)}{(kind.Total is { } total ? " of " + Listing.Number(total) : "")}");
        }
    }

    private static async Task<SyncRun> WaitAsync(Api api, Guid organization, Guid? run, Action<SyncProgress>? draw, CancellationToken cancel)
    {
        while (true)
        {
            var state = await api.GetAsync($"/v1/organizations/{organization}", ContractsJson.Default.Organization, cancel);
            if (state.Progress is { } progress) draw?.Invoke(progress);
            var newest = run is null ? state.LastRun : await api.GetAsync($"/v1/runs/{run}", ContractsJson.Default.SyncRun, cancel);
            if (newest is { State: not (RunStates.Queued or RunStates.Running) }) return newest;
            await Task.Delay(Pause, cancel);
        }
    }
}
