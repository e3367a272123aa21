using System.Globalization;
using Jumpgate.Server.Hosting;

namespace Jumpgate.Server.Events.Sinks.Kafka;

/// <summary>A broker's address, as <c>kafka1.example.com:9093</c> or <c>[2001:db8::7]:9092</c>.</summary>
internal readonly record struct KafkaAddress(string Host, int Port)
{
    public static KafkaAddress? Read(string text)
    {
        var colon = text.LastIndexOf(':');
        if (colon <= 0 || !int.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port) || port is < 1 or > 65535) return null;
        var host = text[..colon].TrimStart('[').TrimEnd(']');
        return Uri.CheckHostName(host) == UriHostNameType.Unknown ? null : new KafkaAddress(host, port);
    }

    /// <exception cref="SinkUnavailableException">It may not be called.</exception>
    public async Task AllowAsync(TargetGuard guard, CancellationToken cancellation)
    {
        try
        {
            await guard.ResolveAsync(Host, plain: false, cancellation);
        }
        catch (TargetRefusedException error)
        {
            throw new SinkUnavailableException("target_refused", error.Message, error);
        }
        catch (System.Net.Sockets.SocketException error)
        {
            throw new SinkUnavailableException("unreachable", $"The name {Host} cannot be looked up: {error.Message}", error);
        }
    }
}
