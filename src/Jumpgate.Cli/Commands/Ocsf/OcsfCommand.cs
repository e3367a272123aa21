using System.CommandLine;
using Jumpgate.Ocsf;

namespace Jumpgate.Cli.Commands.Ocsf;

/// <summary><c>jumpgate ocsf</c>: Directory Insights events as OCSF records, without a server.</summary>
internal static class OcsfCommand
{
    public static Command Create(Terminal terminal) => new("ocsf", "Directory Insights events as OCSF records; needs no server.") { Map(terminal) };

    private static Command Map(Terminal terminal)
    {
        Argument<FileInfo?> file = new("file") { Description = "Events, one to a line; standard input when left out.", Arity = ArgumentArity.ZeroOrOne };
        Option<string> schema = new("--schema") { Description = "Release of the OCSF schema.", DefaultValueFactory = _ => OcsfVersion.V180.Text };
        schema.AcceptOnlyFromAmong([.. OcsfVersions.All.Select(version => version.Text)]);
        Option<bool> validate = new("--validate") { Description = "Hold every record against the schema, too; exit code 1 when one breaks a rule." };
        Option<bool> strict = new("--strict") { Description = "Exit code 1 when a line was no event with id, timestamp and type." };
        var command = new Command("map", "Write one OCSF record for each line of raw events, in the same order.") { file, schema, validate, strict };
        command.SetAction(async (parsed, cancel) =>
        {
            OcsfVersions.TryRead(parsed.GetValue(schema), out var version);
            if (parsed.GetValue(file) is { Exists: false } missing) throw new WrongUseException($"There is no file {missing.FullName}.");
            await using var input = parsed.GetValue(file)?.OpenRead() ?? terminal.OpenIn();
            await using var output = terminal.OpenOut();
            var run = new MapRun(version, parsed.GetValue(validate), terminal.Error);
            await run.RunAsync(input, output, cancel);
            return run.Refused > 0 || run.Invalid > 0 || (parsed.GetValue(strict) && run.Faulty > 0) ? ExitCodes.Failed : ExitCodes.Done;
        });
        return command;
    }
}
