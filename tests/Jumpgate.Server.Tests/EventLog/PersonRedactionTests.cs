using System.Text;
using System.Text.Json.Nodes;
using Jumpgate.Server.EventLog;

namespace Jumpgate.Server.Tests.EventLog;

public sealed class PersonRedactionTests
{
    private static readonly PersonTraces Ada = new("5f0a", ["ada.lovelace", "ada@example.com", "Ada Lovelace", "Zoë Quakk"]);

    [Fact]
    public void An_event_of_a_person_keeps_ids_kinds_and_times_and_loses_the_rest()
    {
        var found = Of(
            """
            {"id":"e1","event_type":"user_update","service":"directory","timestamp":"2026-11-22T10:00:00Z",
             "initiated_by":{"id":"boss","type":"admin","email":"boss@example.com"},
             "resource":{"id":"5f0a","type":"user","username":"al","email":"other@example.com","nested":{"firstname":"Ada"}},
             "changes":[{"field":"firstname","from":"Ada","to":"Adele"}],"client_ip":"10.1.1.1","version":"2"}
            """)!;

        found["id"]!.GetValue<string>().ShouldBe("e1");
        found["initiated_by"]!["email"]!.GetValue<string>().ShouldBe("boss@example.com");
        found["resource"]!.ToJsonString().ShouldBe("""{"id":"5f0a","type":"user","username":"erased","email":"erased","nested":{"firstname":"erased"}}""");
        found["changes"]!.ToJsonString().ShouldBe("""[{"field":"firstname","from":"erased","to":"erased"}]""");
        found["client_ip"]!.GetValue<string>().ShouldBe("10.1.1.1");
    }

    [Fact]
    public void Whence_a_person_acted_goes_and_what_they_acted_on_stays()
    {
        var found = Of(
            """
            {"id":"e2","initiated_by":{"id":"5f0a","type":"user","username":"al"},"client_ip":"10.1.1.1","geoip":{"country_code":"NL"},"useragent":{"os":"Plan 9"},
             "resource":{"id":"g1","type":"user_group","name":"Staff"}}
            """)!;

        found.ToJsonString().ShouldBe(
            """{"id":"e2","initiated_by":{"id":"5f0a","type":"user","username":"erased"},"client_ip":null,"geoip":null,"useragent":null,"resource":{"id":"g1","type":"user_group","name":"Staff"}}""");
    }

    [Theory]
    [InlineData("""{"id":"e","username":"ADA.lovelace"}""", """{"id":"e","username":"erased"}""")]
    [InlineData("""{"id":"e","message":"Login of Ada Lovelace <ada@example.com> failed"}""", """{"id":"e","message":"Login of erased <erased> failed"}""")]
    [InlineData("""{"id":"e","message":"Zo\u00eb Quakk"}""", """{"id":"e","message":"erased"}""")]
    [InlineData("""{"id":"e","association":{"connection":{"to":{"object_id":"5f0a","name":"A. L.","type":"user"}}}}""", """{"id":"e","association":{"connection":{"to":{"object_id":"5f0a","name":"erased","type":"user"}}}}""")]
    public void A_person_is_found_by_name_and_by_id(string raw, string without) => Of(raw)!.ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }).ShouldBe(without);

    [Theory]
    [InlineData("""{"id":"e","username":"canada.lovelacex","resource":{"id":"5f0b","name":"Somebody"}}""")]
    [InlineData("""{"id":"e","big":12345678901234567890.5,"list":[1,null,true]}""")]
    public void An_event_of_somebody_else_stays_as_it_is(string raw) => PersonRedaction.OfEvent(Encoding.UTF8.GetBytes(raw), Ada).ShouldBeNull();

    [Fact]
    public void A_text_no_string_can_hold_does_not_stop_it()
    {
        var without = Encoding.UTF8.GetString(PersonRedaction.OfEvent("""{"id":"e","odd":"\ud800","by":"ada.lovelace"}"""u8.ToArray(), Ada)!);

        without.ShouldBe("""{"id":"e","odd":"\ud800","by":"erased"}""");
    }

    private static JsonNode? Of(string raw) => PersonRedaction.OfEvent(Encoding.UTF8.GetBytes(raw), Ada) is { } without ? JsonNode.Parse(without) : null;
}
