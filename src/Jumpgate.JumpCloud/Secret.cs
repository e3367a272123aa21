using System.Diagnostics;

namespace Jumpgate.JumpCloud;

/// <summary>
/// A value that must not reach a log, a message or a serializer: <see cref="ToString"/> answers dots, it has no public
/// property to serialize, and only <see cref="Reveal"/> gives the value.
/// </summary>
/// <param name="value">The secret text. White space is kept: cleaning pasted text is the caller's matter.</param>
[DebuggerDisplay("•••")]
public sealed class Secret(string value) : IEquatable<Secret>
{
    private readonly string _value = value ?? throw new ArgumentNullException(nameof(value));

    /// <summary>The secret itself. Call it only where the value is sent or sealed.</summary>
    public string Reveal() => _value;

    /// <summary>Compares in constant time, so that a comparison tells nothing but its answer.</summary>
    public bool Equals(Secret? other) => other is not null
        && System.Security.Cryptography.CryptographicOperations.FixedTimeEquals(
            System.Runtime.InteropServices.MemoryMarshal.AsBytes(_value.AsSpan()),
            System.Runtime.InteropServices.MemoryMarshal.AsBytes(other._value.AsSpan()));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Secret);

    /// <inheritdoc/>
    public override int GetHashCode() => _value.GetHashCode(StringComparison.Ordinal);

    /// <summary>Always <c>•••</c>.</summary>
    public override string ToString() => "•••";
}
