namespace Jumpgate.Emulator.Insights.History;

/// <summary>Where people sit and what they browse with; a person keeps to one place and one browser, mostly.</summary>
internal static class Surroundings
{
    public static readonly Spot[] Spots =
    [
        new("US", "NA", "CO", "Colorado", "America/Denver", 39.7388, -104.9868),
        new("US", "NA", "CA", "California", "America/Los_Angeles", 37.7697, -122.3933),
        new("US", "NA", "NY", "New York", "America/New_York", 40.7308, -73.9975),
        new("ES", "EU", "MD", "Madrid", "Europe/Madrid", 40.4163, -3.6934),
        new("GB", "EU", "ENG", "England", "Europe/London", 51.5095, -0.0955),
        new("DE", "EU", "BE", "Land Berlin", "Europe/Berlin", 52.5196, 13.4069),
        new("IN", "AS", "KA", "Karnataka", "Asia/Kolkata", 12.9634, 77.5855),
        new("JP", "AS", "13", "Tokyo", "Asia/Tokyo", 35.6893, 139.6899),
        new("BR", "SA", "SP", "Sao Paulo", "America/Sao_Paulo", -23.5475, -46.6361),
    ];

    public static readonly Browser[] Browsers =
    [
        new("Chrome", "141", "Mac OS X", "10", "15", "7", "Mac"),
        new("Chrome", "141", "Windows", "10", "0", "", "Other"),
        new("Firefox", "143", "Windows", "10", "0", "", "Other"),
        new("Safari", "26", "Mac OS X", "10", "15", "7", "Mac"),
        new("Firefox", "143", "Ubuntu", "", "", "", "Other"),
    ];
}

internal sealed record Spot(string Country, string Continent, string RegionCode, string Region, string Timezone, double Latitude, double Longitude);

internal sealed record Browser(string Name, string Major, string Os, string OsMajor, string OsMinor, string OsPatch, string Device);
