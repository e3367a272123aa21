using System.Security.Cryptography;
using System.Text;

namespace Jumpgate.Server.Tenancy;

/// <summary>API keys as Jumpgate makes them, and what is kept of them.</summary>
internal static class ApiKeyText
{
    private const string Prefix = "jgk_";

    public static string New() => Prefix + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24));

    public static string Suffix(string key) => key[^4..];

    public static byte[] Hash(MasterKey master, string key) => master.Hash("api key", Encoding.UTF8.GetBytes(key));
}
