using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Options;

namespace Jumpgate.Server.Hosting;

/// <summary>
/// Decides whether an address a user gave may be called. A name is judged by the addresses it has at the moment of connecting, so a name that
/// changes its mind after it was entered (DNS rebinding) leads nowhere it could not have led before.
/// </summary>
public sealed class TargetGuard
{
    /// <summary>Ranges no outside service is in: this host, private and carrier networks, link-local with cloud metadata, documentation, multicast, reserved.</summary>
    private static readonly IPNetwork[] Inside =
    [
        .. ((string[])
        [
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24",
            "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
            "::/96", "64:ff9b:1::/48", "100::/64", "2001::/23", "2001:db8::/32", "3fff::/20", "5f00::/16", "fc00::/7", "fe80::/10", "fec0::/10", "ff00::/8",
        ]).Select(IPNetwork.Parse),
    ];

    private static readonly IPNetwork Translated = IPNetwork.Parse("64:ff9b::/96");
    private static readonly IPNetwork SixToFour = IPNetwork.Parse("2002::/16");

    private readonly Listening listening;
    private readonly bool? allowHttp;
    private readonly bool? allowLoopback;
    private readonly IPNetwork[] allowed;
    private readonly HashSet<string> hosts;

    public TargetGuard(IOptions<OutboundOptions> options, Listening listening)
    {
        this.listening = listening;
        allowHttp = options.Value.AllowHttp;
        allowLoopback = options.Value.AllowLoopback;
        allowed = [.. options.Value.Entries.Select(OutboundOptions.Network).OfType<IPNetwork>()];
        hosts = options.Value.Entries.Where(entry => OutboundOptions.Network(entry) is null).ToHashSet(StringComparer.OrdinalIgnoreCase);
    }

    private bool MayLoopback => allowLoopback ?? listening.IsLoopbackOnly;

    /// <summary>Why the address cannot be a target, as far as its text says; null: it can. Its name is looked up when it is called.</summary>
    public TargetRefusal? Judge(string? text, out Uri? target)
    {
        if (!Uri.TryCreate(text?.Trim(), UriKind.Absolute, out target) || target.Scheme is not ("https" or "http") || target.Host.Length == 0)
            return new("url_malformed", "This is no https address.", "Give the whole address, as https://example.com/hooks.");
        if (target.UserInfo.Length > 0) return new("url_has_credentials", "The address holds a user name or a password.", "Take it out: every delivery is signed.");
        if (target.Fragment.Length > 0) return new("url_has_fragment", "The address ends in a fragment, which is never sent.", "Leave out # and what follows.");
        var host = target.IdnHost.TrimEnd('.');
        var address = IPAddress.TryParse(host.Trim('[', ']'), out var literal) ? literal : IsLocalhost(host) ? IPAddress.Loopback : null;
        if (target.Scheme == "http" && !MayPlain(address))
            return new("url_not_https", "Only https addresses are called.", "Give an https address, or ask the operator for Outbound:AllowHttp.");
        return hosts.Contains(host) || address is null || May(address) ? null : Private(host, address);
    }

    public bool May(IPAddress address) => (IPAddress.IsLoopback(address) && MayLoopback) || IsOutside(address);

    /// <summary>The addresses of a host that may be connected to.</summary>
    /// <param name="plain">Whether http is to be spoken there.</param>
    /// <exception cref="TargetRefusedException">It has none such.</exception>
    public async Task<IPAddress[]> ResolveAsync(string host, bool plain, CancellationToken cancellation)
    {
        var addresses = IPAddress.TryParse(host, out var literal) ? [literal] : await Dns.GetHostAddressesAsync(host, cancellation);
        var named = hosts.Contains(host.TrimEnd('.'));
        var open = addresses.Where(address => (named || May(address)) && (!plain || MayPlain(address))).ToArray();
        return open.Length > 0 ? open
            : throw new TargetRefusedException($"{host} leads to {(addresses.Any(May) ? "an address that is called by https only" : "a private address, which is not called")}.");
    }

    private bool MayPlain(IPAddress? address) => allowHttp ?? (address is not null && IPAddress.IsLoopback(address) && MayLoopback);

    private bool IsOutside(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        if (allowed.Any(network => network.Contains(address))) return true;
        if (Inside.Any(network => network.Contains(address))) return false;
        if (address.AddressFamily != AddressFamily.InterNetworkV6) return true;
        // An IPv4 address carried inside an IPv6 one is judged as what it leads to.
        var bytes = address.GetAddressBytes();
        if (Translated.Contains(address)) return IsOutside(new IPAddress(bytes.AsSpan(12, 4)));
        return !SixToFour.Contains(address) || IsOutside(new IPAddress(bytes.AsSpan(2, 4)));
    }

    /// <summary>A name that leads to this machine wherever it is asked for (RFC 6761 §6.3).</summary>
    private static bool IsLocalhost(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || host.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase);

    private static TargetRefusal Private(string host, IPAddress address) => IPAddress.IsLoopback(address)
        ? new("url_private", $"{host} is this server's own machine, which is called only while the server listens nowhere else.",
            "Give a public address, or ask the operator to allow this one by Outbound:AllowLoopback.")
        : new("url_private", $"{host} is a private address, which is not called.", "Give a public address, or ask the operator to allow this one by Outbound:Allow.");
}

/// <summary>Why an address cannot be a target.</summary>
public sealed record TargetRefusal(string Code, string Detail, string Fix);

/// <summary>A call to an address that must not be called; nothing was sent.</summary>
public sealed class TargetRefusedException(string message) : Exception(message);
