using System.CommandLine;

namespace Jumpgate.Cli.Commands.Scim;

/// <summary><c>jumpgate scim test</c>: calls an endpoint as a client would, and takes back what it made.</summary>
internal static class ScimTestCommand
{
    public static Command Create(Globals globals, Terminal terminal)
    {
        var named = ScimCommand.Named();
        Option<string?> endpoint = new("--endpoint-url") { Description = "The endpoint URL, when no directory is named; any SCIM 2.0 endpoint will do." };
        Option<string?> token = new("--token") { Description = "Bearer token of the directory; - reads it from standard input." };
        var command = new Command("test", "Call an endpoint as a client would: discovery, a user, a group, members, deletion. What it makes it deletes.") { named, endpoint, token };
        command.SetAction(async (parsed, cancel) =>
        {
            var secret = LinkCommand.Secret(terminal, parsed.GetValue(token)) ?? throw new WrongUseException("--token is needed: the bearer token that the client was given.");
            var address = parsed.GetValue(endpoint);
            if (address is null)
            {
                using var api = globals.Open(parsed);
                address = (await ScimCommand.DirectoryAsync(api, parsed.GetValue(named), cancel)).Scim!.EndpointUrl;
            }

            if (!Uri.TryCreate(address, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https")) throw new WrongUseException($"{address} is not an http or https address.");
            using var trial = new ScimTrial(address.TrimEnd('/'), secret.Trim());
            var steps = await trial.RunAsync(cancel);
            if (parsed.GetValue(globals.Json)) terminal.Out.WriteLine(ScimTrial.Json(steps));
            else terminal.Table(["", "Step", "Status", ""], steps.Select(step => (string?[])[step.Ok ? "ok" : "FAILED", step.Name, step.Status?.ToString(System.Globalization.CultureInfo.InvariantCulture), step.Detail]));
            return steps.All(step => step.Ok) ? ExitCodes.Done : ExitCodes.Failed;
        });
        return command;
    }
}
