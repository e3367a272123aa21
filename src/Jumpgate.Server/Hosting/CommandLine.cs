namespace Jumpgate.Server.Hosting;

/// <summary>
/// Turns <c>--name value</c> and <c>--name=value</c> into settings under <c>Jumpgate:</c>, where the environment
/// (<c>JUMPGATE__NAME</c>) and appsettings.json put theirs. <c>--region</c> may come several times.
/// </summary>
internal static class CommandLine
{
    public const string Section = "Jumpgate";

    public const string Usage = """
        jumpgate-server [OPTIONS]              run the server
        jumpgate-server config check [OPTIONS] check the configuration and end

          --urls URL[;URL]          where to listen (http://127.0.0.1:8080)
          --data DIR                folder of the server: SQLite database, master key, exports (jumpgate-data)
          --database CONNECTION     PostgreSQL connection string; without it, SQLite in DIR
          --region NAME=ORIGIN      a region of your own, one origin for all JumpCloud hosts; may be repeated
          --master-key KEY          protects secrets at rest; 32 characters or more. Without it: DIR/master.key (SQLite only)
          --master-key-file FILE    the same, read from a file
          --ROOM:SETTING VALUE      a setting of one room

        Each option also by environment (JUMPGATE__DATA, JUMPGATE__REGION__NAME=ORIGIN) and by appsettings.json (section "Jumpgate").
        JUMPGATE_ADMIN_KEY sets the first Super Administrator API key.
        """;

    private static readonly string[] Names = ["urls", "data", "database", "region", "master-key", "master-key-file"];

    public static Dictionary<string, string?> Parse(string[] args)
    {
        var settings = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        List<string> faults = [];
        for (var i = 0; i < args.Length; i++)
        {
            if (!args[i].StartsWith("--", StringComparison.Ordinal))
            {
                faults.Add($"'{args[i]}' is not an option; options start with --.");
                continue;
            }

            var equals = args[i].IndexOf('=', StringComparison.Ordinal);
            var name = equals < 0 ? args[i][2..] : args[i][2..equals];
            var value = equals >= 0 ? args[i][(equals + 1)..] : i + 1 < args.Length ? args[++i] : null;
            if (value is null) faults.Add($"--{name} needs a value.");
            else if (name.Equals("region", StringComparison.OrdinalIgnoreCase)) AddRegion(value, settings, faults);
            else if (Names.Contains(name, StringComparer.OrdinalIgnoreCase) || name.Contains(':', StringComparison.Ordinal))
                settings[$"{Section}:{name.Replace("-", "", StringComparison.Ordinal)}"] = value;
            else faults.Add($"--{name} is not known; known are {string.Join(", ", Names.Select(known => "--" + known))}.");
        }

        return faults.Count == 0 ? settings : throw new ConfigurationException(faults);
    }

    private static void AddRegion(string value, Dictionary<string, string?> settings, List<string> faults)
    {
        var equals = value.IndexOf('=', StringComparison.Ordinal);
        if (equals < 1) faults.Add($"--region {value}: write it as NAME=ORIGIN, as in emulator=http://127.0.0.1:8085.");
        else settings[$"{Section}:region:{value[..equals]}"] = value[(equals + 1)..];
    }
}
