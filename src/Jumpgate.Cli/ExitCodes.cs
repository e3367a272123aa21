namespace Jumpgate.Cli;

/// <summary>What the command answers to its shell.</summary>
internal static class ExitCodes
{
    public const int Done = 0;
    public const int Failed = 1;
    public const int WrongUse = 2;

    /// <summary>What was only looked at would change something.</summary>
    public const int HasChanges = 10;
}

/// <summary>The command line is well formed but cannot be meant.</summary>
internal sealed class WrongUseException(string message) : Exception(message);
