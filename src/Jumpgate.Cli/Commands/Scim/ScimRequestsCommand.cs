using System.CommandLine;
using System.Globalization;
using Jumpgate.Contracts;

namespace Jumpgate.Cli.Commands.Scim;

/// <summary><c>jumpgate scim requests</c>: what a client asked of a directory, and what came of it.</summary>
internal static class ScimRequestsCommand
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    public static Command Create(Globals globals, Terminal terminal)
    {
        var named = ScimCommand.Named();
        Option<string?> outcome = new("--outcome") { Description = "applied, unchanged, refused, held or partial." }, status = new("--status") { Description = "409, or 4xx." };
        Option<string?> resource = new("--resource") { Description = "Id of a user or group." }, token = new("--token") { Description = "Id of a token, or its last four characters." };
        Option<string?> text = new("--text") { Description = "Text somewhere in it." }, since = new("--since") { Description = "Not before this time." }, until = new("--until") { Description = "Not after this time." };
        Option<int> limit = new("--limit") { Description = "How many, at most.", DefaultValueFactory = _ => 50 };
        Option<bool> follow = new("--follow") { Description = "Go on as requests come." };
        var command = new Command("requests", "Writes and refusals of a directory's client.") { named, outcome, status, resource, token, text, since, until, limit, follow };
        command.SetAction(async (parsed, cancel) =>
        {
            using var api = globals.Open(parsed);
            var directory = await ScimCommand.DirectoryAsync(api, parsed.GetValue(named), cancel);
            var path = $"/v1/directories/{directory.Id}/requests";
            foreach (var choice in (Option<string?>[])[outcome, status, resource, token, text, since, until]) path = Api.With(path, choice.Name.TrimStart('-'), parsed.GetValue(choice));
            var (most, json) = (parsed.GetValue(limit), parsed.GetValue(globals.Json));
            if (most is < 1 or > 100_000) throw new WrongUseException("--limit lies between 1 and 100000.");
            List<ScimRequest> found = [];
            await foreach (var one in api.AllAsync(Api.With(path, "limit", Math.Min(most, 1000).ToString(CultureInfo.InvariantCulture)), ContractsJson.Default.PageScimRequest, cancel))
            {
                found.Add(one);
                if (found.Count == most) break;
            }

            // Newest first is how they are read; oldest first is how they are told.
            found.Reverse();
            Print(found, terminal, json);
            if (!parsed.GetValue(follow)) return ExitCodes.Done;
            var told = found.Select(one => one.Id).ToHashSet();
            while (true)
            {
                await Task.Delay(Pause, cancel);
                var news = (await api.GetAsync(Api.With(path, "limit", "1000"), ContractsJson.Default.PageScimRequest, cancel)).Items.Where(one => !told.Contains(one.Id)).Reverse().ToList();
                // What was there before is not news, though it was not told.
                if (found.Count > 0) news.RemoveAll(one => one.At < found[^1].At);
                told.UnionWith(news.Select(one => one.Id));
                Print(news, terminal, json);
            }
        });
        return command;
    }

    private static void Print(List<ScimRequest> requests, Terminal terminal, bool json)
    {
        if (json)
        {
            foreach (var one in requests) terminal.Json(one, ContractsJson.Default.ScimRequest);
        }
        else if (requests.Count > 0)
        {
            terminal.Table(["At", "Answer", "Request", "About"], requests.Select(one => (string?[])
                [Listing.Time(one.At), $"{one.Status} {one.Outcome}", $"{one.Method} {Short(one.Path)}", About(one)]));
        }
    }

    /// <summary>Ids by their ends, which is what tells them apart.</summary>
    private static string Short(string path) => string.Join('/', path.Split('/').Select(part => Guid.TryParseExact(part, "D", out _) ? "…" + part[^6..] : part));

    private static string About(ScimRequest one) =>
        string.Join(": ", new[] { one.Resource?.Name, one.Detail ?? string.Join(' ', one.Skipped) }.Where(text => !string.IsNullOrEmpty(text)));
}
