using System.Text;

namespace Jumpgate.JumpCloud.Tests.Http;

public sealed class RedactionTests
{
    private readonly Redaction _redaction = new(["known-secret-value"]);

    [Theory]
    [InlineData("""{"password":"hunter2"}""", "hunter2")]
    [InlineData("""{"client_secret" : "hunter2"}""", "hunter2")]
    [InlineData("""{"clientSecret":"hun\"ter2"}""", "ter2")]
    [InlineData("""{"access_token":"hunter2","x":1}""", "hunter2")]
    [InlineData("""{"idpPrivateKey":"hunter2"}""", "hunter2")]
    [InlineData("""{"apiKey":"hunter2""", "hunter2")]
    [InlineData("-----BEGIN RSA PRIVATE KEY-----\nhunter2\n-----END RSA PRIVATE KEY-----", "hunter2")]
    [InlineData("-----BEGIN PRIVATE KEY-----\nhunter2", "hunter2")]
    [InlineData("words and known-secret-value", "known-secret-value")]
    public void Secret_values_are_masked(string text, string secret)
    {
        _redaction.Clean(text).ShouldNotContain(secret);
        _redaction.Clean(text).ShouldContain("•••");
    }

    [Fact]
    public void Ordinary_words_stay() =>
        _redaction.Clean("""{"message":"username is required","field":"name"}""").ShouldBe("""{"message":"username is required","field":"name"}""");

    [Fact]
    public void An_excerpt_is_at_most_2_kilobytes_whatever_it_is_made_of()
    {
        foreach (var character in new[] { "x", "é", "漢", "😀" })
        {
            var excerpt = _redaction.Excerpt(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(character, 5000)))).ShouldNotBeNull();
            Encoding.UTF8.GetByteCount(excerpt).ShouldBeLessThanOrEqualTo(2048);
        }
    }

    [Fact]
    public void A_secret_across_the_cut_is_masked() =>
        _redaction.Excerpt(Encoding.UTF8.GetBytes(new string('x', 2040) + "known-secret-value")).ShouldNotBeNull().ShouldNotContain("known");

    [Fact]
    public void Control_characters_do_not_reach_a_terminal() => _redaction.Clean("a\u001b[31mb\0c").ShouldBe("a [31mb c");
}
