using Jumpgate.Contracts;
using Jumpgate.JumpCloud;
using Jumpgate.Server.Hosting;
using Jumpgate.Server.Organizations.Paste;
using Region = Jumpgate.JumpCloud.Region;

namespace Jumpgate.Server.Organizations.Credentials;

/// <summary>A credential as it came in a request, its members checked but not yet tried.</summary>
/// <param name="Suffix">The last characters, to tell credentials apart; never more than a fifth of the secret.</param>
public sealed record GivenCredential(string Method, string? ClientId, Secret Secret, string Suffix)
{
    private const int Longest = 2048;

    public Credential ToCredential() => Method == LinkMethods.ServiceAccount
        ? new ServiceAccountCredential(ClientId!, Secret)
        : new ApiKeyCredential(Secret);

    /// <summary>Reads the members; what is wrong is added to the faults, each at its field, without the value.</summary>
    public static GivenCredential? Read(
        string? method, string? apiKey, string? clientId, string? clientSecret, FieldFaults faults, IReadOnlyCollection<Region> regions)
    {
        switch (method)
        {
            case LinkMethods.ServiceAccount:
                var id = Text(clientId, "clientId", "Client ID", faults, regions);
                var secret = Text(clientSecret, "clientSecret", "Client Secret", faults, regions);
                return id && secret ? new GivenCredential(method, clientId, new Secret(clientSecret!), SuffixOf(clientSecret!)) : null;
            case LinkMethods.ApiKey:
                return Text(apiKey, "apiKey", "API key", faults, regions) ? new GivenCredential(method, null, new Secret(apiKey!), SuffixOf(apiKey!)) : null;
            default:
                faults.Add("method", "unknown_method", $"The method is {LinkMethods.ServiceAccount} or {LinkMethods.ApiKey}.", "Choose Service Account or API Key.");
                return null;
        }
    }

    private static bool Text(string? text, string field, string name, FieldFaults faults, IReadOnlyCollection<Region> regions)
    {
        if (!faults.Require(text, field, name)) return false;
        if (text!.Length > Longest)
        {
            faults.Add(field, "too_long", $"{name} is longer than {Longest} characters; none is.");
            return false;
        }

        var check = PasteDoctor.Check(text, field, regions);
        if (check.Issues.Count > 0)
        {
            faults.Add(
                field,
                LinkProblems.PasteSuspicious.Code,
                $"{name}: {string.Join(" ", check.Issues.Take(5).Select(issue => issue.Detail))}",
                (check.Clean ? "Remove these characters. If it is still refused, create" : "Create") + " the value again, paste it into a plain text editor, compare, and enter it anew.");
            return false;
        }

        if (check.Kind is not "console_url") return true;
        faults.Add(field, LinkProblems.PasteSuspicious.Code, $"{name}: {check.Hint}", $"Paste the {name} here.");
        return false;
    }

    private static string SuffixOf(string secret) => secret[^Math.Min(4, secret.Length / 5)..];
}
