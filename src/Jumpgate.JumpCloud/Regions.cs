namespace Jumpgate.JumpCloud;

/// <summary>The built-in regions, and regions made from an address (jumpcloud-api.md §1).</summary>
public static class Regions
{
    private const double SafeRequestsPerSecond = 8;

    /// <summary>United States, JumpCloud's first region ("STANDARD").</summary>
    public static Region Us { get; } = JumpCloudRegion("us", "United States", "");

    /// <summary>Europe.</summary>
    /// <remarks>The overview of the Insights spec names the console host for the EU; JumpCloud's own tools use <c>api.eu</c>, and so do we.</remarks>
    public static Region Eu { get; } = JumpCloudRegion("eu", "Europe", "eu.");

    /// <summary>India.</summary>
    public static Region In { get; } = JumpCloudRegion("in", "India", "in.");

    /// <summary>The built-in regions, in the order people expect them.</summary>
    public static IReadOnlyList<Region> All { get; } = [Us, Eu, In];

    /// <summary>The built-in region of that name (any case), or null.</summary>
    public static Region? Find(string? name) =>
        All.FirstOrDefault(region => region.Name.Equals(name?.Trim(), StringComparison.OrdinalIgnoreCase));

    /// <summary>
    /// A region of your own: one origin serves all four host families by path (<c>/api</c>, <c>/api/v2</c>,
    /// <c>/insights/directory/v1</c>, <c>/oauth2/token</c>). It has no request cap.
    /// </summary>
    /// <param name="name">Short name, also used as the label.</param>
    /// <param name="origin">An absolute http or https address; a path in it is kept as a prefix.</param>
    /// <exception cref="ArgumentException">The address is not absolute http or https.</exception>
    public static Region FromOrigin(string name, Uri origin)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(origin);
        if (!origin.IsAbsoluteUri || origin.Scheme is not ("http" or "https"))
            throw new ArgumentException("A region needs an absolute http or https address.", nameof(origin));
        var root = origin.GetLeftPart(UriPartial.Path).TrimEnd('/');
        return new Region(name, name, new Uri(root + "/"), new Uri(root + "/insights/directory/v1"), new Uri(root + "/oauth2/token"), null);
    }

    /// <summary>
    /// The built-in region a pasted console address belongs to (with or without scheme and path), or null when the host is
    /// none of JumpCloud's.
    /// </summary>
    public static Region? FromConsoleUrl(string? url)
    {
        var text = url?.Trim();
        if (string.IsNullOrEmpty(text)) return null;
        if (!text.Contains("://", StringComparison.Ordinal)) text = "https://" + text;
        if (!Uri.TryCreate(text, UriKind.Absolute, out var address)) return null;
        return All.FirstOrDefault(region => Hosts(region).Contains(address.Host, StringComparer.OrdinalIgnoreCase));
    }

    /// <summary>The hosts a region's calls go to, and no others.</summary>
    public static IReadOnlyList<string> Hosts(Region region)
    {
        ArgumentNullException.ThrowIfNull(region);
        return [region.Console.Host, region.Insights.Host, region.OAuth.Host];
    }

    private static Region JumpCloudRegion(string name, string label, string infix) => new(
        name,
        label,
        new Uri($"https://console.{infix}jumpcloud.com/"),
        new Uri($"https://api.{infix}jumpcloud.com/insights/directory/v1"),
        new Uri($"https://admin-oauth.id.{infix}jumpcloud.com/oauth2/token"),
        SafeRequestsPerSecond);
}
