using System.CommandLine;

namespace Jumpgate.Cli;

/// <summary>Options that every verb takes.</summary>
internal sealed class Globals
{
    public Option<string> Url { get; } = new("--url")
    {
        Description = "Address of the server (JUMPGATE_URL).",
        Recursive = true,
        DefaultValueFactory = _ => Environment.GetEnvironmentVariable("JUMPGATE_URL") ?? "http://127.0.0.1:8080",
    };

    public Option<string?> Key { get; } = new("--key")
    {
        // Not a default value: the help text would print it.
        Description = "API key (JUMPGATE_KEY).",
        Recursive = true,
    };

    public Option<string?> Tenant { get; } = new("--tenant")
    {
        Description = "Tenant, by name or id, for keys that are not bound to one (JUMPGATE_TENANT).",
        Recursive = true,
    };

    public Option<bool> Json { get; } = new("--json") { Description = "Answer in JSON.", Recursive = true };

    public void AddTo(RootCommand root)
    {
        foreach (var option in (Option[])[Url, Key, Tenant, Json]) root.Options.Add(option);
    }

    /// <summary>The API under these options.</summary>
    /// <exception cref="WrongUseException">No key, or an address that is none.</exception>
    public Api Open(ParseResult parsed)
    {
        if (!Uri.TryCreate(parsed.GetValue(Url), UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https"))
        {
            throw new WrongUseException($"--url {parsed.GetValue(Url)} is not an http or https address.");
        }

        var key = parsed.GetValue(Key) ?? Environment.GetEnvironmentVariable("JUMPGATE_KEY");
        return string.IsNullOrWhiteSpace(key)
            ? throw new WrongUseException("No API key. Give --key, or set JUMPGATE_KEY.")
            : new Api(url, key.Trim(), parsed.GetValue(Tenant) ?? Environment.GetEnvironmentVariable("JUMPGATE_TENANT"));
    }
}
