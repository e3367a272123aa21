using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Jumpgate.Emulator.Worlds;

namespace Jumpgate.Emulator.Tests.Worlds;

/// <summary>The quick writer writes what the ordinary one writes.</summary>
public sealed class JsonTextTests
{
    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [Theory]
    [InlineData("")]
    [InlineData("Ana Ruiz")]
    [InlineData("Łukasz Ольга 美咲 São")]
    [InlineData("quote \" back\\slash")]
    [InlineData("tab\tline\n\u0001\u007f")]
    [InlineData("line\u2028paragraph\u2029")]
    [InlineData("smile 😀 private \ue000")]
    public void A_text_is_escaped_as_the_ordinary_writer_escapes_it(string value)
    {
        var quick = new JsonText();
        quick.Text(value);
        Encoding.UTF8.GetString(quick.Written).ShouldBe(JsonSerializer.Serialize(value, Relaxed));
    }

    [Fact]
    public void A_long_object_outgrows_its_first_buffer()
    {
        var quick = new JsonText();
        quick.Raw("["u8);
        for (var i = 0; i < 3000; i++)
        {
            quick.Text("é" + i);
            quick.Raw(","u8);
        }

        quick.Number(7, "D3");
        Encoding.UTF8.GetString(quick.Written).ShouldEndWith("\"é2999\",007");
    }

    [Theory]
    [InlineData(0, "1970-01-01T00:00:00.000Z")]
    [InlineData(1_613_151_942_369, "2021-02-12T17:45:42.369Z")]
    [InlineData(1_767_600_000_007, "2026-01-05T08:00:00.007Z")]
    public void A_time_has_milliseconds(long ms, string text)
    {
        var quick = new JsonText();
        quick.Time(ms);
        Encoding.UTF8.GetString(quick.Written).ShouldBe($"\"{text}\"");
    }
}
