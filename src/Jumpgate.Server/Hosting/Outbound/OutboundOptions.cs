using System.Net;
using System.Net.Sockets;

namespace Jumpgate.Server.Hosting;

/// <summary>Where calls to addresses that users give may go.</summary>
public sealed class OutboundOptions
{
    public const string Section = "Outbound";

    /// <summary>Whether plain http is taken. Null: only where it leads to a loopback address that may be called.</summary>
    public bool? AllowHttp { get; set; }

    /// <summary>Whether loopback addresses may be called. Null: while the server itself is <see cref="Listening.IsLoopbackOnly"/>.</summary>
    public bool? AllowLoopback { get; set; }

    /// <summary>
    /// Private addresses that may be reached all the same, comma-separated: ranges (<c>10.20.0.0/16</c>), addresses, or host names
    /// (<c>hooks.internal</c>), whose addresses are then not looked at.
    /// </summary>
    public string Allow { get; set; } = "";

    internal IEnumerable<string> Entries => Allow.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>A range, or a single address as a range of one; null: it is a host name.</summary>
    internal static IPNetwork? Network(string entry) =>
        IPAddress.TryParse(entry, out var address) ? new IPNetwork(address, address.AddressFamily == AddressFamily.InterNetwork ? 32 : 128)
        : entry.Contains('/', StringComparison.Ordinal) && IPNetwork.TryParse(entry, out var network) ? network
        : null;

    /// <summary>What is wrong with the entries, for the check at start.</summary>
    internal IEnumerable<string> Faults() =>
        Entries.Where(entry => Network(entry) is null && Uri.CheckHostName(entry) is UriHostNameType.Unknown)
            .Select(entry => $"Outbound:Allow: '{entry}' is no range, address or host name. A range ends in zeros, as 10.20.0.0/16 does.");
}
