using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Jumpgate.Contracts;
using Spectre.Console;

namespace Jumpgate.Cli.Commands.Scim;

/// <summary><c>jumpgate scim directories</c>: made, shown, set, removed.</summary>
internal static class ScimDirectoriesCommand
{
    public static Command Create(Globals globals, Terminal terminal)
    {
        var command = new Command("directories", "Pushed directories: list, create, show, set, remove.")
        {
            List(globals, terminal), Make(globals, terminal), Show(globals, terminal), Set(globals, terminal), Remove(globals, terminal),
        };
        command.SetAction((parsed, cancel) => ListAsync(parsed, globals, terminal, cancel));
        return command;
    }

    private static Command List(Globals globals, Terminal terminal)
    {
        var command = new Command("list", "All pushed directories.");
        command.SetAction((parsed, cancel) => ListAsync(parsed, globals, terminal, cancel));
        return command;
    }

    private static async Task<int> ListAsync(ParseResult parsed, Globals globals, Terminal terminal, CancellationToken cancel)
    {
        using var api = globals.Open(parsed);
        List<Contracts.Directory> all = [];
        await foreach (var one in api.AllAsync("/v1/directories?limit=1000", ContractsJson.Default.PageDirectory, cancel))
            if (one.Scim is not null) all.Add(one);
        if (parsed.GetValue(globals.Json)) terminal.Json(new Page<Contracts.Directory>(all, null, all.Count), ContractsJson.Default.PageDirectory);
        else
        {
            terminal.Table(["Name", "Provider", "Enabled", "Users", "Groups", "Id"], all.Select(one => (string?[])
                [one.Name, one.Scim!.Provider, one.Scim.Enabled ? "yes" : "no", Listing.Number(one.Counts["user"]), Listing.Number(one.Counts["group"]), one.Id.ToString()]));
        }

        return ExitCodes.Done;
    }

    private static Command Make(Globals globals, Terminal terminal)
    {
        Option<string?> name = new("--name") { Description = "What it is called." };
        Option<string?> provider = new("--provider") { Description = "jumpcloud, entra, okta, onelogin, ping, custom or strict." };
        var settings = Settings();
        var command = new Command("create", "Make a pushed directory; its bearer token is shown this once.") { name, provider, settings };
        command.SetAction(async (parsed, cancel) =>
        {
            using var api = globals.Open(parsed);
            var made = await api.PostAsync(
                "/v1/directories", new DirectoryCreate(api.Tenant, parsed.GetValue(name), "scim", parsed.GetValue(provider), SettingsOf(parsed.GetValue(settings))),
                ContractsJson.Default.DirectoryCreate, ContractsJson.Default.DirectoryCreated, cancel);
            if (parsed.GetValue(globals.Json)) terminal.Json(made, ContractsJson.Default.DirectoryCreated);
            else
            {
                terminal.Facts(("Name", made.Name), ("Provider", made.Provider), ("Endpoint URL", made.EndpointUrl), ("Bearer token", made.BearerToken), ("Id", made.Id.ToString()));
                terminal.Screen.WriteLine("The bearer token cannot be seen again.");
            }

            return ExitCodes.Done;
        });
        return command;
    }

    private static Command Show(Globals globals, Terminal terminal)
    {
        var named = ScimCommand.Named();
        var command = new Command("show", "One pushed directory with its settings.") { named };
        command.SetAction(async (parsed, cancel) =>
        {
            using var api = globals.Open(parsed);
            return Print(await ScimCommand.DirectoryAsync(api, parsed.GetValue(named), cancel), terminal, parsed.GetValue(globals.Json));
        });
        return command;
    }

    private static Command Set(Globals globals, Terminal terminal)
    {
        var named = ScimCommand.Named();
        Option<string?> name = new("--name") { Description = "A new name." };
        Option<string?> provider = new("--provider") { Description = "Another provider." };
        Option<bool> enable = new("--enable") { Description = "Take pushes again." }, disable = new("--disable") { Description = "Take no pushes." };
        var settings = Settings();
        var command = new Command("set", "Change a pushed directory.") { named, name, provider, enable, disable, settings };
        command.SetAction(async (parsed, cancel) =>
        {
            if (parsed.GetValue(enable) && parsed.GetValue(disable)) throw new WrongUseException("--enable and --disable exclude each other.");
            var wanted = new DirectoryUpdate(
                parsed.GetValue(name), parsed.GetValue(provider), parsed.GetValue(enable) ? true : parsed.GetValue(disable) ? false : null, SettingsOf(parsed.GetValue(settings)));
            if (wanted == new DirectoryUpdate()) throw new WrongUseException("Nothing to set. Give --name, --provider, --enable, --disable or --set.");
            using var api = globals.Open(parsed);
            var directory = await ScimCommand.DirectoryAsync(api, parsed.GetValue(named), cancel);
            return Print(
                await api.PatchAsync($"/v1/directories/{directory.Id}", wanted, ContractsJson.Default.DirectoryUpdate, ContractsJson.Default.Directory, cancel), terminal, parsed.GetValue(globals.Json));
        });
        return command;
    }

    private static Command Remove(Globals globals, Terminal terminal)
    {
        Argument<string> named = new("directory") { Description = "Id or name." };
        Option<bool> yes = new("--yes") { Description = "Do not ask." };
        var command = new Command("remove", "Remove a pushed directory with its tokens and all it holds.") { named, yes };
        command.SetAction(async (parsed, cancel) =>
        {
            using var api = globals.Open(parsed);
            var directory = await ScimCommand.DirectoryAsync(api, parsed.GetValue(named), cancel);
            if (!parsed.GetValue(yes))
            {
                if (!terminal.Interactive) throw new WrongUseException("Removing a directory deletes what was pushed to it. Say --yes.");
                if (!terminal.Screen.Confirm($"Remove {Markup.Escape(directory.Name)} and all it holds?", defaultValue: false)) return ExitCodes.Failed;
            }

            await api.DeleteAsync($"/v1/directories/{directory.Id}", cancel);
            terminal.Screen.MarkupLineInterpolated($"Removed {directory.Name}.");
            return ExitCodes.Done;
        });
        return command;
    }

    private static Option<string[]> Settings() =>
        new("--set") { Description = "A setting, name=value; the value is JSON or plain text, or @ and a file of JSON. Several times.", AllowMultipleArgumentsPerToken = false };

    private static ScimSettings? SettingsOf(string[]? given)
    {
        if (given is null or []) return null;
        var known = ContractsJson.Default.ScimSettings.Properties.Select(property => property.Name).ToList();
        var settings = new JsonObject();
        foreach (var one in given)
        {
            if (one.Split('=', 2) is not [var name, var value] || !known.Contains(name))
                throw new WrongUseException($"--set {one}: settings are {string.Join(", ", known)}, each with =value.");
            settings[name] = Value(value.StartsWith('@') ? File.ReadAllText(value[1..]) : value);
        }

        try
        {
            return settings.Deserialize(ContractsJson.Default.ScimSettings);
        }
        catch (JsonException wrong)
        {
            throw new WrongUseException($"--set: {wrong.Path} has a value of another type.");
        }
    }

    private static JsonNode? Value(string text)
    {
        try
        {
            return JsonNode.Parse(text);
        }
        catch (JsonException)
        {
            // No JSON is a text, as in --set name=value.
            return text;
        }
    }

    private static int Print(Contracts.Directory directory, Terminal terminal, bool json)
    {
        if (json)
        {
            terminal.Json(directory, ContractsJson.Default.Directory);
            return ExitCodes.Done;
        }

        var (scim, set) = (directory.Scim!, directory.Scim!.Settings);
        terminal.Facts(
            ("Name", directory.Name), ("Provider", scim.Provider), ("Enabled", scim.Enabled ? "yes" : "no"), ("Endpoint URL", scim.EndpointUrl),
            ("Users", Listing.Number(directory.Counts["user"])), ("Groups", Listing.Number(directory.Counts["group"])),
            ("Requests per second", set.RequestsPerSecond is > 0 and var pace ? Listing.Number(pace) : "as the server"),
            ("Limits", string.Create(CultureInfo.InvariantCulture, $"{set.BodyBytes} bytes, depth {set.Depth}, {set.Members} members, {(set.Resources is > 0 ? $"{set.Resources} resources" : "any number of resources")}")),
            ("Extensions", set.Extensions is { Count: > 0 } own ? string.Join(", ", own.Select(one => one.Schema.TryGetProperty("id", out var id) ? id.GetString() : "?")) : "none"),
            ("Partial acceptance", set.PartialAcceptance == true ? "yes" : "no"), ("Quiet first load", set.QuietFirstLoad ?? "none"), ("Admin guard", set.AdminGuard),
            ("Test objects", set.SuppressTestObjects == true ? "not told" : "told"), ("Drift", set.Drift is { } drift ? $"application {drift.ApplicationId} of {drift.OrganizationId}" : null),
            ("Id", directory.Id.ToString()));
        return ExitCodes.Done;
    }
}
