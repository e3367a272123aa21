using System.Net;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Jumpgate.Server.Hosting;

/// <summary>Who can reach the server, as far as it can tell.</summary>
public sealed class Listening(IServer server, IConfiguration configuration)
{
    /// <summary>
    /// Whether it listens on loopback addresses alone and was told of no proxy before it: whoever calls it is on this machine already. False before it listens.
    /// </summary>
    public bool IsLoopbackOnly =>
        server.Features.Get<IServerAddressesFeature>()?.Addresses is { Count: > 0 } addresses && addresses.All(IsLoopback)
        // ASPNETCORE_FORWARDEDHEADERS_ENABLED, as ASP.NET Core reads it.
        && !string.Equals(configuration["ForwardedHeaders_Enabled"], "true", StringComparison.OrdinalIgnoreCase);

    /// <summary>Kestrel takes any name but localhost for every address of the machine.</summary>
    internal static bool IsLoopback(string listened)
    {
        var host = BindingAddress.Parse(listened).Host;
        return host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
    }
}
