using System.Buffers;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Jumpgate.Server.Directory.Reading;
using Jumpgate.Server.Webhooks.Events;

namespace Jumpgate.Server.Webhooks.Sets;

/// <summary>Writes security event tokens (RFC 8417), signed by a tenant's key with ES256.</summary>
internal sealed class SetSigner(string kid, ECDsa key)
{
    private readonly Lock signing = new();
    private readonly string header = Base64Url.EncodeToString(Encoding.UTF8.GetBytes($$"""{"alg":"ES256","typ":"secevent+jwt","kid":"{{kid}}"}"""));

    /// <summary>The token of an event; null: RFC 9967 has no word for it. Its <c>jti</c> is the event's id, the same at every attempt.</summary>
    public byte[]? Write(EventRecord record, WebhookRow row)
    {
        if (!ScimEvents.Knows(record.Row) || ScimEvents.Subject(record) is not { } subject) return null;
        return Sign(json =>
        {
            var at = record.Row.At / 1000;
            json.WriteString("iss", row.Issuer);
            json.WriteString("aud", row.Audience);
            json.WriteNumber("iat", at);
            json.WriteNumber("toe", at);
            json.WriteString("jti", record.Id);
            if (record.Row.CauseId is { } cause && cause != Guid.Empty) json.WriteString("txn", cause);
            json.WriteStartObject("sub_id");
            json.WriteString("format", "scim");
            json.WriteString("uri", ScimEvents.Path(subject));
            if (ScimEvents.ExternalId(subject) is { } external) json.WriteString("externalId", external);
            json.WriteEndObject();
            ScimEvents.Write(json, record);
        });
    }

    /// <summary>A token that only tries the way: the verification event of OpenID Shared Signals.</summary>
    public byte[] WriteTest(string id, WebhookRow row, DateTimeOffset at) => Sign(json =>
    {
        json.WriteString("iss", row.Issuer);
        json.WriteString("aud", row.Audience);
        json.WriteNumber("iat", at.ToUnixTimeSeconds());
        json.WriteString("jti", id);
        json.WriteStartObject("sub_id");
        json.WriteString("format", "opaque");
        json.WriteString("id", row.Id);
        json.WriteEndObject();
        json.WriteStartObject("events");
        json.WriteStartObject("https://schemas.openid.net/secevent/ssf/event-type/verification");
        json.WriteEndObject();
        json.WriteEndObject();
    });

    private byte[] Sign(Action<Utf8JsonWriter> claims)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var json = new Utf8JsonWriter(buffer, ResourceJson.Options))
        {
            json.WriteStartObject();
            claims(json);
            json.WriteEndObject();
        }

        var signed = Encoding.ASCII.GetBytes($"{header}.{Base64Url.EncodeToString(buffer.WrittenSpan)}");
        byte[] signature;
        lock (signing) signature = key.SignData(signed, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
        return [.. signed, (byte)'.', .. Encoding.ASCII.GetBytes(Base64Url.EncodeToString(signature))];
    }
}
