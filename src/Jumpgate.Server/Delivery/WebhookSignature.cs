using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Jumpgate.Server.Delivery;

/// <summary>The symmetric signature of Standard Webhooks: HMAC-SHA256 over id, timestamp and body, joined by dots.</summary>
internal static class WebhookSignature
{
    /// <summary>The value of <c>webhook-signature</c>: one signature per key, space separated.</summary>
    public static string Of(string id, long timestamp, ReadOnlySpan<byte> body, params IReadOnlyList<byte[]> keys)
    {
        var head = Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{id}.{timestamp}."));
        var text = new StringBuilder();
        foreach (var key in keys)
        {
            using var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key);
            hmac.AppendData(head);
            hmac.AppendData(body);
            text.Append(text.Length > 0 ? " " : "").Append("v1,").Append(Convert.ToBase64String(hmac.GetHashAndReset()));
        }

        return text.ToString();
    }
}
