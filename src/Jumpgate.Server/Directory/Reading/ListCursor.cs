using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Jumpgate.Server.Hosting;

namespace Jumpgate.Server.Directory.Reading;

/// <summary>
/// Where the next page of a list begins. Opaque to callers and bound to the list it came from: to another list, or changed by hand,
/// it is refused. It names the moment too, so all pages show one state.
/// </summary>
/// <param name="At">Sequence of the list's moment.</param>
/// <param name="Keys">Where the last page ended, in the words of the list.</param>
internal sealed record ListCursor(long At, IReadOnlyList<string?> Keys)
{
    private const char Separator = '\u001f';
    private const int CheckBytes = 12;

    /// <param name="list">Everything that makes the list what it is: tenant, directory, kind, filter, order.</param>
    public string Write(string list)
    {
        var body = Encoding.UTF8.GetBytes(string.Join(
            Separator, Keys.Select(key => key is null ? "n" : "t" + Escape(key)).Prepend(At.ToString(CultureInfo.InvariantCulture))));
        return Base64Url.EncodeToString([.. Check(list, body), .. body]);
    }

    /// <exception cref="ProblemException">It is no cursor of this list.</exception>
    public static ListCursor? Read(string? text, string list)
    {
        if (string.IsNullOrEmpty(text)) return null;
        byte[] bytes;
        try
        {
            bytes = Base64Url.DecodeFromChars(text);
        }
        catch (FormatException)
        {
            throw Foreign();
        }

        if (bytes.Length <= CheckBytes || !Check(list, bytes.AsSpan(CheckBytes)).AsSpan().SequenceEqual(bytes.AsSpan(0, CheckBytes))) throw Foreign();
        var parts = Encoding.UTF8.GetString(bytes.AsSpan(CheckBytes)).Split(Separator);
        return new ListCursor(
            long.Parse(parts[0], CultureInfo.InvariantCulture), [.. parts.Skip(1).Select(part => part == "n" ? null : Unescape(part[1..]))]);
    }

    public static ProblemException Foreign() => new(ReadProblems.InvalidCursor.Because("The cursor was changed, or comes from another list.", "cursor"));

    private static byte[] Check(string list, ReadOnlySpan<byte> body)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(list));
        hash.AppendData([0]);
        hash.AppendData(body);
        return hash.GetHashAndReset()[..CheckBytes];
    }

    private static string Escape(string key) =>
        key.Replace("\\", "\\\\", StringComparison.Ordinal).Replace(Separator.ToString(), "\\s", StringComparison.Ordinal);

    private static string Unescape(string key)
    {
        if (!key.Contains('\\', StringComparison.Ordinal)) return key;
        var text = new StringBuilder(key.Length);
        for (var i = 0; i < key.Length; i++) text.Append(key[i] != '\\' ? key[i] : key[++i] == 's' ? Separator : '\\');
        return text.ToString();
    }
}
