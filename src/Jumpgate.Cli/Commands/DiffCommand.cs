using System.CommandLine;
using Jumpgate.Contracts;
using Spectre.Console;

namespace Jumpgate.Cli.Commands;

/// <summary><c>jumpgate diff</c>: what changed between two moments or runs.</summary>
internal static class DiffCommand
{
    public static Command Create(Globals globals, Terminal terminal)
    {
        Option<string?> directory = new("--directory") { Description = "Id or name; may be left out when there is only one." };
        Option<string> from = new("--from") { Description = "A sequence, a time or a run's id.", Required = true };
        Option<string?> to = new("--to") { Description = "A sequence, a time or a run's id; default: now." };
        var command = new Command("diff", "What changed in a directory between two moments.") { directory, from, to };
        command.SetAction(async (parsed, cancel) =>
        {
            using var api = globals.Open(parsed);
            var target = await api.DirectoryAsync(parsed.GetValue(directory), cancel);
            var path = Api.With(Api.With($"/v1/directories/{target.Id}/diff?limit=1000", "from", parsed.GetValue(from)), "to", parsed.GetValue(to));
            var json = parsed.GetValue(globals.Json);
            for (string? next = ""; next is not null;)
            {
                var page = await api.GetAsync(Api.With(path, "cursor", next), ContractsJson.Default.Diff, cancel);
                if (json) terminal.Json(page, ContractsJson.Default.Diff);
                else Show(page, first: next.Length == 0, terminal);
                next = page.Next;
            }

            return ExitCodes.Done;
        });
        return command;
    }

    private static void Show(Diff diff, bool first, Terminal terminal)
    {
        if (first) terminal.Screen.MarkupLineInterpolated($"[dim]From sequence {diff.From} to {diff.To}[/]");
        terminal.Table(["", "What", "Name", "At"], diff.Items.Select(ChangesCommand.Row));
        foreach (var (sign, list) in ((string, IReadOnlyList<AccessEdge>)[])[("+ access", diff.Access?.Gained ?? []), ("- access", diff.Access?.Lost ?? [])])
        {
            foreach (var edge in list) terminal.Screen.MarkupLineInterpolated($"{sign} {edge.Principal.Name ?? edge.Principal.Id.ToString()} → {edge.Resource.Name ?? edge.Resource.Id.ToString()}");
        }
    }
}
