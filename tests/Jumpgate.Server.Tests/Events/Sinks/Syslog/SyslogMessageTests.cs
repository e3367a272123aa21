using System.Buffers;
using System.Text;
using Jumpgate.Server.Events.Sinks;
using Jumpgate.Server.Events.Sinks.Syslog;

namespace Jumpgate.Server.Tests.Events.Sinks.Syslog;

public sealed class SyslogMessageTests
{
    private const string Small = """{"time":1789375161089,"class_uid":3002,"severity_id":4,"raw_data":"{}"}""";
    private static readonly Guid Sink = Guid.NewGuid();
    private static readonly EventName Name = new(17, "68c67a397b3c5d1e9f8a2b41", "sso_auth", 1789375161089);

    [Fact]
    public void A_message_has_the_header_of_RFC_5424_and_is_counted_out_in_octets()
    {
        Written(new SyslogMessage(Sink, true, 16, "hub.example.com", true, 8192), Small).ShouldBe(
            $"""<131>1 2026-09-14T08:39:21.089Z hub.example.com jumpgate {Environment.ProcessId} 3002 [jumpgate@32473 sink="{Sink}" eventId="68c67a397b3c5d1e9f8a2b41" position="17"] {Small}""");
    }

    [Theory]
    [InlineData(0, 5)]
    [InlineData(1, 6)]
    [InlineData(2, 5)]
    [InlineData(3, 4)]
    [InlineData(4, 3)]
    [InlineData(5, 2)]
    [InlineData(6, 1)]
    [InlineData(99, 5)]
    public void The_severity_follows_the_one_of_OCSF(int ocsf, int syslog) =>
        Written(new SyslogMessage(Sink, true, 13, "h", true, 8192), $$"""{"class_uid":0,"severity_id":{{ocsf}}}""").ShouldStartWith($"<{(13 * 8) + syslog}>1 ");

    [Theory]
    [InlineData("""{"class_uid":1,"severity_id":1,"x":"Muller"}""", true, false)]
    [InlineData("""{"class_uid":1,"severity_id":1,"x":"Müller"}""", true, true)]
    [InlineData("""{"class_uid":1,"severity_id":1,"x":"Müller"}""", false, false)]
    public void Text_beyond_ASCII_begins_with_the_byte_order_mark(string record, bool mark, bool marked)
    {
        var message = Written(new SyslogMessage(Sink, true, 1, "h", mark, 8192), record);
        message.Contains("] \uFEFF{", StringComparison.Ordinal).ShouldBe(marked);
        message.ShouldEndWith(record);
    }

    [Fact]
    public void Ids_and_types_that_anybody_made_up_break_no_header()
    {
        var name = Name with { Id = "a\"]b\\", Type = "new type\n€ " + new string('x', 60) };
        var message = Written(new SyslogMessage(Sink, false, 1, "h", true, 8192), "[1]", name);
        message.ShouldContain($" {("newtype" + new string('x', 60))[..32]} [jumpgate@32473 sink=\"{Sink}\" eventId=\"a\\\"\\]b\\\\\" position=\"17\"] [1]");
        Written(new SyslogMessage(Sink, false, 1, "h", true, 8192), "[1]", Name with { Type = null }).ShouldContain($" {Environment.ProcessId} - [jumpgate@32473 ");
    }

    [Fact]
    public void A_message_too_large_goes_without_raw_data_and_says_so()
    {
        var record = $$"""{"time":1,"class_uid":3001,"severity_id":1,"raw_data":"{{new string('r', 2000)}}","raw_data_size":2000}""";
        Written(new SyslogMessage(Sink, true, 1, "h", true, 1024), record).ShouldEndWith("""position="17" cut="raw_data"] {"time":1,"class_uid":3001,"severity_id":1,"raw_data_size":2000}""");
        Written(new SyslogMessage(Sink, true, 1, "h", true, 4096), record).ShouldEndWith(record);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_message_that_stays_too_large_is_not_written(bool ocsf)
    {
        var record = $$"""{"class_uid":3001,"severity_id":1,"raw_data":"x","unmapped":"{{new string('u', 2000)}}"}""";
        var to = new ArrayBufferWriter<byte>();
        new SyslogMessage(Sink, ocsf, 1, "h", true, 1024).Write(to, Name, Encoding.UTF8.GetBytes(record)).ShouldBeFalse();
        to.WrittenCount.ShouldBe(0);
    }

    [Fact]
    public void An_event_as_it_came_is_never_cut()
    {
        var record = $$"""{"id":"1","raw_data":"{{new string('u', 2000)}}"}""";
        new SyslogMessage(Sink, false, 1, "h", true, 1024).Write(new ArrayBufferWriter<byte>(), Name, Encoding.UTF8.GetBytes(record)).ShouldBeFalse();
    }

    /// <summary>The message behind its count, which is checked.</summary>
    private static string Written(SyslogMessage message, string record, EventName? name = null)
    {
        var to = new ArrayBufferWriter<byte>();
        message.Write(to, name ?? Name, Encoding.UTF8.GetBytes(record)).ShouldBeTrue();
        var space = to.WrittenSpan.IndexOf((byte)' ');
        var octets = int.Parse(Encoding.ASCII.GetString(to.WrittenSpan[..space]), null);
        octets.ShouldBe(to.WrittenCount - space - 1);
        return Encoding.UTF8.GetString(to.WrittenSpan[(space + 1)..]);
    }
}
