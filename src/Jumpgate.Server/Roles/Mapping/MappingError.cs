namespace Jumpgate.Server.Roles.Mapping;

/// <summary>What is wrong at one place of a mapping text.</summary>
/// <param name="Line">From 1.</param>
/// <param name="Column">From 1.</param>
/// <param name="Code">Stable, lower snake case.</param>
/// <param name="Cause">What stands there and why it cannot be taken.</param>
/// <param name="Fix">What to write instead.</param>
internal sealed record MappingError(int Line, int Column, string Code, string Cause, string Fix);

/// <summary>How large a mapping text may be.</summary>
internal static class MappingLimits
{
    public const int Characters = 256 * 1024;
    public const int Rules = 1000;
    public const int Tests = 1000;
    public const int Roles = 100;

    /// <summary>More are not told at once; the first ones are mended first anyway.</summary>
    public const int Errors = 200;
}
