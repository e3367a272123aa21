using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Jumpgate.Ocsf.Reading;

/// <summary>A number made of a name's length and ends, cheap to make and enough to tell the names of an event apart nearly always.</summary>
internal static class NameKey
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Of(ReadOnlySpan<byte> name)
    {
        if (name.Length < 4)
        {
            var small = (uint)name.Length;
            foreach (var letter in name) small = (small << 8) | letter;
            return small * 0x9E3779B1;
        }

        ref var start = ref MemoryMarshal.GetReference(name);
        var (first, last) = (Unsafe.ReadUnaligned<uint>(ref start), Unsafe.ReadUnaligned<uint>(ref Unsafe.Add(ref start, name.Length - 4)));
        return (first ^ BitOperations.RotateLeft(last, 13) ^ ((uint)name.Length << 24)) * 0x9E3779B1;
    }
}
