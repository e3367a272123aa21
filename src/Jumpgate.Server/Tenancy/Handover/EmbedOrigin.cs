namespace Jumpgate.Server.Tenancy.Handover;

/// <summary>An origin as it may stand in <c>frame-ancestors</c>: one site, reached by https or on this machine. Pure.</summary>
public static class EmbedOrigin
{
    /// <summary>The origin in its one spelling; null: it is none, or none that may frame a page.</summary>
    public static string? Read(string text)
    {
        if (!Uri.TryCreate(text.Trim(), UriKind.Absolute, out var address)) return null;
        if (address.Scheme != Uri.UriSchemeHttps && !(address.Scheme == Uri.UriSchemeHttp && address.IsLoopback)) return null;
        // A wildcard, or a character that would begin another directive, makes no host name.
        if (Uri.CheckHostName(address.IdnHost) is not (UriHostNameType.Dns or UriHostNameType.IPv4)) return null;
        if (address.UserInfo.Length > 0 || address.PathAndQuery != "/" || address.Fragment.Length > 0) return null;
        var port = address.IsDefaultPort ? "" : FormattableString.Invariant($":{address.Port}");
        return $"{address.Scheme}://{address.IdnHost}{port}";
    }
}
