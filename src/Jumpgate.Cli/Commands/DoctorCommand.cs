using System.CommandLine;
using System.Net;
using Jumpgate.Contracts;
using Spectre.Console;

namespace Jumpgate.Cli.Commands;

/// <summary><c>jumpgate doctor</c>: can the server be reached, is the key good, is every organization well.</summary>
internal static class DoctorCommand
{
    public static Command Create(Globals globals, Terminal terminal)
    {
        var command = new Command("doctor", "Check the server, the key and every linked organization.");
        command.SetAction(async (parsed, cancel) =>
        {
            var findings = new List<(string Check, bool Good, string Found, string? Fix)>();
            using var api = globals.Open(parsed);
            if (await ReachableAsync(api, findings, cancel) && await KeyAsync(api, findings, cancel)) await OrganizationsAsync(api, findings, cancel);
            if (parsed.GetValue(globals.Json))
            {
                terminal.Out.WriteLine(new System.Text.Json.Nodes.JsonArray([.. findings.Select(f => new System.Text.Json.Nodes.JsonObject
                {
                    ["check"] = f.Check, ["good"] = f.Good, ["found"] = f.Found, ["fix"] = f.Fix,
                })]).ToJsonString());
            }
            else
            {
                foreach (var (check, good, found, fix) in findings)
                {
                    terminal.Screen.MarkupLine($"{(good ? "[green]ok[/]  " : "[red]bad[/] ")} {Markup.Escape(check)}: {Markup.Escape(found)}");
                    if (fix is not null) terminal.Screen.MarkupLineInterpolated($"     [bold]Fix:[/] {fix}");
                }
            }

            return findings.All(f => f.Good) ? ExitCodes.Done : ExitCodes.Failed;
        });
        return command;
    }

    private static async Task<bool> ReachableAsync(Api api, List<(string, bool, string, string?)> findings, CancellationToken cancel)
    {
        try
        {
            using var answer = await api.AskAsync(HttpMethod.Get, "/health/ready", null, HttpCompletionOption.ResponseContentRead, cancel);
            findings.Add(("Server", true, $"{api.Address} is ready", null));
            return true;
        }
        catch (Exception fault) when (fault is IOException or ApiException)
        {
            findings.Add(("Server", false, fault.Message, "Start the server, or give its address with --url."));
            return false;
        }
    }

    private static async Task<bool> KeyAsync(Api api, List<(string, bool, string, string?)> findings, CancellationToken cancel)
    {
        try
        {
            var self = await api.GetAsync("/v1/self", ContractsJson.Default.Self, cancel);
            findings.Add(("API key", true, $"{self.Name}, {self.Role}{(self.Tenant is null ? "" : $", tenant {self.Tenant}")}", null));
            return true;
        }
        catch (ApiException refused) when (refused.Problem.Status is (int)HttpStatusCode.Unauthorized or (int)HttpStatusCode.Forbidden)
        {
            findings.Add(("API key", false, refused.Problem.Title, refused.Problem.Fix));
            return false;
        }
    }

    private static async Task OrganizationsAsync(Api api, List<(string, bool, string, string?)> findings, CancellationToken cancel)
    {
        var count = 0;
        await foreach (var organization in api.AllAsync("/v1/organizations?limit=100", ContractsJson.Default.PageOrganization, cancel))
        {
            count++;
            var good = organization.Status is OrganizationStatus.Connected or OrganizationStatus.Syncing or OrganizationStatus.Paused;
            findings.Add((organization.Name, good, $"{organization.Status}, last good sync {Listing.Time(organization.LastGoodSyncAt) ?? "never"}", null));
            findings.AddRange(organization.Reasons.Select(r => (organization.Name, r.Severity != "error", $"{r.Title} ({r.Code}) {r.Detail}", r.Fix)));
            findings.AddRange(organization.Capabilities.Where(c => c.State == "missing").Select(c =>
                (organization.Name, false, $"{c.Right} is missing", (string?)"Give the service account's role this right in JumpCloud.")));
            if (organization.Credential.DaysLeft is { } days and <= 30)
            {
                findings.Add((organization.Name, days > 7, $"the credential ends in {days} days", "Stage the second secret: jumpgate organizations credentials stage."));
            }
        }

        if (count == 0) findings.Add(("Organizations", true, "none is linked yet", "jumpgate link --region us"));
    }
}
