using System.CommandLine;
using Jumpgate.Contracts;
using Spectre.Console;

namespace Jumpgate.Cli.Commands;

/// <summary><c>jumpgate organizations</c>: what is linked, and acts on it.</summary>
internal static class OrganizationsCommand
{
    public static Command Create(Globals globals, Terminal terminal)
    {
        var command = new Command("organizations", "Linked organizations: list, show, pause, resume, credentials, remove.")
        {
            Show(globals, terminal),
            Act("pause", "Pause syncing.", globals, terminal),
            Act("resume", "Resume syncing.", globals, terminal),
            Credentials(globals, terminal),
            Remove(globals, terminal),
        };
        command.SetAction(async (parsed, cancel) =>
        {
            using var api = globals.Open(parsed);
            var page = await api.GetAsync("/v1/organizations?limit=1000", ContractsJson.Default.PageOrganization, cancel);
            if (parsed.GetValue(globals.Json)) terminal.Json(page, ContractsJson.Default.PageOrganization);
            else
            {
                terminal.Table(["Name", "Status", "Region", "Method", "Last sync", "Id"], page.Items.Select(o => (string?[])
                    [o.Name, o.Status, o.Region, o.Method, Listing.Time(o.LastGoodSyncAt), o.Id.ToString()]));
            }

            return ExitCodes.Done;
        });
        return command;
    }

    internal static Argument<string?> Named() => new("organization") { Description = "Id or name; may be left out when there is only one.", Arity = ArgumentArity.ZeroOrOne };

    private static Command Show(Globals globals, Terminal terminal)
    {
        var named = Named();
        var command = new Command("show", "One organization with its state, rights and credentials.") { named };
        command.SetAction(async (parsed, cancel) =>
        {
            using var api = globals.Open(parsed);
            return Print(await api.OrganizationAsync(parsed.GetValue(named), cancel), terminal, parsed.GetValue(globals.Json));
        });
        return command;
    }

    private static Command Act(string act, string description, Globals globals, Terminal terminal)
    {
        var named = Named();
        var command = new Command(act, description) { named };
        command.SetAction(async (parsed, cancel) =>
        {
            using var api = globals.Open(parsed);
            var organization = await api.OrganizationAsync(parsed.GetValue(named), cancel);
            using (await api.AskAsync(HttpMethod.Post, $"/v1/organizations/{organization.Id}/{act}", null, HttpCompletionOption.ResponseContentRead, cancel))
            {
                return Print(await api.OrganizationAsync(organization.Id.ToString(), cancel), terminal, parsed.GetValue(globals.Json));
            }
        });
        return command;
    }

    private static Command Remove(Globals globals, Terminal terminal)
    {
        Argument<string> named = new("organization") { Description = "Id or name." };
        Option<bool> yes = new("--yes") { Description = "Do not ask." };
        var command = new Command("remove", "Unlink an organization. Its directory and history go with it.") { named, yes };
        command.SetAction(async (parsed, cancel) =>
        {
            using var api = globals.Open(parsed);
            var organization = await api.OrganizationAsync(parsed.GetValue(named), cancel);
            if (!parsed.GetValue(yes))
            {
                if (!terminal.Interactive) throw new WrongUseException("Removing an organization deletes its mirror. Say --yes.");
                if (!terminal.Screen.Confirm($"Remove {Markup.Escape(organization.Name)} and its mirror?", defaultValue: false)) return ExitCodes.Failed;
            }

            await api.DeleteAsync($"/v1/organizations/{organization.Id}", cancel);
            terminal.Screen.MarkupLineInterpolated($"Removed {organization.Name}.");
            return ExitCodes.Done;
        });
        return command;
    }

    private static Command Credentials(Globals globals, Terminal terminal)
    {
        Argument<string> act = new("act") { Description = "stage, prove, switch, drop or replace." };
        act.AcceptOnlyFromAmong("stage", "prove", "switch", "drop", "replace");
        Option<string?> organization = new("--organization") { Description = "Id or name; may be left out when there is only one." };
        Option<string?> clientId = new("--client-id") { Description = "Client ID." };
        Option<string?> clientSecret = new("--client-secret") { Description = "Client Secret; - reads it from standard input." };
        Option<string?> apiKey = new("--api-key") { Description = "API key; - reads it from standard input." };
        Option<DateTimeOffset?> expires = new("--expires-at") { Description = "End of the credential's life." };
        var command = new Command("credentials", "Renew the credential without a gap: stage, prove, switch, drop.") { act, organization, clientId, clientSecret, apiKey, expires };
        command.SetAction(async (parsed, cancel) =>
        {
            using var api = globals.Open(parsed);
            var target = await api.OrganizationAsync(parsed.GetValue(organization), cancel);
            var (id, key) = (parsed.GetValue(clientId), LinkCommand.Secret(terminal, parsed.GetValue(apiKey)));
            var secret = id is null ? LinkCommand.Secret(terminal, parsed.GetValue(clientSecret)) : LinkCommand.Secret(terminal, parsed.GetValue(clientSecret)) ?? LinkCommand.Ask(terminal, "Client Secret");
            var method = key is not null ? LinkMethods.ApiKey : id is not null || secret is not null ? LinkMethods.ServiceAccount : null;
            var body = new CredentialAct(parsed.GetValue(act)!, method, key, id, secret, parsed.GetValue(expires));
            return Print(
                await api.PostAsync($"/v1/organizations/{target.Id}/credentials", body, ContractsJson.Default.CredentialAct, ContractsJson.Default.Organization, cancel),
                terminal, parsed.GetValue(globals.Json));
        });
        return command;
    }

    private static int Print(Organization organization, Terminal terminal, bool json)
    {
        if (json)
        {
            terminal.Json(organization, ContractsJson.Default.Organization);
            return ExitCodes.Done;
        }

        terminal.Facts(
            ("Name", organization.Name),
            ("Status", organization.Status),
            ("Organization", $"{organization.RemoteOrganization.Name} ({organization.RemoteOrganization.Id})"),
            ("Region", $"{organization.Region} ({organization.Console})"),
            ("Credential", Credential(organization.Credential)),
            ("Standby", organization.Standby is { } standby ? Credential(standby) : null),
            ("Last good sync", Listing.Time(organization.LastGoodSyncAt)),
            ("Next sync", Listing.Time(organization.NextSyncAt)),
            ("Directory", organization.DirectoryId.ToString()),
            ("Id", organization.Id.ToString()));
        foreach (var reason in organization.Reasons)
        {
            terminal.Screen.MarkupLineInterpolated($"[yellow]{reason.Title}[/] ({reason.Code}) {reason.Detail}");
            if (reason.Fix is { } fix) terminal.Screen.MarkupLineInterpolated($"  [bold]Fix:[/] {fix}");
        }

        terminal.Table(["Right", "State", ""], organization.Capabilities.Select(c => (string?[])[c.Right, c.State, c.Detail]));
        return ExitCodes.Done;
    }

    private static string Credential(CredentialState credential) =>
        $"{credential.Method} {credential.ClientId} …{credential.Suffix}, {credential.State}{(credential.ExpiresAt is { } end ? $", ends {Listing.Time(end)}" : "")}";
}
