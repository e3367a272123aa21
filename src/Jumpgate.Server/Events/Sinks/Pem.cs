using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Jumpgate.JumpCloud;
using Jumpgate.Server.Hosting;

namespace Jumpgate.Server.Events.Sinks;

/// <summary>Certificates as text, as an operator pastes them.</summary>
internal static class Pem
{
    private const int Longest = 64 * 1024;
    private const string Fix = "Paste the text with its lines BEGIN and END.";

    /// <summary>Takes over the authorities a receiver's certificate may be of; <c>""</c> takes them away.</summary>
    public static string? Authorities(string? wanted, string? present, string field, FieldFaults faults)
    {
        if (wanted is null) return present;
        if (wanted.Length == 0) return null;
        try
        {
            if (wanted.Length <= Longest && ReadAuthorities(wanted).Count > 0) return wanted;
        }
        catch (CryptographicException)
        {
            // The fault below.
        }

        faults.Add(field, "pem_malformed", $"{field} holds no certificate as PEM.", Fix);
        return null;
    }

    /// <summary>Takes over the certificate that this side shows, with its key among the secrets; <c>""</c> takes both away.</summary>
    public static string? Certificate(string? wanted, string? present, string? key, SecretChoice secrets, string secret, string group, FieldFaults faults)
    {
        var certificate = wanted switch { null => present, "" => null, _ => wanted };
        var (field, keyField) = ($"{group}.clientCertificate", $"{group}.clientKey");
        if (certificate is null)
        {
            if (key is { Length: > 0 }) faults.Add(keyField, "not_wanted", "A key without a certificate is of no use.", $"Send {field} too.");
            return null;
        }

        if (!secrets.Take(secret, key, keyField, "The key of the certificate", isText: true))
        {
            faults.Add(keyField, "required", "The key of the certificate is required.");
            return certificate;
        }

        try
        {
            using var read = ReadCertificate(certificate, secrets.Chosen[secret]);
        }
        catch (Exception error) when (error is CryptographicException or ArgumentException)
        {
            faults.Add(field, "pem_malformed", $"{field} and {keyField} are no certificate with its key as PEM, or do not belong together.", Fix);
        }

        return certificate;
    }

    public static X509Certificate2Collection ReadAuthorities(string pem)
    {
        X509Certificate2Collection all = [];
        all.ImportFromPem(pem);
        return all;
    }

    public static X509Certificate2 ReadCertificate(string pem, Secret key)
    {
        using var read = X509Certificate2.CreateFromPem(pem, key.Reveal());
        // Windows shows no certificate whose key was read from text.
        return X509CertificateLoader.LoadPkcs12(read.Export(X509ContentType.Pkcs12), null);
    }
}
