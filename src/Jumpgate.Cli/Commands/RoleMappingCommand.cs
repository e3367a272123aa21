using System.CommandLine;
using System.Text.Json;
using Jumpgate.Contracts;
using Spectre.Console;

namespace Jumpgate.Cli.Commands;

/// <summary><c>jumpgate role-mapping</c>: the mapping text of a directory from and to a file, what it would change, and why a user has its roles.</summary>
internal static class RoleMappingCommand
{
    public static Command Create(Globals globals, Terminal terminal)
    {
        Option<string?> directory = new("--directory") { Description = "Id or name; may be left out when there is only one.", Recursive = true };
        return new Command("role-mapping", "How groups and attributes become application roles.")
        {
            directory, Show(globals, terminal, directory), Save(globals, terminal, directory), Preview(globals, terminal, directory), Why(globals, terminal, directory),
        };
    }

    private static Command Show(Globals globals, Terminal terminal, Option<string?> directory)
    {
        var command = new Command("show", "Print the text that holds.");
        command.SetAction(async (parsed, cancel) =>
        {
            using var api = globals.Open(parsed);
            var mapping = await api.GetAsync(await PathAsync(api, parsed.GetValue(directory), cancel), ContractsJson.Default.RoleMappingText, cancel);
            if (parsed.GetValue(globals.Json)) terminal.Json(mapping, ContractsJson.Default.RoleMappingText);
            else terminal.Out.WriteLine(mapping.Text.TrimEnd('\n'));
            return ExitCodes.Done;
        });
        return command;
    }

    private static Command Save(Globals globals, Terminal terminal, Option<string?> directory)
    {
        Argument<FileInfo> file = new("file") { Description = "The text." };
        Option<string?> note = new("--note") { Description = "Why, for those who read the versions later." };
        var command = new Command("save", "Save a text; refused with line and column of what is wrong, or where a test beside the rules fails.") { file, note };
        command.SetAction(async (parsed, cancel) =>
        {
            using var api = globals.Open(parsed);
            var path = await PathAsync(api, parsed.GetValue(directory), cancel);
            var body = JsonSerializer.Serialize(new RoleMappingPut(await TextAsync(parsed.GetValue(file)!, cancel), parsed.GetValue(note)), ContractsJson.Default.RoleMappingPut);
            using var answer = await api.AskAsync(HttpMethod.Put, path, body, HttpCompletionOption.ResponseContentRead, cancel);
            var saved = JsonSerializer.Deserialize(await answer.Content.ReadAsStringAsync(cancel), ContractsJson.Default.RoleMappingText)!;
            if (parsed.GetValue(globals.Json)) terminal.Json(saved, ContractsJson.Default.RoleMappingText);
            else terminal.Screen.MarkupLineInterpolated($"Version {saved.Version} holds; {saved.Tests?.Count ?? 0} tests passed.");
            return ExitCodes.Done;
        });
        return command;
    }

    private static Command Preview(Globals globals, Terminal terminal, Option<string?> directory)
    {
        Argument<FileInfo> file = new("file") { Description = "The text." };
        Option<int> limit = new("--limit") { Description = "How many users to name, at most.", DefaultValueFactory = _ => 100 };
        var command = new Command("preview", "Who would gain and who would lose which role; nothing is saved. Exit code 10: somebody would.") { file, limit };
        command.SetAction(async (parsed, cancel) =>
        {
            using var api = globals.Open(parsed);
            var path = await PathAsync(api, parsed.GetValue(directory), cancel) + "/preview?limit=" + Math.Clamp(parsed.GetValue(limit), 1, 1000);
            var wanted = new RoleMappingPut(await TextAsync(parsed.GetValue(file)!, cancel));
            var preview = await api.PostAsync(path, wanted, ContractsJson.Default.RoleMappingPut, ContractsJson.Default.RolePreview, cancel);
            if (parsed.GetValue(globals.Json)) terminal.Json(preview, ContractsJson.Default.RolePreview);
            else
            {
                terminal.Table(["Role", "Now", "Then", "Gained", "Lost"], preview.Roles!.Select(role => (string?[])
                    [role.Role, Listing.Number(role.Now), Listing.Number(role.Then), Listing.Number(role.Gained), Listing.Number(role.Lost)]));
                terminal.Table(["User", "E-mail", "Gains", "Loses"], preview.Items.Select(item => (string?[])
                    [item.User.Name, item.Email, string.Join(", ", item.Gained), string.Join(", ", item.Lost)]));
                terminal.Screen.MarkupLineInterpolated($"[dim]{Listing.Number(preview.Changed ?? 0)} of {Listing.Number(preview.Users ?? 0)} users would change.[/]");
            }

            return preview.Changed > 0 ? ExitCodes.HasChanges : ExitCodes.Done;
        });
        return command;
    }

    private static Command Why(Globals globals, Terminal terminal, Option<string?> directory)
    {
        Argument<string> user = new("user") { Description = "Id or remote id." };
        var command = new Command("why", "Why a user has its roles.") { user };
        command.SetAction(async (parsed, cancel) =>
        {
            using var api = globals.Open(parsed);
            var path = $"/v1/directories/{(await api.DirectoryAsync(parsed.GetValue(directory), cancel)).Id}/users/{Uri.EscapeDataString(parsed.GetValue(user)!)}/roles";
            var roles = await api.GetAsync(path, ContractsJson.Default.UserRoles, cancel);
            if (parsed.GetValue(globals.Json)) terminal.Json(roles, ContractsJson.Default.UserRoles);
            else
            {
                foreach (var role in roles.Roles) terminal.Screen.MarkupLineInterpolated($"[bold]{role.RoleName}[/] {role.Because}");
                terminal.Table(["Line", "Rule", "Through", "Lost"], roles.Rules.Select(rule => (string?[])
                    [rule.Line.ToString(System.Globalization.CultureInfo.InvariantCulture), rule.Text,
                        string.Join("; ", rule.Paths.Select(path => string.Join(" in ", path.Select(group => group.Name)))), string.Join(", ", rule.Lost)]));
            }

            return ExitCodes.Done;
        });
        return command;
    }

    private static async Task<string> PathAsync(Api api, string? directory, CancellationToken cancel) =>
        $"/v1/directories/{(await api.DirectoryAsync(directory, cancel)).Id}/role-mapping";

    private static Task<string> TextAsync(FileInfo file, CancellationToken cancel) => file.Exists
        ? File.ReadAllTextAsync(file.FullName, cancel)
        : throw new WrongUseException($"There is no file {file.FullName}.");
}
