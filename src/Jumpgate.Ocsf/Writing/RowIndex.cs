using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using Jumpgate.Ocsf.Table;

namespace Jumpgate.Ocsf.Writing;

/// <summary>A row with its texts as JSON.</summary>
internal sealed record RowForm(EventRow Row, byte[]? Named, byte[] About);

/// <summary>Rows by the bytes of the event type.</summary>
internal sealed class RowIndex
{
    private readonly Dictionary<byte[], RowForm>.AlternateLookup<ReadOnlySpan<byte>> byType;

    public RowIndex(IReadOnlyList<EventRow> rows, FrozenDictionary<int, ClassForm> classes)
    {
        var all = new Dictionary<byte[], RowForm>(rows.Count, new ByBytes());
        foreach (var row in rows)
        {
            if (!classes.ContainsKey(row.Class)) throw new InvalidOperationException($"{row.Type}: this release has no class {row.Class}.");
            all[ClassForm.Inside(row.Type)] = new RowForm(row, row.Named is null ? null : ClassForm.Inside(row.Named), ClassForm.Inside(row.About));
        }

        byType = all.GetAlternateLookup<ReadOnlySpan<byte>>();
    }

    public RowForm? Find(ReadOnlySpan<byte> type) => byType.TryGetValue(type, out var row) ? row : null;

    private sealed class ByBytes : IEqualityComparer<byte[]>, IAlternateEqualityComparer<ReadOnlySpan<byte>, byte[]>
    {
        public bool Equals(byte[]? x, byte[]? y) => x.AsSpan().SequenceEqual(y);

        public bool Equals(ReadOnlySpan<byte> alternate, byte[] other) => alternate.SequenceEqual(other);

        public int GetHashCode([DisallowNull] byte[] obj) => GetHashCode(obj.AsSpan());

        public int GetHashCode(ReadOnlySpan<byte> alternate)
        {
            var hash = default(HashCode);
            hash.AddBytes(alternate);
            return hash.ToHashCode();
        }

        public byte[] Create(ReadOnlySpan<byte> alternate) => alternate.ToArray();
    }
}
