using Jumpgate.JumpCloud;
using Jumpgate.Server.Organizations.Paste;

namespace Jumpgate.Server.Tests.Organizations.Paste;

public sealed class PasteDoctorTests
{
    [Theory]
    [InlineData("0123456789abcdef0123456789abcdef01234567", null, "api_key")]
    [InlineData("jca_1a2b3c4d5e6f7g8h9i0j", null, "api_key")]
    [InlineData("5a1234567890abcdef123456", null, "organization_id")]
    [InlineData("0f8fad5b-d9cb-469f-a165-70867728950e", null, "client_id")]
    [InlineData("q~8H.x_long-secret-value-4711", null, "client_secret")]
    [InlineData("short", null, "unknown")]
    [InlineData("https://console.jumpcloud.com/#/users", "us", "console_url")]
    [InlineData("console.eu.jumpcloud.com", "eu", "console_url")]
    [InlineData("https://console.nowhere.jumpcloud.com", null, "console_url")]
    public void S1_14_The_kind_of_thing_pasted_is_recognised(string text, string? region, string kind)
    {
        var check = PasteDoctor.Check(text, null, Regions.All);
        (check.Kind, check.Region, check.Issues.Count).ShouldBe((kind, region, 0));
    }

    [Theory]
    [InlineData(" abc", "white_space", 0, "U+0020")]
    [InlineData("abc\t", "white_space", 3, "U+0009")]
    [InlineData("ab\u00A0c", "white_space", 2, "U+00A0")]
    [InlineData("ab\r", "line_break", 2, "U+000D")]
    [InlineData("a\nb", "line_break", 1, "U+000A")]
    [InlineData("\uFEFFabc", "zero_width", 0, "U+FEFF")]
    [InlineData("ab\u200Bc", "zero_width", 2, "U+200B")]
    [InlineData("ab\u202Ec", "zero_width", 2, "U+202E")]
    [InlineData("\"abc", "quotation_mark", 0, "U+0022")]
    [InlineData("ab\u0430", "look_alike", 2, "U+0430")]
    [InlineData("ab\uFF10", "look_alike", 2, "U+FF10")]
    [InlineData("ab\U0001D7CE", "look_alike", 2, "U+1D7CE")]
    public void S0_22_Stray_characters_are_found_with_their_position(string text, string code, int position, string character)
    {
        var issue = PasteDoctor.Check(text, null, Regions.All).Issues.Single();
        (issue.Code, issue.Position, issue.Character).ShouldBe((code, position, character));
        issue.Detail.ShouldContain($"position {position + 1}");
    }

    [Fact]
    public void S0_22_What_can_be_removed_is_offered_and_a_look_alike_is_not_guessed()
    {
        const string key = "0123456789abcdef0123456789abcdef01234567";
        var stray = PasteDoctor.Check($"  {key}\r\n", "apiKey", Regions.All);
        (stray.Kind, stray.Clean).ShouldBe(("api_key", true));
        PasteIssues.Remove($"  {key}\r\n").ShouldBe(key);
        var cyrillic = PasteDoctor.Check(key.Replace('a', '\u0430'), "apiKey", Regions.All);
        cyrillic.Clean.ShouldBeFalse();
        cyrillic.Issues[0].Detail.ShouldContain("looks like Latin 'a'");
        cyrillic.Hint!.ShouldContain("create the value again");
    }

    [Fact]
    public void T9_A_value_in_the_wrong_field_is_told()
    {
        var check = PasteDoctor.Check("5a1234567890abcdef123456", "apiKey", Regions.All);
        check.Hint!.ShouldBe("This looks like an Organization ID, but an API key belongs here.");
        PasteDoctor.Check("0123456789abcdef0123456789abcdef01234567", "apiKey", Regions.All).Hint.ShouldBeNull();
    }

    [Theory]
    [InlineData("my very secret value 12345")]
    [InlineData("\u200Bq~8H.x_long-secret-value-4711")]
    public void The_text_itself_is_never_echoed(string text)
    {
        var check = PasteDoctor.Check(text, "clientSecret", Regions.All);
        System.Text.Json.JsonSerializer.Serialize(check).ShouldNotContain(text.Trim('\u200B'));
        System.Text.Json.JsonSerializer.Serialize(check).ShouldNotContain("secret value");
    }

    [Fact]
    public void A_huge_text_is_not_looked_through() =>
        PasteDoctor.Check(new string(' ', 5000), null, Regions.All).Kind.ShouldBe("unknown");
}
