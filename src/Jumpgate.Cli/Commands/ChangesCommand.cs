using System.CommandLine;
using System.Globalization;
using Jumpgate.Contracts;

namespace Jumpgate.Cli.Commands;

/// <summary><c>jumpgate changes</c>: the change log from a cursor on.</summary>
internal static class ChangesCommand
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    public static Command Create(Globals globals, Terminal terminal)
    {
        Option<long> after = new("--after") { Description = "Sequence after which to begin." };
        Option<string?> directory = new("--directory") { Description = "Only this directory, by id or name." };
        Option<int> limit = new("--limit") { Description = "How many, at most.", DefaultValueFactory = _ => 1000 };
        Option<bool> follow = new("--follow") { Description = "Go on as changes come." };
        var command = new Command("changes", "The change log: dense, in order, nothing missed.") { after, directory, limit, follow };
        command.SetAction(async (parsed, cancel) =>
        {
            using var api = globals.Open(parsed);
            var only = parsed.GetValue(directory) is { } named ? (await api.DirectoryAsync(named, cancel)).Id.ToString() : null;
            var (cursor, left, json, following) = (parsed.GetValue(after), parsed.GetValue(limit), parsed.GetValue(globals.Json), parsed.GetValue(follow));
            while (left > 0 || following)
            {
                var path = Api.With("/v1/changes", "after", cursor.ToString(CultureInfo.InvariantCulture));
                path = Api.With(Api.With(path, "directory", only), "limit", Math.Min(following ? 1000 : left, 1000).ToString(CultureInfo.InvariantCulture));
                var page = await api.GetAsync(path, ContractsJson.Default.PageChange, cancel);
                if (json)
                {
                    foreach (var change in page.Items) terminal.Json(change, ContractsJson.Default.Change);
                }
                else if (page.Items.Count > 0)
                {
                    terminal.Table(["", "What", "Name", "At"], page.Items.Select(Row));
                }

                left -= page.Items.Count;
                if (page.Items.Count > 0) cursor = page.Items[^1].Seq;
                else if (!following) break;
                else await Task.Delay(Pause, cancel);
            }

            return ExitCodes.Done;
        });
        return command;
    }

    internal static string?[] Row(Change change) =>
    [
        change.Seq.ToString(CultureInfo.InvariantCulture), change.Kind is null ? change.Op : $"{change.Kind} {change.Op}",
        change.Edge is { } edge ? $"{edge.From.Name ?? edge.From.Id.ToString()} {edge.Kind} {edge.To.Name ?? edge.To.Id.ToString()}" : change.Name ?? change.Id?.ToString(),
        Listing.Time(change.At),
    ];
}
