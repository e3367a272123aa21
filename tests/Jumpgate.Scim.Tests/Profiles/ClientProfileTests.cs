using System.Text.Json.Nodes;
using Jumpgate.Scim.Messages;
using Jumpgate.Scim.Patch;
using Jumpgate.Scim.Profiles;
using Jumpgate.Scim.Resources;
using Jumpgate.Scim.Schemas;
using Jumpgate.Scim.Tests.Patch;

namespace Jumpgate.Scim.Tests.Profiles;

/// <summary>Habits of known clients, one by one; where each is known from stands at its <see cref="Leniency"/>.</summary>
public class ClientProfileTests
{
    private const string Ana = """{"userName":"ana","active":true,"emails":[{"value":"w","type":"work"}]}""";

    [Fact]
    public void JumpCloud_removes_members_by_a_list_of_values()
    {
        const string Operation = """{"op":"remove","path":"members","value":[{"value":"1"},{"value":"2"}]}""";

        Patching.Members(Operation, ClientProfile.JumpCloud).ShouldBe(["members: +[] -[1,2]"]);
        Input.Refusal(() => Patching.Members(Operation, ClientProfile.Strict)).ScimType.ShouldBe("invalidValue");
    }

    [Fact]
    public void JumpCloud_adds_members_that_hold_a_value_and_nothing_else_and_does_so_again()
    {
        const string Operation = """{"op":"add","path":"members","value":[{"value":"1"}]}""";

        Patching.Members($"{Operation},{Operation}", ClientProfile.JumpCloud).ShouldBe(["members: +[1] -[]"]);
    }

    [Fact]
    public void JumpCloud_patches_without_schemas()
    {
        var message = Input.Bytes("""{"Operations":[{"op":"replace","path":"name.givenName","value":"Ana"},{"op":"replace","path":"active","value":false}]}""");

        PatchRequest.Read(message, SchemaSet.Core.Users, ClientProfile.JumpCloud).Apply(Input.Object(Ana)).Document["active"].ShouldBeJson("false");
        Input.Refusal(() => PatchRequest.Read(message, SchemaSet.Core.Users, ClientProfile.Strict)).ScimType.ShouldBe("invalidValue");
    }

    [Fact]
    public void JumpCloud_looks_users_up_without_quotes()
    {
        var request = ListRequest.OfQuery(name => name == "filter" ? "userName eq ana@example.com" : null);

        request.For(SchemaSet.Core.Users, ClientProfile.JumpCloud).Filter!.ToString().ShouldBe("userName eq \"ana@example.com\"");
        Input.Refusal(() => request.For(SchemaSet.Core.Users, ClientProfile.Strict)).ScimType.ShouldBe("invalidFilter");
    }

    [Fact]
    public void JumpCloud_sends_attributes_an_administrator_mapped_and_uses_extensions_it_does_not_list()
    {
        var message = Input.User("\"badgeColour\":\"red\",\"" + Input.Enterprise + "\":{\"department\":\"D\",\"floor\":3}");

        var body = ResourceBody.Read(message, SchemaSet.Core.Users, ClientProfile.JumpCloud);

        body.Document[Input.Enterprise].ShouldBeJson("""{"department":"D"}""");
        body.Ignored.ShouldBe([new("'badgeColour'", IgnoredReason.Unknown), new($"{Input.Enterprise}:'floor'", IgnoredReason.Unknown)]);
        Input.Refusal(() => ResourceBody.Read(message, SchemaSet.Core.Users, ClientProfile.Strict)).ScimType.ShouldBe("invalidSyntax");
    }

    [Fact]
    public void Entra_disables_users_by_the_text_False()
    {
        const string Operation = """{"op":"Replace","path":"active","value":"False"}""";

        Patching.Apply(Operation, Ana, ClientProfile.Entra)["active"].ShouldBeJson("false");
        Input.Refusal(() => Patching.Apply(Operation, Ana, ClientProfile.Strict)).ScimType.ShouldBe("invalidValue");
        Input.Refusal(() => Patching.Apply("""{"op":"Replace","path":"active","value":"no"}""", Ana, ClientProfile.Entra)).ScimType.ShouldBe("invalidValue");
        Input.Refusal(() => Patching.Apply("""{"op":"Replace","path":"active","value":1}""", Ana, ClientProfile.Entra)).ScimType.ShouldBe("invalidValue");
    }

    [Fact]
    public void Entra_removes_members_by_a_list_of_values_whose_ref_is_null() =>
        Patching.Members("""{"op":"Remove","path":"members","value":[{"$ref":null,"value":"u1091"}]}""", ClientProfile.Entra).ShouldBe(["members: +[] -[u1091]"]);

    [Fact]
    public void Entra_replaces_many_attributes_by_dotted_and_qualified_keys()
    {
        const string Operation = """
            {"op":"replace","value":{"displayName":"Bjfe","name.givenName":"Kkom","name.familyName":"Unua","emails[type eq \"work\"].value":"n",
             "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:employeeNumber":"7"}}
            """;

        Patching.Apply(Operation, Ana, ClientProfile.Entra).ShouldBeJson("""
            {"userName":"ana","active":true,"displayName":"Bjfe","name":{"givenName":"Kkom","familyName":"Unua"},"emails":[{"value":"n","type":"work"}],
             "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":{"employeeNumber":"7"}}
            """);
        Input.Refusal(() => Patching.Apply(Operation, Ana, ClientProfile.Strict)).ScimType.ShouldBe("invalidSyntax");
    }

    [Fact]
    public void Entra_replaces_a_value_of_a_type_that_is_not_there_yet()
    {
        const string Operation = """{"op":"Replace","path":"phoneNumbers[type eq \"mobile\"].value","value":"1"}""";

        Patching.Apply(Operation, Ana, ClientProfile.Entra)["phoneNumbers"].ShouldBeJson("""[{"type":"mobile","value":"1"}]""");
        Input.Refusal(() => Patching.Apply(Operation, Ana, ClientProfile.Strict)).ScimType.ShouldBe("noTarget");
    }

    [Theory]
    [InlineData("""{"op":"Add","path":"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager","value":"271"}""")]
    [InlineData("""{"op":"Add","value":{"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":{"manager":"271"}}}""")]
    public void Entra_sends_a_manager_as_text(string operation)
    {
        Patching.Apply(operation, Ana, ClientProfile.Entra)[Input.Enterprise].ShouldBeJson("""{"manager":{"value":"271"}}""");
        Input.Refusal(() => Patching.Apply(operation, Ana, ClientProfile.Strict)).ScimType.ShouldBe("invalidValue");
    }

    [Theory]
    [InlineData("shoeSize")]
    [InlineData("shoes[type eq \\\"left\\\"].size")]
    [InlineData("urn:example:shop:2.0:User:size")]
    public void Entra_patches_attributes_an_administrator_mapped_beside_those_we_know(string path)
    {
        var operation = "{\"op\":\"Add\",\"path\":\"" + path + "\",\"value\":\"9\"},{\"op\":\"Add\",\"path\":\"title\",\"value\":\"Boss\"}";

        var request = Patching.User(operation, ClientProfile.Entra);

        request.Apply(Input.Object(Ana)).Document["title"].ShouldBeJson("\"Boss\"");
        request.Ignored.Single().Reason.ShouldBe(IgnoredReason.Unknown);
        Input.Refusal(() => Patching.User(operation, ClientProfile.Strict)).ScimType.ShouldBe("invalidPath");
    }

    [Fact]
    public void Okta_repeats_the_id_when_it_renames_a_group()
    {
        const string Operation = """{"op":"replace","value":{"id":"abf4dd94","displayName":"Test SCIMv2"}}""";

        Patching.Group(Operation, ClientProfile.Okta).Apply(new JsonObject { ["displayName"] = "Old" }).Document.ShouldBeJson("""{"displayName":"Test SCIMv2"}""");
        Input.Refusal(() => Patching.Group(Operation, ClientProfile.Strict)).ScimType.ShouldBe("mutability");
        Input.Refusal(() => Patching.Group("""{"op":"replace","path":"id","value":"x"}""", ClientProfile.Okta)).ScimType.ShouldBe("mutability");
    }

    [Fact]
    public void OneLogin_sends_one_email_as_an_object()
    {
        var message = Input.User("""
            "emails":{"value":"a@example.com","primary":true}
            """);

        ResourceBody.Read(message, SchemaSet.Core.Users, ClientProfile.OneLogin).Document["emails"].ShouldBeJson("""[{"value":"a@example.com","primary":true}]""");
        Input.Refusal(() => ResourceBody.Read(message, SchemaSet.Core.Users, ClientProfile.Strict)).ScimType.ShouldBe("invalidValue");
    }

    [Fact]
    public void Ping_removes_members_by_a_list_of_values() =>
        Patching.Members("""{"op":"remove","path":"members","value":[{"value":"1"}]}""", ClientProfile.Ping).ShouldBe(["members: +[] -[1]"]);

    [Fact]
    public void A_remove_tried_again_changes_nothing_for_every_known_client_and_is_noTarget_for_a_strict_one()
    {
        const string Operation = """{"op":"remove","path":"emails[type eq \"home\"]"}""";

        foreach (var profile in ClientProfile.All.Where(profile => profile != ClientProfile.Strict))
        {
            Patching.User(Operation, profile).Apply(Input.Object(Ana)).Changed.ShouldBeFalse(profile.Name);
        }

        Input.Refusal(() => Patching.Apply(Operation, Ana, ClientProfile.Strict)).ScimType.ShouldBe("noTarget");
    }

    [Theory]
    [InlineData("""{"op":"remove","path":"roles","value":[{"value":"b"}]}""", """[{"value":"a"},{"value":"c","type":"x"}]""")]
    [InlineData("""{"op":"remove","path":"roles","value":{"value":"c","type":"x"}}""", """[{"value":"a"},{"value":"b"}]""")]
    [InlineData("""{"op":"remove","path":"roles","value":[{"value":"c","type":"y"}]}""", """[{"value":"a"},{"value":"b"},{"value":"c","type":"x"}]""")]
    public void Remove_by_value_takes_only_what_has_all_that_was_named(string operation, string after) =>
        Patching.Apply(operation, """{"userName":"ana","roles":[{"value":"a"},{"value":"b"},{"value":"c","type":"x"}]}""", ClientProfile.Entra)["roles"].ShouldBeJson(after);

    [Fact]
    public void A_profile_is_found_by_its_name()
    {
        ClientProfile.Find("JumpCloud").ShouldBe(ClientProfile.JumpCloud);
        ClientProfile.Find("none").ShouldBeNull();
        ClientProfile.All.Select(profile => profile.Name).ShouldBeUnique();
        ClientProfile.Strict.Allowed.ShouldBe(Leniency.None);
    }
}
