using System.Buffers.Binary;
using System.Text;
using Jumpgate.Server.Data;

namespace Jumpgate.Server.Directory;

/// <summary>
/// The hash of a directory's content: the sum, modulo 2^128, of the hashes of its current resources and edges. Adding or ending one
/// changes it without looking at the rest, and it does not depend on any order. It is made of remote ids and canonical hashes, so
/// two installs that mirror the same world agree.
/// </summary>
public static class ContentHash
{
    public static UInt128 Resource(ResourceKind kind, string remoteId, UInt128 hash)
    {
        Span<byte> buffer = stackalloc byte[256];
        buffer[0] = (byte)'r';
        buffer[1] = (byte)kind;
        BinaryPrimitives.WriteUInt128BigEndian(buffer[2..], hash);
        return Finish(buffer, 18, remoteId, null);
    }

    public static UInt128 Edge(EdgeKind kind, ResourceKind fromKind, string from, ResourceKind toKind, string to)
    {
        Span<byte> buffer = stackalloc byte[256];
        buffer[0] = (byte)'e';
        buffer[1] = (byte)kind;
        buffer[2] = (byte)fromKind;
        buffer[3] = (byte)toKind;
        return Finish(buffer, 4, from, to);
    }

    private static UInt128 Finish(Span<byte> buffer, int length, string first, string? second)
    {
        var most = length + Encoding.UTF8.GetMaxByteCount(first.Length + (second?.Length ?? 0) + 1);
        if (most > buffer.Length)
        {
            Span<byte> larger = new byte[most];
            buffer[..length].CopyTo(larger);
            buffer = larger;
        }

        length += Encoding.UTF8.GetBytes(first, buffer[length..]);
        if (second is not null)
        {
            buffer[length++] = 0;
            length += Encoding.UTF8.GetBytes(second, buffer[length..]);
        }

        return Hash128.Of(buffer[..length]);
    }

    public static async Task<UInt128> OfAsync(TenantSql sql, DirectoryKey directory, CancellationToken ct = default) =>
        await sql.ScalarAsync<byte[]>(
            "select content_hash from directory where tenant = @tenant and directory = @directory", ct, ("directory", directory.Value)) is { Length: 16 } bytes
            ? Hash128.FromBytes(bytes)
            : 0;
}
