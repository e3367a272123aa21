using System.Security.Cryptography;
using System.Text;
using Jumpgate.Server.Tenancy;

namespace Jumpgate.Server.Scim.Directories;

/// <summary>Bearer tokens as Jumpgate makes them: 256 random bits, so a plain keyed hash guards them at rest and costs a request nothing.</summary>
internal sealed class ScimTokenText(MasterKey master)
{
    private const string Prefix = "jgs_";

    private readonly byte[] key = master.For("scim token");

    public static string New() => Prefix + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));

    public static string Suffix(string token) => token[^4..];

    public byte[] Hash(ReadOnlySpan<char> token)
    {
        Span<byte> bytes = stackalloc byte[Longest];
        return HMACSHA256.HashData(key, bytes[..Encoding.UTF8.GetBytes(token, bytes)]);
    }

    /// <summary>Whether a text could be one of ours at all.</summary>
    public static bool IsPossible(ReadOnlySpan<char> token) => token.Length is > 0 and <= Longest / 3;

    private const int Longest = 768;
}
