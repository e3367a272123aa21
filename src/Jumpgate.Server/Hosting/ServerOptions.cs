namespace Jumpgate.Server.Hosting;

/// <summary>What the operator said at start, checked.</summary>
public sealed record ServerOptions
{
    public required string Urls { get; init; }

    /// <summary>The server's folder, absolute.</summary>
    public required string Data { get; init; }

    /// <summary>PostgreSQL connection string; null: SQLite in <see cref="Data"/>.</summary>
    public string? Database { get; init; }

    /// <summary>Regions the operator added: name → origin.</summary>
    public required IReadOnlyDictionary<string, Uri> Regions { get; init; }

    /// <summary>Protects secrets at rest; null: <c>DIR/master.key</c>.</summary>
    public string? MasterKey { get; init; }

    /// <summary>The first Super Administrator API key, from <c>JUMPGATE_ADMIN_KEY</c>.</summary>
    public string? AdminKey { get; init; }

    public static ServerOptions Read(IConfiguration configuration)
    {
        var section = configuration.GetSection(CommandLine.Section);
        List<string> faults = [];
        var regions = ReadRegions(section.GetSection("region"), faults);
        var masterKey = ReadMasterKey(section, faults);
        var adminKey = configuration["JUMPGATE_ADMIN_KEY"];
        if (adminKey is { Length: > 0 and < 12 })
            faults.Add("JUMPGATE_ADMIN_KEY is shorter than 12 characters; a key that short can be guessed.");
        return faults.Count > 0 ? throw new ConfigurationException(faults) : new ServerOptions
        {
            Urls = section["urls"] ?? configuration["urls"] ?? "http://127.0.0.1:8080",
            Data = Path.GetFullPath(section["data"] ?? "jumpgate-data"),
            Database = string.IsNullOrWhiteSpace(section["database"]) ? null : section["database"],
            Regions = regions,
            MasterKey = masterKey,
            AdminKey = string.IsNullOrWhiteSpace(adminKey) ? null : adminKey.Trim(),
        };
    }

    private static Dictionary<string, Uri> ReadRegions(IConfigurationSection section, List<string> faults)
    {
        var regions = new Dictionary<string, Uri>(StringComparer.OrdinalIgnoreCase);
        foreach (var region in section.GetChildren())
        {
            if (Uri.TryCreate(region.Value, UriKind.Absolute, out var origin) && origin.Scheme is "http" or "https" && origin.UserInfo.Length == 0)
                regions[region.Key] = origin;
            else
                faults.Add($"Region {region.Key}: '{region.Value}' is not an http or https address.");
        }

        return regions;
    }

    private static string? ReadMasterKey(IConfigurationSection section, List<string> faults)
    {
        var key = section["masterkey"] ?? section["master-key"];
        if ((section["masterkeyfile"] ?? section["master-key-file"]) is { Length: > 0 } file)
        {
            if (File.Exists(file)) key = File.ReadAllText(file);
            else faults.Add($"The master key file '{file}' does not exist.");
        }

        key = key?.Trim();
        if (string.IsNullOrEmpty(key)) return null;
        if (key.Length < 32) faults.Add("The master key is shorter than 32 characters; make one with: openssl rand -base64 32");
        return key;
    }
}
