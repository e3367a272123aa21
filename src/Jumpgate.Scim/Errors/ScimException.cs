using Jumpgate.Scim.Filters;

namespace Jumpgate.Scim.Errors;

/// <summary>The one way input is refused: every reader of this library throws this and nothing else for bad input.</summary>
public sealed class ScimException(ScimError error) : Exception(error?.Detail)
{
    public ScimError Error { get; } = error ?? throw new ArgumentNullException(nameof(error));

    internal static ScimException Syntax(string detail) => new(ScimError.Syntax(detail));

    internal static ScimException Value(string detail) => new(ScimError.Value(detail));

    internal static ScimException Path(string detail) => new(ScimError.Path(detail));

    internal static ScimException Mutability(string detail) => new(ScimError.Mutability(detail));

    internal static ScimException NoTarget(string detail) => new(ScimError.NoTarget(detail));

    internal static ScimException TooLarge(string detail) => new(ScimError.TooLarge(detail));

    internal static ScimException Of(FilterError error) => new(new ScimError(400, error.Code, error.Message));
}
