using System.CommandLine;
using System.Globalization;
using Jumpgate.Cli.Export;
using Jumpgate.Contracts;
using Spectre.Console;

namespace Jumpgate.Cli.Commands;

/// <summary><c>jumpgate export</c>: a directory at one moment as a SQLite file or NDJSON, with a manifest.</summary>
internal static class ExportCommand
{
    private static readonly string[] Kinds = ["users", "admins", "groups", "device-groups", "devices", "applications", "roles"];

    public static Command Create(Globals globals, Terminal terminal)
    {
        Option<string?> directory = new("--directory") { Description = "Id or name; may be left out when there is only one." };
        Option<FileInfo> to = new("--to") { Description = "FILE.sqlite or FILE.ndjson.", Required = true };
        Option<string?> asOf = new("--as-of") { Description = "A sequence, a time or a run's id; default: now." };
        var command = new Command("export", "Write a directory to a file, exact at one moment.") { directory, to, asOf };
        command.SetAction(async (parsed, cancel) =>
        {
            using var api = globals.Open(parsed);
            var file = parsed.GetValue(to)!;
            if (file.Extension is not (".sqlite" or ".db" or ".ndjson")) throw new WrongUseException("--to ends in .sqlite or .ndjson.");
            if (file.Directory is { Exists: false } folder) throw new WrongUseException($"There is no folder {folder.FullName}.");
            var target = await api.DirectoryAsync(parsed.GetValue(directory), cancel);
            var moment = parsed.GetValue(asOf) ?? target.Sequence.ToString(CultureInfo.InvariantCulture);

            // A file that is there is whole: written beside its place, then moved.
            var draft = file.FullName + ".part";
            File.Delete(draft);
            var counts = await WriteAsync(api, target, moment, file.Extension == ".ndjson" ? new NdjsonExport(draft) : new SqliteExport(draft), terminal, cancel);
            File.Move(draft, file.FullName, overwrite: true);
            terminal.Screen.MarkupLineInterpolated(
                $"{file.FullName}: {string.Join(", ", counts.Select(c => $"{Listing.Number(c.Value)} {c.Key}"))}, as of {moment}");
            return ExitCodes.Done;
        });
        return command;
    }

    private static async Task<IReadOnlyDictionary<string, long>> WriteAsync(
        Api api, Contracts.Directory directory, string moment, IExport export, Terminal terminal, CancellationToken cancel)
    {
        var counts = new Dictionary<string, long>();
        await using (export)
        {
            foreach (var kind in Kinds)
            {
                var path = Api.With($"/v1/directories/{directory.Id}/{kind}?limit=1000", "as_of", moment);
                await foreach (var resource in api.AllAsync(path, ContractsJson.Default.PageResource, cancel)) await AddAsync(kind, () => export.AddAsync(resource));
            }

            var edges = Api.With($"/v1/directories/{directory.Id}/edges?limit=1000", "as_of", moment);
            await foreach (var edge in api.AllAsync(edges, ContractsJson.Default.PageEdge, cancel)) await AddAsync("edges", () => export.AddAsync(edge));
            await export.FinishAsync(new ExportManifest(directory.Id, directory.Name, moment, api.Address.ToString(), counts));
        }

        return counts;

        ValueTask AddAsync(string kind, Func<ValueTask> add)
        {
            counts[kind] = counts.GetValueOrDefault(kind) + 1;
            if (terminal.Interactive && counts[kind] % 10_000 == 0) terminal.Screen.MarkupLineInterpolated($"[dim]{kind} {Listing.Number(counts[kind])}[/]");
            return add();
        }
    }
}
