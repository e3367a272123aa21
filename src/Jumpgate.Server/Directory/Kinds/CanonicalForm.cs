using System.Buffers;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace Jumpgate.Server.Directory.Kinds;

/// <summary>
/// The form of an object that is compared from sync to sync: members sorted by name, volatile paths left out, and null, absent, empty
/// text, empty list and empty object all the same, because JumpCloud sends them interchangeably.
/// </summary>
internal static class CanonicalForm
{
    public static byte[] Of(JsonElement value, JsonPaths leftOut)
    {
        var bytes = new Bytes();
        bytes.Value(value, leftOut);
        return bytes.Written.ToArray();
    }

    /// <summary>A buffer that takes canonical values one after the other, to be hashed.</summary>
    internal sealed class Bytes
    {
        private byte[] buffer = new byte[4096];
        private int length;

        public ReadOnlySpan<byte> Written => buffer.AsSpan(0, length);

        public void Clear() => length = 0;

        /// <summary>Writes the value and says whether anything was there to write.</summary>
        public bool Value(JsonElement value, JsonPaths? leftOut)
        {
            switch (value.ValueKind)
            {
                case JsonValueKind.Object:
                    return Members(value, leftOut);
                case JsonValueKind.Array:
                    return Elements(value, leftOut?.Elements);
                case JsonValueKind.String:
                    return Text(value);
                case JsonValueKind.Null or JsonValueKind.Undefined:
                    return false;
                default:
                    Add(JsonMarshal.GetRawUtf8Value(value));
                    return true;
            }
        }

        public void Add(scoped ReadOnlySpan<byte> bytes)
        {
            if (buffer.Length - length < bytes.Length)
            {
                Array.Resize(ref buffer, Math.Max(buffer.Length * 2, length + bytes.Length));
            }

            bytes.CopyTo(buffer.AsSpan(length));
            length += bytes.Length;
        }

        private bool Members(JsonElement value, JsonPaths? leftOut)
        {
            var start = length;
            var members = ArrayPool<JsonProperty>.Shared.Rent(Math.Max(1, value.GetPropertyCount()));
            var count = 0;
            foreach (var member in value.EnumerateObject())
            {
                members[count++] = member;
            }

            members.AsSpan(0, count).Sort(static (a, b) => JsonMarshal.GetRawUtf8PropertyName(a).SequenceCompareTo(JsonMarshal.GetRawUtf8PropertyName(b)));
            Add("{"u8);
            var any = false;
            for (var i = 0; i < count; i++)
            {
                var whole = false;
                var below = leftOut?.Into(members[i], out whole);
                if (whole)
                {
                    continue;
                }

                var before = length;
                Add(any ? ",\""u8 : "\""u8);
                Add(JsonMarshal.GetRawUtf8PropertyName(members[i]));
                Add("\":"u8);
                if (Value(members[i].Value, below))
                {
                    any = true;
                }
                else
                {
                    length = before;
                }
            }

            Array.Clear(members, 0, count);
            ArrayPool<JsonProperty>.Shared.Return(members);
            if (!any)
            {
                length = start;
                return false;
            }

            Add("}"u8);
            return true;
        }

        private bool Elements(JsonElement value, JsonPaths? leftOut)
        {
            var start = length;
            Add("["u8);
            var any = false;
            foreach (var element in value.EnumerateArray())
            {
                var before = length;
                if (any)
                {
                    Add(","u8);
                }

                if (Value(element, leftOut))
                {
                    any = true;
                }
                else
                {
                    length = before;
                }
            }

            if (!any)
            {
                length = start;
                return false;
            }

            Add("]"u8);
            return true;
        }

        private bool Text(JsonElement value)
        {
            var raw = JsonMarshal.GetRawUtf8Value(value);
            if (raw.Length <= 2)
            {
                return false;
            }

            if (!raw.Contains((byte)'\\'))
            {
                Add(raw);
                return true;
            }

            // One text may come with or without escapes; lone surrogates cannot be decoded and stay as they were sent.
            try
            {
                Add("\""u8);
                Add(Encoding.UTF8.GetBytes(JsonEncodedText.Encode(value.GetString()!).ToString()));
                Add("\""u8);
            }
            catch (InvalidOperationException)
            {
                length--;
                Add(raw);
            }

            return true;
        }
    }
}
