using System.Buffers;
using System.Text;
using System.Text.Json.Nodes;
using Jumpgate.Server.Events.Sending;

namespace Jumpgate.Server.Tests.Events.Sending;

public sealed class RawLineTests
{
    [Theory]
    [InlineData("""{"a":1}""")]
    [InlineData("42")]
    [InlineData("{\n\"a\":\r\n[1,\n2]}")]
    [InlineData("{\"a\":\"x\u2028y\u2029z\u0085\"}")]
    [InlineData("{\"a\":\"é€😀\u00A0\u200B\u2027\u202A\"}")]
    [InlineData("{\"a\":\"\\n\\u2028\"}")]
    public void A_raw_event_is_one_line_and_says_the_same(string json)
    {
        var buffer = new ArrayBufferWriter<byte>();
        RawLine.Write(Encoding.UTF8.GetBytes(json), buffer);
        var line = Encoding.UTF8.GetString(buffer.WrittenSpan);
        line.IndexOfAny(['\n', '\r', '\u0085', '\u2028', '\u2029']).ShouldBe(-1, line);
        JsonNode.DeepEquals(JsonNode.Parse(line), JsonNode.Parse(json)).ShouldBeTrue(line);
    }
}
