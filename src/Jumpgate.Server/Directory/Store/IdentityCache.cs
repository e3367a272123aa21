using System.Buffers.Binary;
using Jumpgate.Server.Data;

namespace Jumpgate.Server.Directory;

/// <summary>
/// Keys of identities by remote id, small enough to hold a large organization: only ids of JumpCloud's usual form (24 hexadecimal digits, 12 bytes)
/// are kept, and no more than <see cref="Most"/> of them. What is missing is asked of the database.
/// </summary>
internal sealed class IdentityCache
{
    /// <summary>About 80 MiB.</summary>
    private const int Most = 2_000_000;

    /// <summary>Many small tables: one that grows does not copy them all.</summary>
    private readonly Dictionary<Id, long>[] shards = [.. Enumerable.Range(0, 64).Select(_ => new Dictionary<Id, long>())];
    private int count;

    public long? Find(ResourceKind kind, string remoteId) =>
        Id.TryOf(kind, remoteId, out var id) && Shard(id).TryGetValue(id, out var key) ? key : null;

    public void Add(ResourceKind kind, string remoteId, long key)
    {
        if (count < Most && Id.TryOf(kind, remoteId, out var id) && Shard(id).TryAdd(id, key)) count++;
    }

    public void Remove(ResourceKind kind, string remoteId)
    {
        if (Id.TryOf(kind, remoteId, out var id) && Shard(id).Remove(id)) count--;
    }

    public void Clear()
    {
        if (count == 0) return;
        for (var i = 0; i < shards.Length; i++) shards[i] = [];
        count = 0;
    }

    private Dictionary<Id, long> Shard(Id id) => shards[(uint)id.GetHashCode() % (uint)shards.Length];

    private readonly record struct Id(ulong High, uint Low, ResourceKind Kind)
    {
        public static bool TryOf(ResourceKind kind, string remoteId, out Id id)
        {
            id = default;
            if (remoteId.Length != 24 || remoteId.AsSpan().ContainsAnyExcept(Digits)) return false;
            Span<byte> bytes = stackalloc byte[12];
            Convert.FromHexString(remoteId, bytes, out _, out _);
            id = new Id(BinaryPrimitives.ReadUInt64BigEndian(bytes), BinaryPrimitives.ReadUInt32BigEndian(bytes[8..]), kind);
            return true;
        }

        public override int GetHashCode() => HashCode.Combine(High, Low, Kind);

        private static readonly System.Buffers.SearchValues<char> Digits = System.Buffers.SearchValues.Create("0123456789abcdef");
    }
}
