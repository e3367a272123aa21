using System.Text;
using System.Text.Json.Nodes;
using Jumpgate.Emulator.Pusher;

namespace Jumpgate.Emulator.Tests.Pusher;

public sealed class DialectTests
{
    private const string Department = $"{AttributeMapTests.Enterprise}:department";

    private static readonly JsonObject Mapping = new() { [Department] = "department" };

    [Fact]
    public void Extension_attributes_stand_in_an_object_of_their_own_whose_schema_is_listed()
    {
        var user = User(old: false);
        user["schemas"]!.ToJsonString().ShouldBe($"""["urn:ietf:params:scim:schemas:core:2.0:User","{AttributeMapTests.Enterprise}"]""");
        ((string?)user[AttributeMapTests.Enterprise]!["department"]).ShouldBe("R&D");
    }

    [Fact]
    public void Extension_attributes_are_patched_by_their_full_path()
    {
        var (dialect, map, values) = Prepare(old: false);
        var at = map.Paths.ToList().IndexOf(Department);
        Text(dialect.UserPatch(values, [at])).ShouldContain($$"""{"op":"replace","path":"{{Department}}","value":"R&D"}""");
    }

    [Fact]
    public void Version_one_names_its_own_schemas()
    {
        var user = User(old: true);
        user["schemas"]!.ToJsonString().ShouldBe("""["urn:scim:schemas:core:1.0","urn:scim:schemas:extension:enterprise:1.0"]""");
        ((string?)user["urn:scim:schemas:extension:enterprise:1.0"]!["department"]).ShouldBe("R&D");
    }

    [Fact]
    public void Version_one_patches_with_a_part_of_the_resource_and_names_what_is_removed()
    {
        var (dialect, map, values) = Prepare(old: true);
        var (name, family) = (map.Paths.ToList().IndexOf("displayName"), map.Paths.ToList().IndexOf("name.familyName"));
        values[name] = null;
        Text(dialect.UserPatch(values, [name, family])).ShouldBe("""{"schemas":["urn:scim:schemas:core:1.0"],"name":{"familyName":"Ruiz"},"meta":{"attributes":["displayName"]}}""");
        Text(dialect.Deactivation()).ShouldBe("""{"schemas":["urn:scim:schemas:core:1.0"],"active":false}""");
    }

    [Fact]
    public void Version_one_adds_and_deletes_members_by_a_part_of_the_group()
    {
        var (dialect, _, _) = Prepare(old: true);
        Text(dialect.Add(["7"])).ShouldBe("""{"schemas":["urn:scim:schemas:core:1.0"],"members":[{"value":"7"}]}""");
        Text(dialect.Remove(["7"])).ShouldBe("""{"schemas":["urn:scim:schemas:core:1.0"],"members":[{"value":"7","operation":"delete"}]}""");
        Text(dialect.Rename("Builders")).ShouldBe("""{"schemas":["urn:scim:schemas:core:1.0"],"displayName":"Builders"}""");
    }

    [Fact]
    public void Values_in_filters_are_JSON_strings() => Dialect.Quoted("a\"b\\c").ShouldBe("""
        "a\"b\\c"
        """.Trim());

    [Fact]
    public async Task A_whole_life_in_version_one_ends_as_in_version_two()
    {
        await using var organization = await PushedOrganization.StartAsync();
        var ana = await organization.HireAsync("ana");
        var group = await organization.GroupAsync("Engineering", ana);
        var settings = new { version = "1.1", update = "patch", contentType = "application/json" };
        ((bool)(await organization.DoAsync("activate", settings))["success"]!).ShouldBeTrue();
        await organization.DoAsync("bind-group");
        organization.Target.Requests.Where(r => r.Body is not null).ShouldAllBe(r => r.Body!["schemas"]!.ToJsonString() == """["urn:scim:schemas:core:1.0"]""" && r.ContentType == "application/json");
        await organization.JoinAsync(group, await organization.HireAsync("bo"));
        await organization.LeaveAsync(group, ana);
        await organization.DoAsync("push");
        organization.Target.NamesIn("Engineering").ShouldBe(["bo"]);
        ((bool)organization.Target.User("ana")["active"]!).ShouldBeFalse();
    }

    private static JsonObject User(bool old)
    {
        var (dialect, _, values) = Prepare(old);
        return (JsonObject)JsonNode.Parse(dialect.User(values))!;
    }

    private static (Dialect Dialect, AttributeMap Map, JsonNode?[] Values) Prepare(bool old)
    {
        var settings = new PushSettings { Old = old, Mapping = Mapping };
        var map = new AttributeMap(settings);
        var person = new JsonObject { ["username"] = "ana", ["lastname"] = "Ruiz", ["displayname"] = "Ana", ["department"] = "R&D" };
        return (new Dialect(settings, map), map, map.Read(person, true, _ => null));
    }

    private static string Text(byte[] bytes) => Encoding.UTF8.GetString(bytes);
}
