using System.Text;
using System.Text.RegularExpressions;

namespace Jumpgate.JumpCloud;

/// <summary>Makes a piece of an answer fit to be shown: short, printable, and without secret values.</summary>
internal sealed partial class Redaction(IEnumerable<string> secrets)
{
    private const int LongestExcerpt = 2048;
    private const string Mask = "•••";
    private readonly string[] _secrets = [.. secrets.Where(secret => secret.Length >= 4)];

    public string? Excerpt(ReadOnlySpan<byte> body)
    {
        if (body.IsEmpty) return null;

        // Masked before it is cut: a secret across the cut would not be recognised.
        var text = Clean(Encoding.UTF8.GetString(body[..Math.Min(body.Length, 4 * LongestExcerpt)]));
        while (Encoding.UTF8.GetByteCount(text) > LongestExcerpt) text = text[..(text.Length * 9 / 10)];
        return text;
    }

    public string Clean(string text)
    {
        foreach (var secret in _secrets) text = text.Replace(secret, Mask, StringComparison.Ordinal);
        text = SecretProperty().Replace(text, $"$1\"{Mask}\"");
        text = PrivateKey().Replace(text, Mask);
        return Unprintable().Replace(text, " ");
    }

    [GeneratedRegex("""("(?:[a-z_]*(?:password|secret|token|private_?key|api_?key)[a-z_]*)"\s*:\s*)"(?:[^"\\]|\\.)*"?""", RegexOptions.IgnoreCase)]
    private static partial Regex SecretProperty();

    [GeneratedRegex("-----BEGIN [A-Z ]*PRIVATE KEY-----.*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)", RegexOptions.Singleline)]
    private static partial Regex PrivateKey();

    [GeneratedRegex(@"[\p{C}-[\n]]")]
    private static partial Regex Unprintable();
}
