using System.Text.Json.Nodes;
using Jumpgate.Emulator.Pusher;

namespace Jumpgate.Emulator.Tests.Pusher;

public sealed class AttributeMapTests
{
    public const string Enterprise = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

    private static readonly JsonObject Ana = (JsonObject)JsonNode.Parse("""
        {"username":"ana","email":"ana@example.com","firstname":"Ana","lastname":"Ruiz","displayname":"","employeeIdentifier":null,"jobTitle":"Engineer","department":"R&D",
         "costCenter":"","company":"Example","manager":"m1","phoneNumbers":[{"type":"mobile","number":"+1","_id":"x","id":"x"}],
         "addresses":[{"type":"work","streetAddress":"1 Road","locality":"Bristol","region":"","postalCode":"BS1","country":"GB","poBox":"","_id":"x","id":"x"}],
         "attributes":[{"name":"badge","value":"77"}]}
        """)!;

    [Fact]
    public void Empty_fields_have_no_value()
    {
        var map = new AttributeMap(new PushSettings());
        Value(map, "displayName").ShouldBeNull();
        Value(map, "externalId").ShouldBeNull();
    }

    [Fact]
    public void The_enterprise_map_adds_title_numbers_addresses_and_the_extension()
    {
        var map = new AttributeMap(new PushSettings { Enterprise = true });
        Value(map, "title").ShouldBe("\"Engineer\"");
        Value(map, "phoneNumbers").ShouldBe("""[{"value":"\u002B1","type":"mobile"}]""");
        Value(map, "addresses").ShouldBe("""[{"type":"work","streetAddress":"1 Road","locality":"Bristol","postalCode":"BS1","country":"GB"}]""");
        Value(map, $"{Enterprise}:organization").ShouldBe("\"Example\"");
        Value(map, $"{Enterprise}:costCenter").ShouldBeNull();
        Value(map, $"{Enterprise}:manager.value").ShouldBe("\"remote-m1\"");
    }

    [Fact]
    public void A_map_of_ones_own_adds_replaces_and_removes()
    {
        var map = new AttributeMap(new PushSettings { Mapping = (JsonObject)JsonNode.Parse("""{"externalId":"attributes.badge","nickName":"firstname","emails":null}""")! });
        Value(map, "externalId").ShouldBe("\"77\"");
        Value(map, "nickName").ShouldBe("\"Ana\"");
        map.Paths.ShouldNotContain("emails");
        map.Paths[^1].ShouldBe("active");
    }

    private static string? Value(AttributeMap map, string path)
        => map.Read(Ana, true, id => $"remote-{id}")[map.Paths.ToList().IndexOf(path)]?.ToJsonString();
}
