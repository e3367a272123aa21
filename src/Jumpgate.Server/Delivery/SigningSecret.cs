using System.Security.Cryptography;

namespace Jumpgate.Server.Delivery;

/// <summary>Symmetric signing secrets as Standard Webhooks writes them: <c>whsec_</c> and 24 to 64 random bytes as base64.</summary>
internal static class SigningSecret
{
    private const string Prefix = "whsec_";
    private const int Least = 24;
    private const int Most = 64;

    public static string New() => Prefix + Convert.ToBase64String(RandomNumberGenerator.GetBytes(Least));

    public static byte[] Key(string secret) => Convert.FromBase64String(secret[Prefix.Length..]);

    public static bool IsWellFormed(string secret) =>
        secret.StartsWith(Prefix, StringComparison.Ordinal) && Convert.TryFromBase64String(secret[Prefix.Length..], new byte[secret.Length], out var bytes) && bytes is >= Least and <= Most;
}
