using System.Text;
using System.Text.Json;
using Jumpgate.Server.EventLog;

namespace Jumpgate.Server.Tests.EventLog;

/// <summary>Which words an event is found by.</summary>
public sealed class EventWordsTests
{
    private const string Event =
        """
        {"id":"68d00e08e047cc858bf5685b","service":"sso","event_type":"sso_auth","client_ip":"198.51.100.4","error_message":"Not authorized (policy: Block)",
         "initiated_by":{"type":"user","id":"665f0c1e8a1b2c0001d3e4f5","username":"Ana.Ruiz","email":"Ana.Ruiz+x@Example.com"},"application":{"id":"app1","name":"Big Sales Force"},
         "useragent":{"name":"Chrome"},"geoip":{"region_name":"Paris"}}
        """;

    [Theory]
    [InlineData("sso_auth")]
    [InlineData("sso")]
    [InlineData("198.51.100.4")]
    [InlineData("665F0C1E8A1B2C0001D3E4F5")]
    [InlineData("ANA.RUIZ")]
    [InlineData("ruiz")]
    [InlineData("ana.ruiz+x@example.com")]
    [InlineData("sales")]
    [InlineData("policy")]
    [InlineData("authorized")]
    public void It_is_found_by_whole_names_and_their_parts_without_regard_to_case(string sought) => Has(sought).ShouldBeTrue();

    [Theory]
    [InlineData("Chrome")]
    [InlineData("paris")]
    [InlineData("68d00e08e047cc858bf5685b")]
    [InlineData("user")]
    [InlineData("rui")]
    public void It_is_not_found_by_whence_it_came_its_own_id_or_pieces_of_words(string sought) => Has(sought).ShouldBeFalse();

    [Fact]
    public void The_outcome_is_no_word_that_a_text_could_hold()
    {
        var words = Of("""{"event_type":"failure","id":"1","timestamp":"2026-01-01T00:00:00Z"}""");
        words.ShouldContain(EventWords.Hash("failure"));
        words.ShouldNotContain(EventWords.Outcome("failure"));
        words.ShouldContain(EventWords.Outcome("unknown"));
    }

    [Theory]
    [InlineData("null")]
    [InlineData("[1,2]")]
    [InlineData("\"text\"")]
    [InlineData("""{"event_type":7,"initiated_by":"x","resource":[[[{"name":"\ud800"}]]],"name":"a b c"}""")]
    public void What_is_no_proper_event_has_words_too(string json) => Of(json).ShouldNotBeEmpty();

    [Fact]
    public void An_event_has_forty_words_at_most_and_its_type_and_doer_are_always_among_them()
    {
        var many = string.Join(' ', Enumerable.Range(0, 500).Select(i => $"word{i}"));
        var words = Of($$"""{"error_message":"{{many}}","initiated_by":{"id":"doer"},"event_type":"ldap_bind"}""");
        words.Count.ShouldBeLessThanOrEqualTo(40);
        words.ShouldContain(EventWords.Hash("ldap_bind"));
        words.ShouldContain(EventWords.Hash("doer"));
    }

    private static bool Has(string sought) => EventWords.Sought(sought).Select(EventWords.Hash).All(Of(Event).Contains);

    private static IReadOnlyCollection<long> Of(string json)
    {
        using var document = JsonDocument.Parse(Encoding.UTF8.GetBytes(json));
        return EventWords.Of(document.RootElement, EventOutcomes.Unknown);
    }
}
