using System.Text.Json;
using Jumpgate.Contracts;
using Spectre.Console;

namespace Jumpgate.Cli;

/// <summary>The server refused, with a problem that says why and what to do.</summary>
internal sealed class ApiException(Problem problem) : Exception(problem.Title)
{
    public Problem Problem { get; } = problem;

    public void Show(Terminal terminal, bool json)
    {
        if (json)
        {
            terminal.Error.WriteLine(JsonSerializer.Serialize(Problem, ContractsJson.Default.Problem));
            return;
        }

        terminal.Errors.MarkupLineInterpolated($"[red]{Problem.Title}[/] ({Problem.Code})");
        if (Problem.Detail is { } detail) terminal.Errors.MarkupLineInterpolated($"  {detail}");
        foreach (var error in Problem.Errors ?? []) terminal.Errors.MarkupLineInterpolated($"  {error.Field}: {error.Detail}");
        if (Problem.Fix is { } fix) terminal.Errors.MarkupLineInterpolated($"  [bold]Fix:[/] {fix}");
        if (Problem.Docs is { } docs) terminal.Errors.MarkupLineInterpolated($"  [dim]{docs}[/]");
    }
}
