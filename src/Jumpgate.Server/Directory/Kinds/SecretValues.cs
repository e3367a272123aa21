using System.Text;
using System.Text.Json;

namespace Jumpgate.Server.Directory.Kinds;

/// <summary>
/// Replaces secret values before anything is kept: an application's <c>config</c> can hold the private key of its identity provider.
/// Names are judged by their end (<c>idpPrivateKey</c>, <c>client_secret</c>), values by their form (PEM private keys), and
/// <c>{"name":…,"value":…}</c> pairs by their name. Flags such as <c>hasSecureToken</c> are no secrets.
/// </summary>
internal static class SecretValues
{
    public const string Placeholder = "***";

    private static readonly string[] Endings =
        ["password", "passphrase", "secret", "privatekey", "apikey", "accesskey", "secretkey", "token", "tokenkey", "sharedkey", "pin", "totpkey"];

    private static ReadOnlySpan<byte> Pem => "PRIVATE KEY-----"u8;

    /// <summary>The object with its secret values replaced; the same bytes where there are none.</summary>
    public static ReadOnlyMemory<byte> Redact(ReadOnlyMemory<byte> raw)
    {
        List<Range>? found = null;
        var reader = new Utf8JsonReader(raw.Span);
        var pairName = false;   // the last member seen at this depth was "name" with a secret's name
        while (reader.Read())
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.StartObject:
                    pairName = false;
                    break;
                case JsonTokenType.PropertyName:
                    var isPairName = reader.ValueTextEquals("name"u8);
                    var secret = IsSecretName(ref reader) || (pairName && reader.ValueTextEquals("value"u8));
                    reader.Read();
                    if (isPairName && reader.TokenType == JsonTokenType.String)
                    {
                        pairName = IsSecretName(ref reader);
                    }

                    if (secret && reader.TokenType is (JsonTokenType.String or JsonTokenType.StartObject or JsonTokenType.StartArray))
                    {
                        Mark(ref reader, ref found);
                    }
                    else if (reader.TokenType == JsonTokenType.String && IsKey(reader.ValueSpan))
                    {
                        Mark(ref reader, ref found);
                    }
                    else if (reader.TokenType == JsonTokenType.StartObject)
                    {
                        pairName = false;
                    }

                    break;
                case JsonTokenType.String when IsKey(reader.ValueSpan):
                    Mark(ref reader, ref found);
                    break;
            }
        }

        return found is null ? raw : Replace(raw.Span, found);
    }

    private static bool IsKey(ReadOnlySpan<byte> value) => value.Length > 32 && value.IndexOf(Pem) >= 0;

    private static bool IsSecretName(ref Utf8JsonReader reader)
    {
        var name = reader.ValueSpan;
        if (name.Length is < 3 or > 128)
        {
            return false;
        }

        Span<char> folded = stackalloc char[128];
        var length = 0;
        foreach (var letter in name)
        {
            if (letter is (byte)'_' or (byte)'-' or (byte)' ')
            {
                continue;
            }

            folded[length++] = char.ToLowerInvariant((char)letter);
        }

        foreach (var ending in Endings)
        {
            // Only "pin" alone: it ends other words too.
            if (ending == "pin" ? folded[..length] is "pin" : folded[..length].EndsWith(ending))
            {
                return true;
            }
        }

        return false;
    }

    private static void Mark(ref Utf8JsonReader reader, ref List<Range>? found)
    {
        var start = (int)reader.TokenStartIndex;
        reader.Skip();
        var end = (int)reader.BytesConsumed;
        if (end - start > 2)
        {
            (found ??= []).Add(start..end);
        }
    }

    private static byte[] Replace(ReadOnlySpan<byte> raw, List<Range> found)
    {
        using var into = new MemoryStream(raw.Length);
        var placeholder = Encoding.UTF8.GetBytes($"\"{Placeholder}\"");
        var at = 0;
        foreach (var range in found)
        {
            into.Write(raw[at..range.Start.Value]);
            into.Write(placeholder);
            at = range.End.Value;
        }

        into.Write(raw[at..]);
        return into.ToArray();
    }
}
