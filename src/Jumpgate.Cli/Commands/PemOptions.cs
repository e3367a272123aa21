using System.CommandLine;

namespace Jumpgate.Cli.Commands;

/// <summary>Certificates of a connection, each from a PEM file.</summary>
internal sealed class PemOptions
{
    private readonly Option<string?> ca = new("--ca") { Description = "The authorities of the receiver's certificate, as PEM file." };
    private readonly Option<string?> certificate = new("--client-certificate") { Description = "The certificate to show, as PEM file." };
    private readonly Option<string?> key = new("--client-key") { Description = "Its key, as PEM file." };

    public IEnumerable<Option> All => [ca, certificate, key];

    public string? Ca(ParseResult parsed) => Read(parsed.GetValue(ca));

    public string? Certificate(ParseResult parsed) => Read(parsed.GetValue(certificate));

    public string? Key(ParseResult parsed) => Read(parsed.GetValue(key));

    private static string? Read(string? file)
    {
        if (file is null) return null;
        try
        {
            return File.ReadAllText(file);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new WrongUseException($"{file} cannot be read: {error.Message}");
        }
    }
}
