using System.Buffers.Binary;

namespace Jumpgate.Emulator.Worlds;

/// <summary>
/// 24-hex ids as MongoDB makes them: seconds first, so that ids sort by age, then a tag of the organization, the kind and the index.
/// An id leads back to its object without a table.
/// </summary>
internal readonly struct ObjectIds(uint tag)
{
    public void Write(Span<char> text, Kind kind, int index, uint seconds)
    {
        Span<byte> bytes = stackalloc byte[12];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, seconds);
        BinaryPrimitives.WriteUInt32BigEndian(bytes[4..], (tag << 8) | (byte)kind);
        BinaryPrimitives.WriteInt32BigEndian(bytes[8..], index);
        Convert.TryToHexStringLower(bytes, text, out _);
    }

    public string Of(Kind kind, int index, uint seconds)
    {
        Span<char> text = stackalloc char[24];
        Write(text, kind, index, seconds);
        return new string(text);
    }

    /// <summary>Takes an id apart; false when it is not an id of this organization.</summary>
    public bool TryRead(ReadOnlySpan<char> id, out Kind kind, out int index, out uint seconds)
    {
        (kind, index, seconds) = (Kind.None, -1, 0);
        Span<byte> bytes = stackalloc byte[12];
        if (id.Length != 24 || Convert.FromHexString(id, bytes, out _, out _) != System.Buffers.OperationStatus.Done)
            return false;
        var middle = BinaryPrimitives.ReadUInt32BigEndian(bytes[4..]);
        if (middle >> 8 != (tag & 0xFFFFFF))
            return false;
        (kind, index, seconds) = ((Kind)(byte)middle, BinaryPrimitives.ReadInt32BigEndian(bytes[8..]), BinaryPrimitives.ReadUInt32BigEndian(bytes));
        return index >= 0;
    }

    public static bool IsWellFormed(ReadOnlySpan<char> id)
        => id.Length == 24 && !id.ContainsAnyExcept(System.Buffers.SearchValues.Create("0123456789abcdefABCDEF"));
}
