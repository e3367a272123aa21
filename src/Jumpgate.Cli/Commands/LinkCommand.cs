using System.CommandLine;
using Jumpgate.Contracts;
using Spectre.Console;

namespace Jumpgate.Cli.Commands;

/// <summary><c>jumpgate link</c>: links a JumpCloud organization and shows its first sync, or makes a setup link for somebody else.</summary>
internal static class LinkCommand
{
    public static Command Create(Globals globals, Terminal terminal)
    {
        Option<string> region = new("--region") { Description = "API Region: us, eu, in, or one the operator configured." };
        Option<string?> clientId = new("--client-id") { Description = "Client ID of a service account." };
        Option<string?> clientSecret = new("--client-secret") { Description = "Client Secret; - reads it from standard input. Asked for when left out." };
        Option<string?> apiKey = new("--api-key") { Description = "API key of an administrator; - reads it from standard input." };
        Option<string?> organizationId = new("--organization-id") { Description = "Organization ID (Optional): 24 hexadecimal characters, for multi-tenant administrators." };
        Option<string?> name = new("--name") { Description = "Name of the link; default: the organization's own." };
        Option<DateTimeOffset?> expires = new("--expires-at") { Description = "End of the credential's life, to be warned before." };
        Option<bool> noWait = new("--no-wait") { Description = "Do not wait for the first sync." };
        Option<bool> invite = new("--invite") { Description = "Do not link: print an address by which somebody without an account does." };
        Option<string?> life = new("--expires") { Description = "With --invite: how long the address works, PT5M to P30D; default P7D." };
        var command = new Command("link", "Link a JumpCloud organization by service account or API key, or hand that to somebody else.")
        {
            region, clientId, clientSecret, apiKey, organizationId, name, expires, noWait, invite, life,
        };
        command.Validators.Add(given =>
        {
            if (!given.GetValue(invite) && given.GetResult(region) is null) given.AddError("Option '--region' is required.");
            if (!given.GetValue(invite) && given.GetResult(life) is not null) given.AddError("--expires goes with --invite; the end of a credential is --expires-at.");
        });
        command.SetAction(async (parsed, cancel) =>
        {
            using var api = globals.Open(parsed);
            if (parsed.GetValue(invite)) return await InviteAsync(api, parsed.GetValue(life), terminal, parsed.GetValue(globals.Json), cancel);
            var (id, key) = (parsed.GetValue(clientId), Secret(terminal, parsed.GetValue(apiKey)));
            if (id is not null && key is not null) throw new WrongUseException("Give --client-id or --api-key, not both.");
            if (id is null && key is null)
            {
                if (!terminal.Interactive) throw new WrongUseException("Give --client-id with --client-secret, or --api-key.");
                (id, key) = Ask(terminal);
            }

            var secret = id is null ? null : Secret(terminal, parsed.GetValue(clientSecret)) ?? Ask(terminal, "Client Secret");
            var link = new OrganizationLink(
                parsed.GetValue(region)!, key is null ? LinkMethods.ServiceAccount : LinkMethods.ApiKey, key, id, secret,
                parsed.GetValue(organizationId), parsed.GetValue(name), api.Tenant, parsed.GetValue(expires));
            var linked = await api.PostAsync("/v1/organizations", link, ContractsJson.Default.OrganizationLink, ContractsJson.Default.Organization, cancel);
            var json = parsed.GetValue(globals.Json);
            if (!json) terminal.Screen.MarkupLineInterpolated($"Linked [bold]{linked.RemoteOrganization.Name ?? linked.Name}[/] ({linked.RemoteOrganization.Id}) as {linked.Id}");
            var code = parsed.GetValue(noWait) ? ExitCodes.Done : await SyncProgressBar.FollowAsync(api, linked.Id, null, terminal, json, cancel);
            if (json) terminal.Json(await api.OrganizationAsync(linked.Id.ToString(), cancel), ContractsJson.Default.Organization);
            return code;
        });
        return command;
    }

    private static async Task<int> InviteAsync(Api api, string? life, Terminal terminal, bool json, CancellationToken cancel)
    {
        var made = await api.PostAsync(
            "/v1/portal-sessions", new PortalSessionCreate("link", api.Tenant, life), ContractsJson.Default.PortalSessionCreate, ContractsJson.Default.PortalSession, cancel);
        if (json) terminal.Json(made, ContractsJson.Default.PortalSession);
        else terminal.Out.WriteLine(made.Url);
        return ExitCodes.Done;
    }

    internal static string? Secret(Terminal terminal, string? given) => given == "-" ? terminal.In.ReadLine() : given;

    internal static string Ask(Terminal terminal, string label) => terminal.Interactive
        ? terminal.Screen.Prompt(new TextPrompt<string>(label).Secret())
        : throw new WrongUseException($"Give the {label}; - reads it from standard input.");

    private static (string? ClientId, string? ApiKey) Ask(Terminal terminal)
    {
        var method = terminal.Screen.Prompt(new SelectionPrompt<string>().Title("Method").AddChoices("Service Account", "API Key"));
        return method == "API Key" ? (null, Ask(terminal, "API Key")) : (terminal.Screen.Ask<string>("Client ID"), null);
    }
}
