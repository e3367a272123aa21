using System.Text.Json.Nodes;

namespace Jumpgate.Emulator.Tests.Insights;

public sealed class SearchTermTests : IAsyncLifetime
{
    private InsightsHost _host = null!;

    public async Task InitializeAsync()
    {
        _host = await InsightsHost.StartAsync();
        Add("radius", "Root", success: false, "PEAP");
        Add("radius", "ana", success: true, "TTLS");
        Add("ldap", "ana", success: false, null);
    }

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Theory]
    [InlineData("""{"and":[{"username":"root"}]}""", 1)]
    [InlineData("""{"and":[{"username":"Root"}]}""", 0)]
    [InlineData("""{"and":[{"username":"ana"},{"success":"false"}]}""", 1)]
    [InlineData("""{"and":[{"username":"ana"},{"success":false}]}""", 1)]
    [InlineData("""{"or":[{"username":"root"},{"success":"true"}]}""", 2)]
    [InlineData("""{"and":[{"username":["root","ana"]}]}""", 3)]
    [InlineData("""{"not":[{"username":"root"}]}""", 2)]
    [InlineData("""{"not":[{"username":"root"},{"success":"true"}]}""", 1)]
    [InlineData("""{"and":[{"outer.eap_type":"peap"}]}""", 1)]
    [InlineData("""{"and":[{"auth_methods.list.name":"b"}]}""", 3)]
    [InlineData("""{"and":[{"success":"false"},{"or":[{"initiated_by.username":"root"},{"username":"root"}]}]}""", 1)]
    [InlineData("""{"and":[{"service":"ldap"}]}""", 1)]
    [InlineData("""{"and":[{"event_type":"radius_auth_attempt"},{"not":[{"username":"ana"}]}]}""", 1)]
    [InlineData("""{"or":[{"service":"ldap"},{"username":"root"}]}""", 2)]
    [InlineData("""{"and":[{"error_code":49}]}""", 3)]
    [InlineData("""{"and":[{"changes.field":"state"}]}""", 0)]
    [InlineData("""{"and":[{"useragent.name":"curl"}]}""", 0)]
    [InlineData("""{"and":{"username":"ana","service":"ldap"}}""", 1)]
    [InlineData("""{"and":[{"field":"username","operator":"eq","value":"ana"}]}""", 2)]
    [InlineData("""{"and":[{"field":"username","operator":"in","value":["root","ana"]}]}""", 3)]
    [InlineData("{}", 3)]
    [InlineData("null", 3)]
    public async Task Terms_find_what_they_say(string term, int found) =>
        (await _host.EventsAsync(new() { ["search_term"] = JsonNode.Parse(term) })).Count.ShouldBe(found);

    [Theory]
    [InlineData("""{"or":[{"username":"root"},{"username":"ana"}]}""", "username")]
    [InlineData("""{"and":[],"or":[]}""", "only one")]
    [InlineData("""{"xor":[{"username":"root"}]}""", "xor")]
    [InlineData("""{"and":[]}""", "at least one")]
    [InlineData("""{"and":["username"]}""", "term")]
    [InlineData("""{"and":[{"username":[]}]}""", "username")]
    [InlineData("""{"and":[{"username":{"eq":"x"}}]}""", "username")]
    [InlineData("""{"and":"x"}""", "and")]
    [InlineData("\"root\"", "search_term")]
    public async Task Terms_that_break_the_grammar_are_refused(string term, string named) =>
        (await _host.RefusalAsync("/events", InsightsHost.Query(new() { ["search_term"] = JsonNode.Parse(term) }))).ShouldContain(named);

    [Fact]
    public async Task The_knob_lowers_what_was_sent()
    {
        _host.Options.LowerSearchValues = true;
        (await _host.EventsAsync(new() { ["search_term"] = JsonNode.Parse("""{"and":[{"outer.eap_type":"PEAP"}]}""") })).Count.ShouldBe(1);
    }

    private void Add(string service, string username, bool success, string? outer)
    {
        var @event = InsightsHost.Event(service == "ldap" ? "ldap_bind" : "radius_auth_attempt", service);
        @event["username"] = username;
        @event["success"] = success;
        @event["error_code"] = 49;
        @event["auth_methods"] = new JsonObject { ["list"] = new JsonArray(new JsonObject { ["name"] = "a" }, new JsonObject { ["name"] = "b" }) };
        @event["changes"] = new JsonArray(new JsonObject { ["field"] = "state" });
        @event["useragent"] = new JsonObject { ["name"] = "curl" };
        if (outer is not null)
            @event["outer"] = new JsonObject { ["eap_type"] = outer };
        _host.Log.Append(@event);
    }
}
