using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using Npgsql;

namespace Jumpgate.Server.Data.Postgres;

/// <summary>
/// Inserts rows by <c>copy … from stdin (format binary)</c>: no statement to plan, and several rows a page at once. The format is that of the
/// manual's page on COPY; the rows are written as bytes here, past the driver's call for each value.
/// </summary>
internal static class PostgresCopy
{
    /// <summary>Fewer go with other statements in one message instead.</summary>
    public const int Fewest = 100;
    private static readonly byte[] Header = [.. "PGCOPY\n"u8, 0xff, 0x0d, 0x0a, 0, .. new byte[8]];

    public static void Send(TenantSql sql, string table, SqlRows rows, IReadOnlyList<(string Name, object? Value)> args)
    {
        string[] names = ["tenant", .. args.Select(arg => arg.Name), .. rows.Columns.Select(column => column.Name)];
        var text = $"copy {table} ({string.Join(", ", names)}) from stdin (format binary)";
        var bytes = Encode(sql.Tenant, rows, args);
        sql.Connection.Begin(async () =>
        {
            await using var copy = await ((NpgsqlConnection)sql.Connection.Connection).BeginRawBinaryCopyAsync(text);
            await copy.WriteAsync(bytes);
        });
    }

    private static ReadOnlyMemory<byte> Encode(TenantId tenant, SqlRows rows, IReadOnlyList<(string Name, object? Value)> args)
    {
        var to = new ArrayBufferWriter<byte>(rows.Count * 64);
        to.Write(Header);
        Action<int>[] columns = [Same(to, tenant.Value), .. args.Select(arg => Same(to, arg.Value)), .. rows.Columns.Select(column => Each(to, column.Values))];
        for (var row = 0; row < rows.Count; row++)
        {
            Bare(to, (short)columns.Length);
            foreach (var write in columns) write(row);
        }

        Bare(to, -1);
        return to.WrittenMemory;
    }

    private static Action<int> Same(ArrayBufferWriter<byte> to, object? value) => value switch
    {
        int number => _ => Put(to, number),
        long number => _ => Put(to, number),
        short number => _ => Put(to, number),
        _ => throw new ArgumentException($"No column type for {value?.GetType()}."),
    };

    private static Action<int> Each(ArrayBufferWriter<byte> to, Array values) => values switch
    {
        long[] numbers => row => Put(to, numbers[row]),
        long?[] numbers => row => PutOrNull(to, numbers[row], Put),
        int?[] numbers => row => PutOrNull(to, numbers[row], Put),
        short[] numbers => row => Put(to, numbers[row]),
        short?[] numbers => row => PutOrNull(to, numbers[row], Put),
        bool[] flags => row => Field(to, 1)[0] = flags[row] ? (byte)1 : (byte)0,
        Guid[] guids => row => guids[row].TryWriteBytes(Field(to, 16), bigEndian: true, out _),
        string?[] texts => row => Put(to, texts[row]),
        byte[]?[] blobs => row => Put(to, blobs[row]),
        _ => throw new ArgumentException($"No column type for {values.GetType()}."),
    };

    private static void PutOrNull<T>(ArrayBufferWriter<byte> to, T? number, Action<ArrayBufferWriter<byte>, T> put) where T : struct
    {
        if (number is { } given) put(to, given);
        else Null(to);
    }

    private static void Put(ArrayBufferWriter<byte> to, string? text)
    {
        if (text is null) Null(to);
        else Encoding.UTF8.GetBytes(text, Field(to, Encoding.UTF8.GetByteCount(text)));
    }

    private static void Put(ArrayBufferWriter<byte> to, byte[]? blob)
    {
        if (blob is null) Null(to);
        else blob.CopyTo(Field(to, blob.Length));
    }

    private static void Put(ArrayBufferWriter<byte> to, long number) => BinaryPrimitives.WriteInt64BigEndian(Field(to, 8), number);

    private static void Put(ArrayBufferWriter<byte> to, int number) => BinaryPrimitives.WriteInt32BigEndian(Field(to, 4), number);

    private static void Put(ArrayBufferWriter<byte> to, short number) => BinaryPrimitives.WriteInt16BigEndian(Field(to, 2), number);

    /// <summary>Room for a value after its length.</summary>
    private static Span<byte> Field(ArrayBufferWriter<byte> to, int length)
    {
        var span = to.GetSpan(4 + length);
        BinaryPrimitives.WriteInt32BigEndian(span, length);
        to.Advance(4 + length);
        return span.Slice(4, length);
    }

    private static void Null(ArrayBufferWriter<byte> to)
    {
        BinaryPrimitives.WriteInt32BigEndian(to.GetSpan(4), -1);
        to.Advance(4);
    }

    private static void Bare(ArrayBufferWriter<byte> to, short number)
    {
        BinaryPrimitives.WriteInt16BigEndian(to.GetSpan(2), number);
        to.Advance(2);
    }
}
