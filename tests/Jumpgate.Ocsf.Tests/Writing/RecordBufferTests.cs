using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Jumpgate.Ocsf.Writing;

namespace Jumpgate.Ocsf.Tests.Writing;

public sealed class RecordBufferTests
{
    [Fact]
    public void Any_text_is_read_back_as_it_was()
    {
        var text = Gen.Elements("a", "bcdefghijklmnop", "\"", "\\", "\n", "\u0000", "\u001f", "\u007f", "é", "Â", "\u0085", "\u2028", "\u2029", "‰", "€", "😀", "\":\"").ArrayOf().Select(string.Concat);
        Prop.ForAll(text.ToArbitrary(), value =>
        {
            foreach (var whole in (string[])[value, value + value + value, value + new string('x', 40) + value])
            {
                var buffer = new RecordBuffer();
                buffer.Add((byte)'"');
                buffer.Escaped(Encoding.UTF8.GetBytes(whole));
                buffer.Add((byte)'"');
                JsonSerializer.Deserialize<string>(buffer.Written).ShouldBe(whole);
                buffer.Written.IndexOfAnyInRange((byte)0, (byte)31).ShouldBe(-1);
                buffer.Clear();
                buffer.Text(whole);
                JsonSerializer.Deserialize<string>(buffer.Written).ShouldBe(whole);
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(3000));
    }

    [Theory]
    [InlineData(4095, "\u2028")]
    [InlineData(4094, "\u2028")]
    [InlineData(4095, "\u0085")]
    [InlineData(4095, "😀")]
    [InlineData(4096, "\"")]
    [InlineData(8190, "\u2029")]
    public void Characters_that_lie_across_the_pieces_of_a_long_text_stay_whole(int at, string character)
    {
        var text = new string('x', at) + character + new string('y', 5000) + "\"\\";
        var buffer = new RecordBuffer();
        buffer.Add((byte)'"');
        buffer.Escaped(Encoding.UTF8.GetBytes(text));
        buffer.Add((byte)'"');

        JsonSerializer.Deserialize<string>(buffer.Written).ShouldBe(text);
        buffer.Clear();
        buffer.Text(text);
        JsonSerializer.Deserialize<string>(buffer.Written).ShouldBe(text);
    }

    [Fact]
    public void Half_a_character_of_our_own_texts_becomes_the_replacement_character()
    {
        var buffer = new RecordBuffer();

        buffer.Text("a\ud83d");

        JsonSerializer.Deserialize<string>(buffer.Written).ShouldBe("a\ufffd");
    }
}
