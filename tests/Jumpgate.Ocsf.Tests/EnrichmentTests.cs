using System.Text;
using System.Text.Json.Nodes;

namespace Jumpgate.Ocsf.Tests;

public sealed class EnrichmentTests
{
    [Fact]
    public void What_was_looked_up_stands_apart_from_what_the_event_tells()
    {
        var found = new Enrichment("user.uid", "6512a1b2c3d4e5f60718293a", """ { "department" : "Ops\n", "groups":[ "A" ] } """u8.ToArray(), "directory", "mirror \"eu\"");

        foreach (var version in OcsfVersions.All)
        {
            var record = Mapping.Record(Events.Sample("user_login_attempt"), version, new EventContext(0, [found, found with { Type = null, Provider = null, Data = "7"u8.ToArray() }]));
            JsonNode.DeepEquals(record["enrichments"], JsonNode.Parse("""
                [{"name":"user.uid","value":"6512a1b2c3d4e5f60718293a","type":"directory","provider":"mirror \"eu\"","data":{"department":"Ops\n","groups":["A"]}},
                 {"name":"user.uid","value":"6512a1b2c3d4e5f60718293a","data":7}]
                """)).ShouldBeTrue(record["enrichments"]!.ToJsonString());
            record.Remove("enrichments");
            JsonNode.DeepEquals(record, Mapping.Record(Events.Sample("user_login_attempt"), version)).ShouldBeTrue();
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("not json")]
    [InlineData("{\"a\":")]
    [InlineData("{\"a\":\"\\ud800\"}")]
    [InlineData("1 2")]
    public void Data_that_is_no_JSON_is_left_out(string data)
    {
        var record = Mapping.Record(Events.Sample("user_lockout"), context: new EventContext(0, [new Enrichment("user.uid", "x", Encoding.UTF8.GetBytes(data))]));

        record["enrichments"].ShouldBeNull();
    }
}
