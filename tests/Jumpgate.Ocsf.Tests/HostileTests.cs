using System.Diagnostics;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;

namespace Jumpgate.Ocsf.Tests;

/// <summary>Events that are none: each has a record that validates and holds what came, and none throws.</summary>
public sealed class HostileTests
{
    private static readonly string[] Pieces =
    [
        "{", "}", "[", "]", ":", ",", "\"", "\\", "\\u", "\\ud800", "\\u0000", "null", "true", "7", "1e999", "-", "\n", "\t", " ", "\u2028", "\u0085", "€", "😀", "\"id\":", "\"timestamp\":\"x\"", "\"event_type\":",
        "\"sso_auth\"", "\"association_change\"", "\"changes\":[", "\"resource\":{", "\"initiated_by\":{", "\"type\":\"user\"", "\"id\":\"x\"", "{}", "[[]]", "\"\"",
    ];

    private static readonly byte[] Latin1 = [.. """{"id":"a","timestamp":"2026-01-01T00:00:00Z","event_type":"user_lockout","resource":{"type":"user","username":"zo"""u8, 0xEB, .. "\"}}"u8];

    [Theory]
    [InlineData("", EventFault.NotJson)]
    [InlineData("not json", EventFault.NotJson)]
    [InlineData("{\"id\":\"a\"", EventFault.NotJson)]
    [InlineData("[1,2]", EventFault.NotAnObject)]
    [InlineData("\"text\"", EventFault.NotAnObject)]
    [InlineData("{}", EventFault.NoId)]
    [InlineData("""{"id":"","timestamp":"2026-01-01T00:00:00Z","event_type":"sso_auth"}""", EventFault.NoId)]
    [InlineData("""{"id":{},"timestamp":"2026-01-01T00:00:00Z","event_type":"sso_auth"}""", EventFault.NoId)]
    [InlineData("""{"id":"a","event_type":"user_lockout","resource":{"id":"u"}}""", EventFault.NoTimestamp)]
    [InlineData("""{"id":"a","timestamp":"yesterday","event_type":"user_lockout"}""", EventFault.NoTimestamp)]
    [InlineData("""{"id":"a","timestamp":1770022872500,"event_type":"user_lockout"}""", EventFault.NoTimestamp)]
    [InlineData("""{"id":"a","timestamp":"2026-01-01T00:00:00Z"}""", EventFault.NoType)]
    public void What_is_no_event_is_a_Base_Event_with_the_text_whole(string raw, EventFault fault)
    {
        foreach (var version in OcsfVersions.All)
        {
            var (record, outcome) = Mapping.Map(Encoding.UTF8.GetBytes(raw), version, new EventContext(1_770_000_000_000));
            outcome.Fault.ShouldBe(fault);
            outcome.IsWritten.ShouldBeTrue();
            record.Int("class_uid").ShouldBe(0);
            record.Text("severity").ShouldBe("Unknown");
            record.Text("raw_data").ShouldBe(raw);
            var time = record["time"]!.GetValue<long>();
            time.ShouldBe(raw.Contains("2026-01-01", StringComparison.Ordinal) ? 1_767_225_600_000 : 1_770_000_000_000);
        }
    }

    [Fact]
    public void What_can_be_read_of_a_faulty_event_is_told()
    {
        var record = Mapping.Record("""{"id":"a","event_type":"user_lockout","organization":"o","resource":{"id":"u"}}""");

        record.Text("metadata", "uid").ShouldBe("a");
        record.Text("metadata", "tenant_uid").ShouldBe("o");
        record.Text("activity_name").ShouldBe("user_lockout");
        record.Text("unmapped", "resource", "id").ShouldBe("u");
        record["time"]!.GetValue<long>().ShouldBe(0);
    }

    [Fact]
    public void Bytes_that_are_no_UTF_8_are_kept_to_the_last_one()
    {
        var (record, outcome) = Mapping.Map(Latin1);

        outcome.Fault.ShouldBe(EventFault.InvalidUtf8);
        record.Int("class_uid").ShouldBe(0);
        record.Text("metadata", "uid").ShouldBe("a");
        Convert.FromBase64String(record.Text("unmapped", "raw_data_base64")!).ShouldBe(Latin1);
        record.Text("raw_data")!.ShouldContain("zo\ufffd");
        record.Int("raw_data_size").ShouldBe(Latin1.Length);
    }

    [Fact]
    public void Null_everywhere_is_a_Base_Event()
    {
        var nulls = JsonNode.Parse(Events.Sample("sso_auth"))!.AsObject().Select(member => $"\"{member.Key}\":null");

        var (record, outcome) = Mapping.Map("{" + string.Join(",", nulls) + "}");

        outcome.Fault.ShouldBe(EventFault.NoId);
        record["unmapped"].ShouldBeNull();
    }

    [Fact]
    public void Numbers_and_booleans_as_text_are_read_as_what_they_are()
    {
        var raw = Events.Sample("user_login_refused", ("success", "false"), ("mfa", "true"), ("error_code", "49"), ("geoip", """{"country_code":"NL","latitude":"52.37","longitude":"4"}"""));

        var record = Mapping.Record(raw);

        record.Text("status").ShouldBe("Failure");
        record["is_mfa"]!.GetValue<bool>().ShouldBeTrue();
        record.Text("status_code").ShouldBe("49");
        record["src_endpoint"]!["location"]!["lat"]!.GetValue<double>().ShouldBe(52.37);
        record["src_endpoint"]!["location"]!["long"]!.ToJsonString().ShouldBe("4.0");
    }

    [Fact]
    public void Texts_as_numbers_are_told_as_text()
    {
        var record = Mapping.Record("""{"id":7,"timestamp":"2026-01-01T00:00:00Z","event_type":"user_lockout","service":true,"resource":{"id":1.5,"username":12}}""");

        record.Text("metadata", "uid").ShouldBe("7");
        record.Text("metadata", "log_name").ShouldBe("true");
        record.Text("user", "uid").ShouldBe("1.5");
        record.Text("user", "name").ShouldBe("12");
    }

    [Theory]
    [InlineData(OcsfVersion.V180)]
    [InlineData(OcsfVersion.V110)]
    public void An_event_of_five_megabytes_is_kept_whole(OcsfVersion version)
    {
        var raw = Encoding.UTF8.GetBytes(Events.Sample("user_update", ("changes", null), ("note", new string('x', 5 * 1024 * 1024)), ("useragent", new string('y', 70_000))));

        var watch = Stopwatch.StartNew();
        var (record, outcome) = Mapping.Map(raw, version);

        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(10));
        outcome.ClassUid.ShouldBe(3001);
        (version == OcsfVersion.V110 ? record.Text("unmapped", "raw_data") : record.Text("raw_data")).ShouldBe(Encoding.UTF8.GetString(raw));
        record.Text("unmapped", "note")!.Length.ShouldBe(5 * 1024 * 1024);
        Mapping.Map(Events.Sample("user_update"), version).Outcome.ClassUid.ShouldBe(3001);
    }

    [Fact]
    public void What_is_too_large_is_refused_and_nothing_written()
    {
        var output = new System.Buffers.ArrayBufferWriter<byte>();

        var outcome = new EventMapper().Map(new byte[EventMapper.MaxBytes + 1], output);

        outcome.Fault.ShouldBe(EventFault.TooLarge);
        outcome.IsWritten.ShouldBeFalse();
        output.WrittenCount.ShouldBe(0);
    }

    [Fact]
    public void An_event_made_to_be_slow_is_not()
    {
        var deep = string.Concat(Enumerable.Repeat("{\"a\":", 50)) + "1" + new string('}', 50);
        var wide = string.Join(",", Enumerable.Range(0, 200_000).Select(i => $"\"m{i}\":1"));
        var changes = string.Join(",", Enumerable.Repeat("""{"field":"x","to":true}""", 100_000));
        var same = string.Join(",", Enumerable.Repeat("\"m\":1", 200_000));
        var watch = Stopwatch.StartNew();
        foreach (var rest in (string[])[$"\"x\":{deep}", wide, $"\"changes\":[{changes}]", same])
        {
            Mapping.Map($$"""{"id":"a","timestamp":"2026-01-01T00:00:00Z","event_type":"user_update","resource":{"id":"u"},{{rest}}}""").Outcome.ClassUid.ShouldBe(3001);
        }

        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(20));
    }

    [Fact]
    public void A_record_is_one_line_without_half_characters_whatever_the_event()
    {
        var raw = Encoding.UTF8.GetBytes("{\n \"id\":\"a\",\r\n \"timestamp\":\"2026-01-01T00:00:00Z\",\"event\\u005ftype\":\"user\\u005flockout\",\"resource\":{\"id\":\"u\",\"username\":\"z\\ud800 \u2028\u0085\"},\"more\":[ \"\\udfff\",\n\"\u2029\" ]}");

        foreach (var version in OcsfVersions.All)
        {
            var (bytes, outcome) = Mapping.Bytes(raw, version);
            outcome.ClassUid.ShouldBe(3001);
            var text = Encoding.UTF8.GetString(bytes);
            text.IndexOfAny(['\n', '\r', '\u2028', '\u2029', '\u0085']).ShouldBe(-1);
            var record = JsonNode.Parse(text)!;
            record.Text("user", "name").ShouldBe("z\ufffd \u2028\u0085");
            record.Text("raw_data").ShouldBe(Encoding.UTF8.GetString(raw));
            record["unmapped"]!["more"]!.ToJsonString().ShouldBe("""["\uFFFD","\u2029"]""");
        }
    }

    [Fact]
    public void A_member_that_stands_twice_counts_as_its_last()
    {
        var record = Mapping.Record("""{"id":"no","id":"a","timestamp":"2026-01-01T00:00:00Z","event_type":"user_lockout","resource":{"id":"u"},"x":1,"x":2}""");

        record.Text("metadata", "uid").ShouldBe("a");
        record["unmapped"]!.ToJsonString().ShouldBe("""{"id":"no","x":2}""");
    }

    [Fact]
    public void Random_bytes_and_rows_of_pieces_never_break_it()
    {
        Prop.ForAll(Gen.Choose(0, 255).Select(value => (byte)value).ArrayOf().ToArbitrary(), Survives).Check(Config.QuickThrowOnFailure.WithMaxTest(1000));
        Prop.ForAll(Gen.Elements(Pieces).ArrayOf().Select(pieces => Encoding.UTF8.GetBytes("{" + string.Concat(pieces) + "}")).ToArbitrary(), Survives).Check(Config.QuickThrowOnFailure.WithMaxTest(2000));
    }

    [Fact]
    public void Mutated_samples_never_break_it_and_what_comes_out_is_valid()
    {
        var samples = Events.Names.Select(Events.Sample).ToArray();
        var cut = from at in Gen.Choose(0, int.MaxValue) from kind in Gen.Choose(0, 4) from piece in Gen.Elements(Pieces) select (at, kind, piece);
        var mutated = from sample in Gen.Elements(samples) from count in Gen.Choose(1, 4) from cuts in cut.ListOf(count) select Encoding.UTF8.GetBytes(cuts.Aggregate(sample, Mutate));
        Prop.ForAll(mutated.ToArbitrary(), Survives).Check(Config.QuickThrowOnFailure.WithMaxTest(4000));
    }

    /// <summary>Every value at any depth of every sample, replaced by every kind of value.</summary>
    [Fact]
    public void Values_of_the_wrong_kind_never_break_it_and_what_comes_out_is_valid()
    {
        string[] values = ["null", "true", "7", "-1.5e300", "\"\"", "\"\\ud800\"", "[]", "{}", "[null,{}]", "{\"id\":[],\"name\":{},\"type\":7}", "\"" + new string('x', 70_000) + "\""];
        foreach (var name in Events.Names)
        {
            var sample = Events.Sample(name);
            var at = 0;
            foreach (var place in Places(sample))
            {
                var value = values[at++ % values.Length];
                Survives(Encoding.UTF8.GetBytes(sample[..place.Start] + value + sample[place.End..]));
            }
        }
    }

    private static void Survives(byte[] raw)
    {
        foreach (var version in OcsfVersions.All)
        {
            var (record, outcome) = Mapping.Bytes(raw, version);
            record.AsSpan().IndexOfAny((byte)'\n', (byte)'\r').ShouldBe(-1);
            outcome.IsWritten.ShouldBeTrue();
            if (outcome.Fault is EventFault.InvalidUtf8) continue;
            var parsed = JsonDocument.Parse(record).RootElement;
            var kept = parsed.TryGetProperty("raw_data", out var whole) ? whole : parsed.GetProperty("unmapped").GetProperty("raw_data");
            if (System.Text.Unicode.Utf8.IsValid(raw)) kept.GetString().ShouldBe(Encoding.UTF8.GetString(raw));
        }
    }

    private static List<(int Start, int End)> Places(string json)
    {
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(json));
        var places = new List<(int, int)>();
        while (reader.Read())
        {
            if (reader.TokenType is JsonTokenType.PropertyName or JsonTokenType.EndArray or JsonTokenType.EndObject || reader.CurrentDepth == 0) continue;
            var start = Encoding.UTF8.GetCharCount(Encoding.UTF8.GetBytes(json).AsSpan(0, (int)reader.TokenStartIndex));
            var inner = reader;
            inner.Skip();
            places.Add((start, Encoding.UTF8.GetCharCount(Encoding.UTF8.GetBytes(json).AsSpan(0, (int)inner.BytesConsumed))));
        }

        return places;
    }

    private static string Mutate(string text, (int At, int Kind, string Piece) cut)
    {
        var at = cut.At % (text.Length + 1);
        return cut.Kind switch
        {
            0 => text.Insert(at, cut.Piece),
            1 => text[..at] + text[Math.Min(at + cut.Piece.Length, text.Length)..],
            2 => text[..at],
            3 => text[..at] + cut.Piece + text[Math.Min(at + cut.Piece.Length, text.Length)..],
            _ => text[..at] + text[Math.Min(at * 7 % (text.Length + 1), at)..at] + text[at..],
        };
    }
}
