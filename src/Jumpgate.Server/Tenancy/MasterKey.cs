using System.Security.Cryptography;
using System.Text;
using Jumpgate.Server.Hosting;

namespace Jumpgate.Server.Tenancy;

/// <summary>
/// The key above all others: the operator's, or <c>DIR/master.key</c>, made at first start and readable by its owner alone.
/// Each use has a key of its own derived from it.
/// </summary>
public sealed class MasterKey
{
    public const string FileName = "master.key";

    private readonly byte[] _root;

    private MasterKey(string text) =>
        _root = HKDF.Extract(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(text), "jumpgate master key"u8.ToArray());

    /// <exception cref="StartRefusedException">PostgreSQL without a key, or the file cannot be used.</exception>
    public static MasterKey Open(ServerOptions options)
    {
        if (options.MasterKey is { } given) return new MasterKey(given);
        if (options.Database is not null)
        {
            throw new StartRefusedException(
                "With PostgreSQL a master key is needed: secrets in the database are encrypted with it and every server of the install must have the same. "
                + "Make one with 'openssl rand -base64 32' and give it as --master-key-file FILE or JUMPGATE__MASTERKEY.");
        }

        var path = Path.Combine(options.Data, FileName);
        try
        {
            return new MasterKey(File.Exists(path) ? Read(path) : Create(path));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new StartRefusedException($"The master key '{path}' cannot be read or made: {error.Message}", error);
        }
    }

    /// <summary>32 bytes for one purpose.</summary>
    public byte[] For(string purpose) => HKDF.Expand(HashAlgorithmName.SHA256, _root, 32, Encoding.UTF8.GetBytes(purpose));

    /// <summary>A keyed hash: who has only the database can neither check nor guess what was hashed.</summary>
    public byte[] Hash(string purpose, ReadOnlySpan<byte> data) => HMACSHA256.HashData(For(purpose), data);

    private static string Read(string path)
    {
        var text = File.ReadAllText(path).Trim();
        return text.Length >= 32 ? text : throw new StartRefusedException($"The master key '{path}' is damaged: it holds fewer than 32 characters.");
    }

    private static string Create(string path)
    {
        System.IO.Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var text = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var file = new StreamWriter(path, Encoding.ASCII, options);
        file.WriteLine(text);
        return text;
    }
}
