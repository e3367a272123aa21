using System.Text;
using Jumpgate.Contracts;
using Region = Jumpgate.JumpCloud.Region;

namespace Jumpgate.Server.Organizations.Paste;

/// <summary>
/// Says what a pasted text is and what is wrong with it, without ever repeating it. Pure: nothing is kept or logged.
/// </summary>
public static class PasteDoctor
{
    private const int Longest = 4096;

    /// <param name="field">The member it was pasted into (<c>apiKey</c>, <c>clientId</c> …), for the hint.</param>
    /// <param name="regions">Regions an address may name.</param>
    public static PasteCheck Check(string text, string? field, IReadOnlyCollection<Region> regions)
    {
        if (text.Length > Longest) return new PasteCheck("unknown", [], false, null, $"This is longer than {Longest} characters; no credential is.");
        var issues = PasteIssues.Find(text);
        var clean = PasteIssues.Remove(text);
        var region = RegionOf(clean, regions);
        var kind = region is not null || LooksLikeAddress(clean) ? "console_url" : Recognise(clean, field);
        var usable = issues.Count > 0 && clean.Length > 0 && issues.All(issue => issue.Code != PasteIssues.LookAlike);
        return new PasteCheck(kind, issues, usable, region?.Name, Hint(kind, field, issues, region));
    }

    /// <summary>The region whose console (or other host) the address names.</summary>
    public static Region? RegionOf(string text, IReadOnlyCollection<Region> regions)
    {
        if (!LooksLikeAddress(text)) return null;
        var full = text.Contains("://", StringComparison.Ordinal) ? text : "https://" + text;
        return Uri.TryCreate(full, UriKind.Absolute, out var address)
            ? regions.FirstOrDefault(region => Hosts(region).Contains(address.Authority, StringComparer.OrdinalIgnoreCase))
            : null;

        static IEnumerable<string> Hosts(Region region) => [region.Console.Authority, region.Insights.Authority, region.OAuth.Authority];
    }

    internal static bool LooksLikeAddress(string text) =>
        text.StartsWith("http://", StringComparison.OrdinalIgnoreCase) || text.StartsWith("https://", StringComparison.OrdinalIgnoreCase)
        || text.Contains(".jumpcloud.com", StringComparison.OrdinalIgnoreCase);

    /// <summary>
    /// Shapes as they are known: an API key is <c>jca_…</c> or 40 hexadecimal characters, an organization id 24 hexadecimal
    /// characters, a client id a UUID; what else is long and printable passes for a client secret.
    /// </summary>
    private static string Recognise(string text, string? field) => text switch
    {
        _ when text.StartsWith("jca_", StringComparison.Ordinal) && text.Length > 10 && text.All(IsTokenCharacter) => "api_key",
        { Length: 40 } when text.All(char.IsAsciiHexDigit) => "api_key",
        // A client id may have the form of any other id of JumpCloud.
        { Length: 24 } when text.All(char.IsAsciiHexDigit) => field == "clientId" ? "client_id" : "organization_id",
        { Length: 36 } when Guid.TryParseExact(text, "D", out _) => "client_id",
        { Length: >= 16 and <= 512 } when text.All(IsSecretCharacter) => field == "clientId" ? "client_id" : "client_secret",
        _ => "unknown",
    };

    private static bool IsTokenCharacter(char c) => char.IsAsciiLetterOrDigit(c) || c is '_' or '-';

    private static bool IsSecretCharacter(char c) => c is > ' ' and <= '~';

    private static string? Hint(string kind, string? field, IReadOnlyList<PasteIssue> issues, Region? region)
    {
        var hint = new StringBuilder();
        if (region is not null) hint.Append($"This address belongs to the region {region.Label}. ");
        else if (kind == "console_url") hint.Append("This is an address of none of the regions known here. ");
        if (Expected(field) is { } expected && kind != "unknown" && kind != expected)
            hint.Append($"This looks like {Name(kind)}, but {Name(expected)} belongs here. ");
        if (issues.Any(issue => issue.Code == PasteIssues.LookAlike))
            hint.Append("A look-alike letter cannot be guessed back: create the value again, paste it into a plain text editor, compare, and enter it anew. ");
        else if (issues.Count > 0)
            hint.Append("Remove the characters named; nothing else needs to change. ");
        return hint.Length == 0 ? null : hint.ToString().TrimEnd();
    }

    private static string? Expected(string? field) => field switch
    {
        "apiKey" => "api_key",
        "clientId" => "client_id",
        "clientSecret" => "client_secret",
        "organizationId" => "organization_id",
        "region" => "console_url",
        _ => null,
    };

    private static string Name(string kind) => kind switch
    {
        "api_key" => "an API key",
        "client_id" => "a Client ID",
        "client_secret" => "a Client Secret",
        "organization_id" => "an Organization ID",
        _ => "the address of a console",
    };
}
