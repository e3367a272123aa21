using System.Text;
using Jumpgate.Server.Data;
using Jumpgate.Server.EventLog;

namespace Jumpgate.Server.Tests.EventLog;

public sealed class IncomingEventTests
{
    private const long Now = 1_800_000_000_000;

    [Fact]
    public void An_event_is_known_by_its_id_and_ordered_by_its_time()
    {
        var read = Of("""{"id":"5f1","service":"sso","event_type":"sso_auth","timestamp":"2026-03-15T14:48:36.5Z"}""");
        (read.Id, read.Service, read.Type, read.At).ShouldBe(("5f1", "sso", "sso_auth", 1773586116500));
    }

    [Theory]
    [InlineData("42")]
    [InlineData("null")]
    [InlineData("""["id"]""")]
    [InlineData("{}")]
    [InlineData("""{"id":"","event_type":null}""")]
    [InlineData("""{"id":7,"event_type":8,"timestamp":9}""")]
    [InlineData("""{"id":"a\u0000b","event_type":"a\u0000b"}""")]
    [InlineData("""{"id":"\ud800","event_type":"\udc00","timestamp":"\ud800"}""")]
    public void An_event_without_an_id_that_a_key_can_hold_is_known_by_its_bytes(string raw)
    {
        var read = Of(raw);
        (read.Id, read.Type, read.At).ShouldBe((Hash128.ToText(Hash128.Of(Encoding.UTF8.GetBytes(raw))), null, Now));
    }

    [Fact]
    public void Texts_of_any_length_fit_the_keys_of_the_store()
    {
        var read = Of($$"""{"id":"{{new string('i', 5000)}}","event_type":"{{new string('t', 199)}}😀"}""");
        read.Id.Length.ShouldBeLessThan(60);
        read.Type.ShouldBe(new string('t', 199), "no half of a pair at its end");
    }

    private static IncomingEvent Of(string raw) => IncomingEvent.Of(Encoding.UTF8.GetBytes(raw), Now);
}
