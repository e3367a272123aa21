using Spectre.Console;

namespace Jumpgate.Cli;

/// <summary>Where a command reads and writes, so that a test can stand there.</summary>
public sealed class Terminal
{
    private readonly Func<Stream> inBytes;
    private readonly Func<Stream> outBytes;

    public Terminal(TextReader input, TextWriter output, TextWriter error, bool interactive, Func<Stream>? inBytes = null, Func<Stream>? outBytes = null)
    {
        (this.inBytes, this.outBytes) = (inBytes ?? System.Console.OpenStandardInput, outBytes ?? System.Console.OpenStandardOutput);
        (In, Out, Error, Interactive) = (input, output, error, interactive);
        Screen = Console(output, interactive);
        Errors = Console(error, interactive);
    }

    public TextReader In { get; }

    public TextWriter Out { get; }

    public TextWriter Error { get; }

    /// <summary>The input as it is, for what need not be text.</summary>
    public Stream OpenIn() => inBytes();

    /// <summary>The output as it is.</summary>
    public Stream OpenOut() => outBytes();

    /// <summary>A person sits there: prompts and moving bars make sense.</summary>
    public bool Interactive { get; }

    internal IAnsiConsole Screen { get; }

    internal IAnsiConsole Errors { get; }

    public static Terminal Standard() => new(
        System.Console.In, System.Console.Out, System.Console.Error, !System.Console.IsInputRedirected && !System.Console.IsOutputRedirected);

    private static IAnsiConsole Console(TextWriter writer, bool interactive)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(writer),
            Ansi = interactive ? AnsiSupport.Detect : AnsiSupport.No,
            ColorSystem = interactive ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
            Interactive = interactive ? InteractionSupport.Detect : InteractionSupport.No,
        });
        if (!interactive) console.Profile.Width = 200;
        return console;
    }
}
