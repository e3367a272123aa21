using System.Text;
using System.Text.Json;
using Jumpgate.Emulator.Pusher;

namespace Jumpgate.Emulator.Tests.Pusher;

public sealed class StrictJsonTests
{
    [Fact]
    public void Whole_letters_are_read_as_they_are()
        => StrictJson.Parse("""{"name":["\ud83d\ude00","é"]}"""u8.ToArray())!["name"]![0]!.GetValue<string>().ShouldBe("😀");

    [Fact]
    public void Nothing_is_nothing() => StrictJson.Parse([]).ShouldBeNull();

    [Theory]
    [InlineData("""{"a":1,"a":2}""")]
    [InlineData("""{"a":{"b":1,"b":2}}""")]
    [InlineData("""["\ud83d"]""")]
    [InlineData("""{"a":[{"b":"x\ude00"}]}""")]
    [InlineData("{")]
    public void What_cannot_be_read_to_the_last_letter_is_no_JSON(string text)
        => Should.Throw<JsonException>(() => StrictJson.Parse(Encoding.UTF8.GetBytes(text)));
}
