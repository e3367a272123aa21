using System.CommandLine;
using Jumpgate.Cli.Commands;
using Jumpgate.Cli.Commands.Ocsf;
using Jumpgate.Cli.Commands.Scim;
using Spectre.Console;

namespace Jumpgate.Cli;

/// <summary>The <c>jumpgate</c> command: a table of contents of its verbs.</summary>
public static class JumpgateCommand
{
    /// <summary>Runs one command line. Answers 0 done, 1 failed, 2 wrong use, 10 what was looked at would change something.</summary>
    public static async Task<int> RunAsync(string[] args, Terminal terminal)
    {
        var globals = new Globals();
        var root = new RootCommand("Talk to a Jumpgate server.")
        {
            LinkCommand.Create(globals, terminal),
            OrganizationsCommand.Create(globals, terminal),
            SyncCommand.Create(globals, terminal),
            ResourcesCommand.Create("users", "People of a directory.", globals, terminal),
            ResourcesCommand.Create("admins", "Administrators.", globals, terminal),
            ResourcesCommand.Create("groups", "User groups.", globals, terminal),
            ResourcesCommand.Create("device-groups", "Device groups.", globals, terminal),
            ResourcesCommand.Create("devices", "Devices.", globals, terminal),
            ResourcesCommand.Create("applications", "Applications.", globals, terminal),
            ResourcesCommand.Create("roles", "Administrator roles.", globals, terminal),
            RoleMappingCommand.Create(globals, terminal),
            DiffCommand.Create(globals, terminal),
            ChangesCommand.Create(globals, terminal),
            ScimCommand.Create(globals, terminal),
            WebhooksCommand.Create(globals, terminal),
            FeedCommand.Create(globals, terminal),
            ExportCommand.Create(globals, terminal),
            DoctorCommand.Create(globals, terminal),
            OcsfCommand.Create(terminal),
        };
        globals.AddTo(root);
        var parsed = root.Parse(args);
        var invocation = new InvocationConfiguration { Output = terminal.Out, Error = terminal.Error, EnableDefaultExceptionHandler = false };
        if (parsed.Errors.Count > 0)
        {
            await parsed.InvokeAsync(invocation);
            return ExitCodes.WrongUse;
        }

        try
        {
            return await parsed.InvokeAsync(invocation);
        }
        catch (WrongUseException fault)
        {
            terminal.Errors.MarkupLineInterpolated($"[red]{fault.Message}[/]");
            return ExitCodes.WrongUse;
        }
        catch (ApiException refused)
        {
            refused.Show(terminal, parsed.GetValue(globals.Json));
            return ExitCodes.Failed;
        }
        catch (IOException fault)
        {
            terminal.Errors.MarkupLineInterpolated($"[red]{fault.Message}[/]");
            return ExitCodes.Failed;
        }
        catch (OperationCanceledException)
        {
            // Ctrl+C: who pressed it knows.
            return ExitCodes.Failed;
        }
    }
}
