using System.IO.Compression;
using System.Net.Sockets;
using Jumpgate.Server.Hosting;
using Microsoft.Extensions.Options;

namespace Jumpgate.Server.Events.Sinks;

/// <summary>Calls to receivers that speak HTTP, through the address guard. What goes wrong on the way is told as a sink that cannot be reached.</summary>
internal sealed class SinkHttp(GuardedClient client, TargetGuard guard, TimeProvider time, IOptions<EventsOptions> options)
{
    private const int LongestUrl = 2000;

    /// <summary>Checks an address; null, with a fault, where it cannot be called or there is none.</summary>
    public Uri? Target(string? wanted, Uri? present, string field, FieldFaults faults)
    {
        if (wanted is null && present is not null) return present;
        if (!faults.Require(wanted, field, "The address")) return null;
        faults.Plain(wanted, field, LongestUrl);
        if (guard.Judge(wanted, out var target) is not { } refusal) return target;
        faults.Add(field, refusal.Code, refusal.Detail, refusal.Fix);
        return null;
    }

    /// <summary>Whether secrets for one address may not go to the other without being given again.</summary>
    public static bool IsElsewhere(Uri? wanted, Uri? present) => present is not null && wanted is not null
        && !string.Equals(wanted.GetLeftPart(UriPartial.Authority), present.GetLeftPart(UriPartial.Authority), StringComparison.OrdinalIgnoreCase);

    /// <param name="keep">Bytes of the answer that are wanted.</param>
    /// <exception cref="SinkUnavailableException">No answer came.</exception>
    public async Task<GuardedAnswer> SendAsync(HttpRequestMessage request, CancellationToken cancellation, int keep = GuardedClient.Kept)
    {
        try
        {
            return await client.SendAsync(request, TimeSpan.FromSeconds(options.Value.TimeoutSeconds), cancellation, keep);
        }
        catch (TargetRefusedException error)
        {
            throw new SinkUnavailableException("target_refused", error.Message, error);
        }
        catch (TimeoutException error)
        {
            throw new SinkUnavailableException("timeout", error.Message, error);
        }
        catch (Exception error) when (error is HttpRequestException or IOException or SocketException)
        {
            var cause = error.InnerException is { Message: var inner } && !error.Message.Contains(inner, StringComparison.Ordinal) ? $"{error.Message} {inner}" : error.Message;
            throw new SinkUnavailableException("unreachable", cause, error);
        }
    }

    /// <summary>A body as gzip.</summary>
    public static byte[] Packed(ReadOnlyMemory<byte> body)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true)) gzip.Write(body.Span);
        return packed.ToArray();
    }

    /// <summary>An answer that takes nothing, for now.</summary>
    /// <param name="said">What it says, in the receiver's words; the beginning of its text when left out.</param>
    public SinkUnavailableException NotNow(GuardedAnswer answer, string? said = null)
    {
        var (code, cause) = answer.Status switch
        {
            401 or 403 or 407 => ("unauthorized", "The receiver does not accept the credentials"),
            408 or 429 or 502 or 503 or 504 => ("busy", "The receiver takes nothing for now"),
            410 => ("gone", "The receiver wants nothing any more"),
            >= 300 and < 400 => ("redirected", $"The receiver redirects to {answer.Location ?? "another address"}, and redirects are not followed"),
            _ => ("refused", "The receiver refuses"),
        };
        said ??= answer.Text.Trim();
        return new SinkUnavailableException(code, $"{cause} (HTTP {answer.Status}){(said.Length == 0 ? "." : ": " + (said.Length > DeadRecord.Longest ? said[..DeadRecord.Longest] : said))}")
        {
            Ends = answer.Status == 410,
            RetryAfter = answer.RetryAfter ?? (answer.RetryAt is { } until ? until - time.GetUtcNow() : null),
        };
    }
}
