using System.CommandLine;
using Jumpgate.Contracts;
using Spectre.Console;

namespace Jumpgate.Cli.Commands.Scim;

/// <summary><c>jumpgate scim tokens</c>: bearer tokens of a pushed directory.</summary>
internal static class ScimTokensCommand
{
    public static Command Create(Globals globals, Terminal terminal) => new("tokens", "Bearer tokens: list, create, revoke.")
    {
        List(globals, terminal), Make(globals, terminal), Revoke(globals, terminal),
    };

    private static Command List(Globals globals, Terminal terminal)
    {
        var named = ScimCommand.Named();
        var command = new Command("list", "Tokens of a directory, without their text.") { named };
        command.SetAction(async (parsed, cancel) =>
        {
            using var api = globals.Open(parsed);
            var directory = await ScimCommand.DirectoryAsync(api, parsed.GetValue(named), cancel);
            var page = await api.GetAsync($"/v1/directories/{directory.Id}/tokens?limit=1000", ContractsJson.Default.PageScimToken, cancel);
            if (parsed.GetValue(globals.Json)) terminal.Json(page, ContractsJson.Default.PageScimToken);
            else
            {
                terminal.Table(["Token", "Name", "Created", "Last used", "Expires", "Revoked", "Id"], page.Items.Select(one => (string?[])
                    ["…" + one.Suffix, one.Name, Listing.Time(one.CreatedAt), Listing.Time(one.LastUsedAt) ?? "never", Listing.Time(one.ExpiresAt), Listing.Time(one.RevokedAt), one.Id.ToString()]));
            }

            return ExitCodes.Done;
        });
        return command;
    }

    private static Command Make(Globals globals, Terminal terminal)
    {
        var named = ScimCommand.Named();
        Option<string?> name = new("--name") { Description = "What it is for." };
        Option<DateTimeOffset?> expires = new("--expires-at") { Description = "End of its life." };
        var command = new Command("create", "Make another bearer token; its text is shown this once.") { named, name, expires };
        command.SetAction(async (parsed, cancel) =>
        {
            using var api = globals.Open(parsed);
            var directory = await ScimCommand.DirectoryAsync(api, parsed.GetValue(named), cancel);
            var made = await api.PostAsync(
                $"/v1/directories/{directory.Id}/tokens", new ScimTokenCreate(parsed.GetValue(name), parsed.GetValue(expires)), ContractsJson.Default.ScimTokenCreate, ContractsJson.Default.ScimToken, cancel);
            if (parsed.GetValue(globals.Json)) terminal.Json(made, ContractsJson.Default.ScimToken);
            else terminal.Facts(("Endpoint URL", directory.Scim!.EndpointUrl), ("Bearer token", made.BearerToken), ("Id", made.Id.ToString()));
            return ExitCodes.Done;
        });
        return command;
    }

    private static Command Revoke(Globals globals, Terminal terminal)
    {
        Argument<string> token = new("token") { Description = "Id of the token, or its last four characters." };
        Option<string?> of = new("--directory") { Description = "Id or name; may be left out when there is only one." };
        var command = new Command("revoke", "End a bearer token at once.") { token, of };
        command.SetAction(async (parsed, cancel) =>
        {
            using var api = globals.Open(parsed);
            var directory = await ScimCommand.DirectoryAsync(api, parsed.GetValue(of), cancel);
            var named = parsed.GetValue(token)!.TrimStart('…');
            var tokens = (await api.GetAsync($"/v1/directories/{directory.Id}/tokens?limit=1000", ContractsJson.Default.PageScimToken, cancel)).Items;
            if (tokens.Where(one => one.Id.ToString() == named || (one.Suffix == named && one.RevokedAt is null)).ToList() is not [var found])
                throw new WrongUseException($"{directory.Name} has no one token {named}.");
            await api.DeleteAsync($"/v1/directories/{directory.Id}/tokens/{found.Id}", cancel);
            terminal.Screen.MarkupLineInterpolated($"Revoked …{found.Suffix}.");
            return ExitCodes.Done;
        });
        return command;
    }
}
