using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using Jumpgate.Ocsf.Reading;

namespace Jumpgate.Ocsf.Tests.Reading;

public sealed class TidyJsonTests
{
    [Theory]
    [InlineData("""{"a":"b\\c\"d\n"}""", """{"a":"b\\c\"d\n"}""")]
    [InlineData("{ \"a\" :\r\n\t[ 1 , 2 ] }", """{ "a" :[1,2]}""")]
    [InlineData("""{"a\u0062":"\u0041\/\u002b"}""", """{"ab":"A/+"}""")]
    [InlineData("""{"a":"\u0022\u005c\u0000\u007f\u00e9"}""", """{"a":"\u0022\u005c\u0000\u007f\u00e9"}""")]
    [InlineData("""{"a":"\ud83d\ude00 \ud83d \ude00 \ud83d\u0041"}""", """{"a":"\ud83d\ude00 \ufffd \ufffd \ufffdA"}""")]
    [InlineData("{\"a\":\"x\u2028y\u2029z\u0085\"}", """{"a":"x\u2028y\u2029z\u0085"}""")]
    [InlineData("{\"a\":\"€ é 😀\"}", "{\"a\":\"€ é 😀\"}")]
    [InlineData("\ufeff{}", "{}")]
    [InlineData("""{"a":"\u12""", """{"a":"\u12""")]
    [InlineData("""{"a":"\""", """{"a":"\""")]
    public void Text_comes_in_one_form(string text, string expected)
    {
        // Blanks within one line may stand: nothing is copied for them.
        Tidy(text).Replace(" ", "", StringComparison.Ordinal).ShouldBe(expected.Replace(" ", "", StringComparison.Ordinal));
    }

    [Fact]
    public void Any_JSON_means_the_same_afterwards()
    {
        var text = Gen.Elements("a", "é", "€", "😀", "\u2028", "\u0085", "\"", "\\", "/", "\n", "\u0001", " ", "<", "\\u0041", "\uffff").ArrayOf().Select(string.Concat);
        Prop.ForAll(text.ToArbitrary(), Gen.Choose(0, 2).ToArbitrary(), (value, way) =>
        {
            var options = new JsonSerializerOptions { WriteIndented = way == 1, Encoder = way == 2 ? System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping : null };
            var json = new JsonObject { [value + "x"] = new JsonArray(value, new JsonObject { ["y"] = value }) }.ToJsonString(options);
            var tidy = Tidy(json);
            tidy.IndexOfAny(['\n', '\r', '\u2028', '\u2029', '\u0085']).ShouldBe(-1);
            JsonNode.DeepEquals(JsonNode.Parse(tidy), JsonNode.Parse(json)).ShouldBeTrue();
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2000));
    }

    private static string Tidy(string text)
    {
        var buffer = Array.Empty<byte>();
        var length = TidyJson.Write(Encoding.UTF8.GetBytes(text), ref buffer);
        return Encoding.UTF8.GetString(buffer, 0, length);
    }
}
