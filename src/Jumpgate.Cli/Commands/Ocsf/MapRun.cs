using System.Buffers;
using System.Globalization;
using Jumpgate.Ocsf;
using Jumpgate.Ocsf.Validation;

namespace Jumpgate.Cli.Commands.Ocsf;

/// <summary>
/// Maps lines as they come: what one read brings is written before the next. A line that is no event has its record, too, and a message; a blank line
/// stays blank.
/// </summary>
internal sealed class MapRun(OcsfVersion version, bool validate, TextWriter messages)
{
    private readonly EventMapper mapper = new(version);
    private readonly RecordValidator? validator = validate ? new RecordValidator(version) : null;
    private readonly ArrayBufferWriter<byte> records = new(256 * 1024);
    private readonly SortedDictionary<string, long> unknown = new(StringComparer.Ordinal);
    private long line;

    /// <summary>Lines that were no event with id, timestamp and type.</summary>
    public long Faulty { get; private set; }

    /// <summary>Lines too long to be mapped.</summary>
    public long Refused { get; private set; }

    /// <summary>Records that break a rule of the schema.</summary>
    public long Invalid { get; private set; }

    public async Task RunAsync(Stream input, Stream output, CancellationToken cancel)
    {
        var lines = new EventLines(input, EventMapper.MaxBytes);
        while (await lines.ReadAsync(cancel))
        {
            while (lines.Next(out var raw)) Map(raw);
            await output.WriteAsync(records.WrittenMemory, cancel);
            await output.FlushAsync(cancel);
            records.ResetWrittenCount();
        }

        if (unknown.Count > 0) messages.WriteLine($"Unknown event types: {string.Join(", ", unknown.Select(type => string.Create(CultureInfo.InvariantCulture, $"{type.Key} ({type.Value})")))}");
    }

    private void Map(ReadOnlySpan<byte> raw)
    {
        line++;
        var start = records.WrittenCount;
        if (!raw.IsEmpty && raw.ContainsAnyExcept(" \t"u8))
        {
            var mapped = mapper.Map(raw, records);
            if (mapped.Fault != EventFault.None) Tell(Advice(mapped.Fault));
            if (!mapped.IsWritten)
            {
                Refused++;
                return;
            }

            if (mapped.Fault != EventFault.None) Faulty++;
            else if (mapped.UnknownType is { } type) unknown[type] = unknown.GetValueOrDefault(type) + 1;
            Validate(records.WrittenMemory[start..]);
        }

        records.Write("\n"u8);
    }

    private void Validate(ReadOnlyMemory<byte> record)
    {
        if (validator?.Check(record) is not { Count: > 0 } violations) return;
        Invalid++;
        foreach (var violation in violations) Tell(violation.ToString());
    }

    private void Tell(string text) => messages.WriteLine(string.Create(CultureInfo.InvariantCulture, $"line {line}: {text}"));

    private static string Advice(EventFault fault) => fault switch
    {
        EventFault.NotJson => "not JSON; kept whole as Base Event",
        EventFault.NotAnObject => "JSON, but no object; kept whole as Base Event",
        EventFault.InvalidUtf8 => "not UTF-8; kept whole as Base Event",
        EventFault.TooDeep => "nested too deep; kept whole as Base Event",
        EventFault.NoId => "no id; told as Base Event",
        EventFault.NoTimestamp => "no timestamp that RFC 3339 knows; told as Base Event, its time is 1970",
        EventFault.NoType => "no event_type; told as Base Event",
        _ => string.Create(CultureInfo.InvariantCulture, $"longer than {EventMapper.MaxBytes} bytes; left out"),
    };
}
