using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Jumpgate.JumpCloud.Webhooks;

/// <summary>
/// Checks, on the side of a receiver, that a request was sent by whoever holds the signing secret, and lately: the symmetric scheme of
/// Standard Webhooks. Make one per endpoint and keep it; it may be used by many requests at a time.
/// </summary>
public sealed class WebhookVerifier
{
    /// <summary>The header with the id of the event, the same at every attempt: remember it, to do nothing twice.</summary>
    public const string IdHeader = "webhook-id";

    /// <summary>The header with the time of the attempt, in Unix seconds.</summary>
    public const string TimestampHeader = "webhook-timestamp";

    /// <summary>The header with the signatures, one per secret that is valid.</summary>
    public const string SignatureHeader = "webhook-signature";

    private const string Prefix = "whsec_";
    private const string Version = "v1,";

    private readonly byte[][] keys;
    private readonly TimeSpan tolerance;
    private readonly TimeProvider time;

    /// <param name="secrets">The signing secret (<c>whsec_…</c>); while it is rotated, the new and the old one.</param>
    /// <exception cref="FormatException">A secret is not base64, or shorter than 16 bytes.</exception>
    public WebhookVerifier(params IReadOnlyList<string> secrets)
        : this(TimeSpan.FromMinutes(5), TimeProvider.System, secrets)
    {
    }

    /// <param name="tolerance">How old a request may be, and how far ahead its sender's clock.</param>
    /// <param name="time">The clock.</param>
    /// <param name="secrets">The signing secret (<c>whsec_…</c>); while it is rotated, the new and the old one.</param>
    /// <exception cref="FormatException">A secret is not base64, or shorter than 16 bytes.</exception>
    public WebhookVerifier(TimeSpan tolerance, TimeProvider time, params IReadOnlyList<string> secrets)
    {
        ArgumentNullException.ThrowIfNull(secrets);
        if (secrets.Count == 0) throw new ArgumentException("At least one secret is needed.", nameof(secrets));
        keys = [.. secrets.Select(Key)];
        this.tolerance = tolerance;
        this.time = time;
    }

    /// <summary>Whether the request is genuine. The body is what came, byte for byte: not parsed and written again.</summary>
    /// <param name="header">Answers a header of the request by its name; null where it has none.</param>
    /// <param name="body">The body as it came.</param>
    public WebhookVerdict Verify(Func<string, string?> header, ReadOnlySpan<byte> body)
    {
        ArgumentNullException.ThrowIfNull(header);
        return Verify(header(IdHeader), header(TimestampHeader), header(SignatureHeader), body);
    }

    /// <summary>The same, the three headers given one by one.</summary>
    public WebhookVerdict Verify(string? id, string? timestamp, string? signatures, ReadOnlySpan<byte> body)
    {
        if (string.IsNullOrEmpty(id) || string.IsNullOrEmpty(timestamp) || string.IsNullOrEmpty(signatures)) return WebhookVerdict.HeadersMissing;
        if (!long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) || seconds > DateTimeOffset.MaxValue.ToUnixTimeSeconds())
            return WebhookVerdict.TimestampMalformed;
        var age = time.GetUtcNow() - DateTimeOffset.FromUnixTimeSeconds(seconds);
        if (age > tolerance) return WebhookVerdict.TooOld;
        if (age < -tolerance) return WebhookVerdict.TooNew;
        return IsSigned(Encoding.UTF8.GetBytes($"{id}.{timestamp}."), body, signatures) ? WebhookVerdict.Genuine : WebhookVerdict.SignatureWrong;
    }

    private bool IsSigned(byte[] head, ReadOnlySpan<byte> body, string signatures)
    {
        var signed = false;
        Span<byte> expected = stackalloc byte[HMACSHA256.HashSizeInBytes];
        Span<byte> given = stackalloc byte[HMACSHA256.HashSizeInBytes];
        foreach (var key in keys)
        {
            using var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key);
            hmac.AppendData(head);
            hmac.AppendData(body);
            hmac.GetHashAndReset(expected);
            foreach (var part in signatures.AsSpan().Split(' '))
            {
                var signature = signatures.AsSpan()[part];
                // Compared to the end whatever is found: how long it takes says nothing.
                if (signature.StartsWith(Version, StringComparison.Ordinal) && Convert.TryFromBase64Chars(signature[Version.Length..], given, out var length)
                    && length == given.Length) signed |= CryptographicOperations.FixedTimeEquals(expected, given);
            }
        }

        return signed;
    }

    private static byte[] Key(string secret)
    {
        ArgumentNullException.ThrowIfNull(secret);
        var key = Convert.FromBase64String(secret.StartsWith(Prefix, StringComparison.Ordinal) ? secret[Prefix.Length..] : secret);
        return key.Length >= 16 ? key : throw new FormatException("A signing secret has at least 16 bytes.");
    }
}

/// <summary>What a <see cref="WebhookVerifier"/> found. Anything but <see cref="Genuine"/> is answered with 400 or 401, and not acted upon.</summary>
public enum WebhookVerdict
{
    /// <summary>Signed by a secret, and not too old.</summary>
    Genuine,

    /// <summary>One of the three headers is missing.</summary>
    HeadersMissing,

    /// <summary>The timestamp is no number of seconds.</summary>
    TimestampMalformed,

    /// <summary>Older than is tolerated: perhaps somebody repeats what was sent before.</summary>
    TooOld,

    /// <summary>From the future: one of the two clocks is wrong.</summary>
    TooNew,

    /// <summary>No signature is by a secret.</summary>
    SignatureWrong,
}
