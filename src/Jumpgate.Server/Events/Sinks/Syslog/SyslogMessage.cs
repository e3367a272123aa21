using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace Jumpgate.Server.Events.Sinks.Syslog;

/// <summary>
/// Records as messages of syslog (RFC 5424), each counted out as RFC 6587 §3.4.1 and RFC 5425 want it: <c>LENGTH SP &lt;PRI&gt;1 TIMESTAMP HOSTNAME APP-NAME PROCID MSGID [SD] MSG</c>.
/// Pure.
/// </summary>
/// <param name="sink">Whose messages they are.</param>
/// <param name="isOcsf">Whether records are of OCSF; else events as they came.</param>
/// <param name="facility">0 to 23 (RFC 5424 §6.2.1).</param>
/// <param name="hostname">Printable ASCII, 255 characters at most.</param>
/// <param name="mark">Whether a text beyond ASCII begins with the byte order mark, as §6.4 wants it.</param>
/// <param name="maxBytes">The longest message, its header included, that the receiver takes.</param>
internal sealed class SyslogMessage(Guid sink, bool isOcsf, int facility, string hostname, bool mark, int maxBytes)
{
    private const string App = "jumpgate";

    /// <summary>Structured data of one's own bears an enterprise number; this is the one set apart for documentation (RFC 5612), as there is none of Jumpgate's.</summary>
    private const string Sd = "jumpgate@32473";

    private const int LongestType = 32;
    private static readonly string Process = Environment.ProcessId.ToString(CultureInfo.InvariantCulture);
    private readonly ArrayBufferWriter<byte> message = new();

    /// <summary>Writes a record; false: it is longer than the receiver takes, also without its <c>raw_data</c>, and nothing was written.</summary>
    /// <param name="record">One line of JSON, without its end.</param>
    public bool Write(IBufferWriter<byte> to, EventName name, ReadOnlySpan<byte> record)
    {
        var facts = isOcsf ? SyslogFacts.OfOcsf(name, record) : SyslogFacts.OfRaw(name);
        Compose(name, facts, record, isCut: false);
        if (message.WrittenCount > maxBytes)
        {
            if (!isOcsf || WithoutRawData(record) is not { } shorter) return false;
            Compose(name, facts, shorter, isCut: true);
            if (message.WrittenCount > maxBytes) return false;
        }

        to.Write(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{message.WrittenCount} ")));
        to.Write(message.WrittenSpan);
        return true;
    }

    /// <summary>Severities of syslog for those of OCSF: what is not known is a notice, and nothing is an emergency, which receivers shout into every terminal.</summary>
    public static int SeverityOf(int ocsf) => ocsf switch
    {
        1 => 6, // Informational
        2 => 5, // Low: notice
        3 => 4, // Medium: warning
        4 => 3, // High: error
        5 => 2, // Critical
        6 => 1, // Fatal: alert
        _ => 5,
    };

    private void Compose(EventName name, SyslogFacts facts, ReadOnlySpan<byte> record, bool isCut)
    {
        message.ResetWrittenCount();
        var at = DateTimeOffset.FromUnixTimeMilliseconds(facts.At).ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
        Text(string.Create(CultureInfo.InvariantCulture,
            $"<{(facility * 8) + SeverityOf(facts.Severity)}>1 {at} {hostname} {App} {Process} {Printable(facts.Type, LongestType)} [{Sd} sink=\"{sink}\" eventId=\"{Escaped(name.Id)}\" position=\"{name.Position}\""));
        Text(isCut ? " cut=\"raw_data\"] " : "] ");
        if (mark && record.ContainsAnyExceptInRange((byte)0, (byte)0x7F) && Utf8.IsValid(record)) message.Write("\uFEFF"u8);
        message.Write(record);
    }

    private void Text(string text) => message.Write(Encoding.UTF8.GetBytes(text));

    /// <summary>A word of the header: printable ASCII; <c>-</c> where there is none.</summary>
    private static string Printable(string? text, int longest)
    {
        var word = new string([.. (text ?? "").Where(c => c is > ' ' and < '\x7F').Take(longest)]);
        return word.Length == 0 ? "-" : word;
    }

    private static string Escaped(string value) => value
        .Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("]", "\\]", StringComparison.Ordinal);

    /// <summary>The record without the event it was made of, which stands in it as text and is never its first member; null: it has none.</summary>
    private static byte[]? WithoutRawData(ReadOnlySpan<byte> record)
    {
        var reader = new Utf8JsonReader(record);
        reader.Read();
        var before = reader.BytesConsumed;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isRaw = reader.ValueTextEquals("raw_data"u8);
            reader.Read();
            reader.Skip();
            if (isRaw) return [.. record[..(int)before], .. record[(int)reader.BytesConsumed..]];
            before = reader.BytesConsumed;
        }

        return null;
    }
}
