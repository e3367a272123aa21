using System.Text.Json;
using System.Text.Json.Serialization;

namespace Jumpgate.Server.Events.Sinks.Syslog;

/// <summary>What is kept of a syslog sink's settings.</summary>
/// <param name="Tls">False: plain TCP.</param>
/// <param name="Hostname">Null: the name of the machine the server runs on.</param>
/// <param name="MaxBytes">Of one message, its header included.</param>
/// <param name="Mark">Whether a text beyond ASCII begins with the byte order mark.</param>
/// <param name="Confirm">Whether the receiver has to end the connection for messages to count.</param>
/// <param name="Ca">PEM of those who may have signed the receiver's certificate; null: whom the system trusts.</param>
/// <param name="Certificate">PEM of the certificate shown to the receiver; its key is the secret <see cref="Key"/>. Null: none.</param>
internal sealed record SyslogSettings(
    string Host, int Port, bool Tls, int Facility, string? Hostname, int MaxBytes, bool Mark, bool Confirm, string? Ca, string? Certificate)
{
    /// <summary>What every receiver of TLS should take (RFC 5425 §4.3.1), and rsyslog takes as it comes.</summary>
    public const int UsualBytes = 8192;

    /// <summary>The secret that holds the key of the certificate, as PEM.</summary>
    public const string Key = "clientKey";

    public static SyslogSettings? Read(string? json) => json is null ? null : JsonSerializer.Deserialize(json, SyslogJson.Default.SyslogSettings);

    public string ToJson() => JsonSerializer.Serialize(this, SyslogJson.Default.SyslogSettings);
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(SyslogSettings))]
internal sealed partial class SyslogJson : JsonSerializerContext;
