using System.CommandLine;
using Jumpgate.Contracts;
using Spectre.Console;

namespace Jumpgate.Cli.Commands;

/// <summary><c>jumpgate users</c> and its siblings: list, filter, look at one.</summary>
internal static class ResourcesCommand
{
    public static Command Create(string kind, string description, Globals globals, Terminal terminal)
    {
        Argument<string?> one = new("resource") { Description = "Id or remote id of one of them.", Arity = ArgumentArity.ZeroOrOne };
        Option<string?> directory = new("--directory") { Description = "Id or name; may be left out when there is only one." };
        Option<string?> filter = new("--filter") { Description = "SCIM filter, e.g. 'userName sw \"a\" and active eq true'." };
        Option<string?> asOf = new("--as-of") { Description = "A sequence, a time (2026-11-01T00:00:00Z) or a run's id." };
        Option<string?> fields = new("--fields") { Description = "Attributes to answer with, separated by commas." };
        Option<string?> sort = new("--sort") { Description = "e.g. name or -updatedAt." };
        Option<int> limit = new("--limit") { Description = "How many, at most.", DefaultValueFactory = _ => 100 };
        Option<bool> all = new("--all") { Description = "All of them." };
        var command = new Command(kind, description) { one, directory, filter, asOf, fields, sort, limit, all };
        if (kind is "users" or "admins") command.Add(Erase(kind, globals, terminal));
        command.SetAction(async (parsed, cancel) =>
        {
            using var api = globals.Open(parsed);
            var (json, most) = (parsed.GetValue(globals.Json), parsed.GetValue(all) ? int.MaxValue : parsed.GetValue(limit));
            if (most < 1) throw new WrongUseException("--limit is at least 1.");
            var path = $"/v1/directories/{(await api.DirectoryAsync(parsed.GetValue(directory), cancel)).Id}/{kind}";
            if (parsed.GetValue(one) is { } id)
            {
                var resource = await api.GetAsync(Api.With($"{path}/{Uri.EscapeDataString(id)}", "as_of", parsed.GetValue(asOf)), ContractsJson.Default.Resource, cancel);
                if (json) terminal.Json(resource, ContractsJson.Default.Resource);
                else ShowOne(resource, terminal);
                return ExitCodes.Done;
            }

            foreach (var (name, value) in ((string, string?)[])[("filter", parsed.GetValue(filter)), ("as_of", parsed.GetValue(asOf)), ("fields", parsed.GetValue(fields)),
                ("sort", parsed.GetValue(sort)), ("limit", Math.Min(most, 1000).ToString(System.Globalization.CultureInfo.InvariantCulture))])
            {
                path = Api.With(path, name, value);
            }

            var found = new List<Resource>();
            await foreach (var resource in api.AllAsync(path, ContractsJson.Default.PageResource, cancel).Take(most).WithCancellation(cancel))
            {
                if (json) terminal.Json(resource, ContractsJson.Default.Resource);
                else found.Add(resource);
            }

            if (!json)
            {
                terminal.Table(["Name", "E-mail", "Status", "Source", "Changed", "Id"], found.Select(r => (string?[])
                    [r.Name, r.Email, r.Status.Value, r.Status.SourceValue, Listing.Time(r.UpdatedAt), r.Id.ToString()]));
                terminal.Screen.MarkupLineInterpolated($"[dim]{Listing.Number(found.Count)} {kind}[/]");
            }

            return ExitCodes.Done;
        });
        return command;
    }

    private static Command Erase(string kind, Globals globals, Terminal terminal)
    {
        Argument<string> one = new("resource") { Description = "Id or remote id." };
        Option<string?> directory = new("--directory") { Description = "Id or name; may be left out when there is only one." };
        Option<bool> yes = new("--yes") { Description = "Do not ask." };
        var command = new Command("erase", "Forget the personal values of one account, in its history and in stored events. It cannot be undone.") { one, directory, yes };
        command.SetAction(async (parsed, cancel) =>
        {
            using var api = globals.Open(parsed);
            var path = $"/v1/directories/{(await api.DirectoryAsync(parsed.GetValue(directory), cancel)).Id}/{kind}/{Uri.EscapeDataString(parsed.GetValue(one)!)}";
            if (!parsed.GetValue(yes))
            {
                if (!terminal.Interactive) throw new WrongUseException("Erasing cannot be undone. Say --yes.");
                var resource = await api.GetAsync(path, ContractsJson.Default.Resource, cancel);
                if (!terminal.Screen.Confirm($"Erase {Markup.Escape(resource.Name ?? resource.RemoteId)} for good?", defaultValue: false)) return ExitCodes.Failed;
            }

            var erased = await api.PostAsync($"{path}/erase", ContractsJson.Default.Erasure, cancel);
            if (parsed.GetValue(globals.Json)) terminal.Json(erased, ContractsJson.Default.Erasure);
            else
            {
                terminal.Screen.MarkupLineInterpolated($"Erased {erased.RemoteId}: {erased.Versions} versions, {erased.Events} events.");
                foreach (var account in erased.LinkedAccounts)
                    terminal.Screen.MarkupLineInterpolated($"[yellow]The same person also has the {account.Kind} account {account.Name} ({account.Id}); it was not erased.[/]");
            }

            return ExitCodes.Done;
        });
        return command;
    }

    private static void ShowOne(Resource resource, Terminal terminal)
    {
        terminal.Facts(
            ("Name", resource.Name), ("E-mail", resource.Email), ("Status", $"{resource.Status.Value} ({resource.Status.SourceValue})"),
            ("Id", resource.Id.ToString()), ("Remote id", resource.RemoteId), ("Changed", Listing.Time(resource.UpdatedAt)));
        if (resource.Attributes is { } attributes) terminal.Screen.WriteLine(System.Text.Json.Nodes.JsonNode.Parse(attributes.GetRawText())!.ToJsonString(Pretty));
        foreach (var account in resource.Person?.Accounts ?? [])
        {
            terminal.Screen.MarkupLineInterpolated($"Same person: {account.Kind} {account.Name} ({account.Reason})");
        }
    }

    private static readonly System.Text.Json.JsonSerializerOptions Pretty = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
