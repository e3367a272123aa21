using System.Security.Cryptography;
using System.Text;
using Jumpgate.Server.Hosting;

namespace Jumpgate.Server.Portal;

/// <summary>The portal's HTML, sent anew with a nonce for the style elements its components add.</summary>
internal sealed class PortalDocument
{
    private const string Placeholder = "__NONCE__";

    private readonly string _before;
    private readonly string _after;

    public PortalDocument(byte[] html)
    {
        var text = Encoding.UTF8.GetString(html);
        var at = text.IndexOf(Placeholder, StringComparison.Ordinal);
        if (at < 0) throw new InvalidDataException($"The portal's index.html names no {Placeholder}.");
        _before = text[..at];
        _after = text[(at + Placeholder.Length)..];
    }

    /// <param name="framedBy">The origin that may show the page in a frame; null: none.</param>
    public IResult Render(HttpContext context, string? framedBy = null)
    {
        var nonce = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = SecurityHeaders.Policy.Replace(
            "style-src 'self' 'unsafe-inline'", $"style-src 'self' 'nonce-{nonce}'", StringComparison.Ordinal);
        if (framedBy is not null)
        {
            headers.ContentSecurityPolicy = headers.ContentSecurityPolicy.ToString().Replace("frame-ancestors 'none'", $"frame-ancestors {framedBy}", StringComparison.Ordinal);
            headers.Remove("X-Frame-Options");
        }

        headers.CacheControl = "no-store";
        return TypedResults.Text(_before + nonce + _after, "text/html", Encoding.UTF8);
    }
}
