using System.Globalization;
using System.Text.Json;

namespace Jumpgate.Server.Events.Sinks.Syslog;

/// <summary>What a header says of a record. Pure.</summary>
/// <param name="At">When it happened, Unix milliseconds.</param>
/// <param name="Type">What kind of message it is: the class of OCSF (<c>3002</c>), or of an event as it came its type (<c>sso_auth</c>); null: it does not say.</param>
/// <param name="Severity"><c>severity_id</c> of OCSF; 0: not known.</param>
internal readonly record struct SyslogFacts(long At, string? Type, int Severity)
{
    /// <summary>Of a record of OCSF; read no further than needed, for the mapping writes these members first.</summary>
    public static SyslogFacts OfOcsf(EventName name, ReadOnlySpan<byte> record)
    {
        var facts = new SyslogFacts(name.At, null, 0);
        var reader = new Utf8JsonReader(record);
        for (var (found, isOpen) = (0, reader.Read()); found < 2 && isOpen && reader.Read() && reader.TokenType == JsonTokenType.PropertyName;)
        {
            var (isClass, isSeverity) = (reader.ValueTextEquals("class_uid"u8), reader.ValueTextEquals("severity_id"u8));
            reader.Read();
            if (isClass) facts = facts with { Type = reader.GetInt32().ToString(CultureInfo.InvariantCulture) };
            else if (isSeverity) facts = facts with { Severity = reader.GetInt32() };
            else reader.Skip();
            if (isClass || isSeverity) found++;
        }

        return facts;
    }

    /// <summary>Of an event as it came, which tells no severity.</summary>
    public static SyslogFacts OfRaw(EventName name) => new(name.At, name.Type, 0);
}
