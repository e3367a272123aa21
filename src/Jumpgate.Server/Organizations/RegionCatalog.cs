using Jumpgate.JumpCloud;
using Jumpgate.Server.Hosting;
using Region = Jumpgate.JumpCloud.Region;

namespace Jumpgate.Server.Organizations;

/// <summary>The regions of this install: JumpCloud's own, and those the operator added or redirected by <c>--region</c>.</summary>
public sealed class RegionCatalog
{
    public RegionCatalog(ServerOptions options)
    {
        var byName = Regions.All.ToDictionary(region => region.Name, region => region with { Label = $"{region.Name.ToUpperInvariant()} Region" });
        List<string> order = [.. Regions.All.Select(region => region.Name)];
        foreach (var (name, origin) in options.Regions)
        {
            var key = name.ToLowerInvariant();
            if (!byName.TryGetValue(key, out var known)) order.Add(key);
            byName[key] = Regions.FromOrigin(key, origin) with { Label = known?.Label ?? name };
        }

        All = [.. order.Select(name => byName[name])];
    }

    public IReadOnlyList<Region> All { get; }

    public Region? Find(string? name) => All.FirstOrDefault(region => region.Name.Equals(name?.Trim(), StringComparison.OrdinalIgnoreCase));

    /// <summary>The host a person sees in the address bar of the console.</summary>
    public static string ConsoleOf(Region region) => region.Console.Authority;

    /// <summary>Each region with its console, for a message that lets a person compare.</summary>
    public string Compare() => string.Join(", ", All.Select(region => $"{region.Label} is {ConsoleOf(region)}"));
}
