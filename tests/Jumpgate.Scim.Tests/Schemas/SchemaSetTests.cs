using System.Text.Json;
using Jumpgate.Scim.Filters;
using Jumpgate.Scim.Schemas;

namespace Jumpgate.Scim.Tests.Schemas;

public class SchemaSetTests
{
    private static readonly SchemaSet Set = SchemaSet.Core;

    [Theory]
    [InlineData("userName", "userName")]
    [InlineData("USERNAME", "userName")]
    [InlineData("urn:ietf:params:scim:schemas:core:2.0:User:userName", "userName")]
    [InlineData("urn:ietf:params:scim:schemas:core:2.0:user:name.GIVENNAME", "name.givenName")]
    [InlineData("URN:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager.displayname", Input.Enterprise + ":manager.displayName")]
    [InlineData(Input.Enterprise, Input.Enterprise)]
    [InlineData(Input.Core, "")]
    [InlineData("meta.location", "meta.location")]
    [InlineData("members.$ref", null)]
    [InlineData("department", null)]
    [InlineData("urn:ietf:params:scim:schemas:core:2.0:User:department", null)]
    [InlineData(Input.Enterprise + ".department", null)]
    [InlineData("urn:none:User:userName", null)]
    [InlineData("userName.value", null)]
    public void A_path_names_what_the_schemas_declare(string path, string? target)
    {
        AttributePath.TryParse(path, out var read, out _).ShouldBeTrue();

        Set.Users.Resolve(read!)?.ToString().ShouldBe(target);
    }

    // RFC 7643 §8.7.1, the characteristics clients stumble over.
    [Theory]
    [InlineData("userName", AttributeKind.String, false, true, false, Mutability.ReadWrite, Returned.Default, Uniqueness.Server)]
    [InlineData("id", AttributeKind.String, false, false, true, Mutability.ReadOnly, Returned.Always, Uniqueness.Server)]
    [InlineData("externalId", AttributeKind.String, false, false, true, Mutability.ReadWrite, Returned.Default, Uniqueness.None)]
    [InlineData("password", AttributeKind.String, false, false, false, Mutability.WriteOnly, Returned.Never, Uniqueness.None)]
    [InlineData("active", AttributeKind.Boolean, false, false, false, Mutability.ReadWrite, Returned.Default, Uniqueness.None)]
    [InlineData("groups", AttributeKind.Complex, true, false, false, Mutability.ReadOnly, Returned.Default, Uniqueness.None)]
    [InlineData("x509Certificates.value", AttributeKind.Binary, false, false, true, Mutability.ReadWrite, Returned.Default, Uniqueness.None)]
    [InlineData("photos.value", AttributeKind.Reference, false, false, true, Mutability.ReadWrite, Returned.Default, Uniqueness.None)]
    [InlineData("meta.created", AttributeKind.DateTime, false, false, false, Mutability.ReadOnly, Returned.Default, Uniqueness.None)]
    [InlineData(Input.Enterprise + ":manager.displayName", AttributeKind.String, false, false, false, Mutability.ReadOnly, Returned.Default, Uniqueness.None)]
    public void An_attribute_has_the_characteristics_of_the_RFC(
        string path, AttributeKind kind, bool many, bool required, bool exact, Mutability mutability, Returned returned, Uniqueness uniqueness)
    {
        AttributePath.TryParse(path, out var read, out _).ShouldBeTrue();

        var target = Set.Users.Resolve(read!)!;
        var attribute = target.Sub ?? target.Attribute!;

        (attribute.Kind, attribute.MultiValued, attribute.Required, attribute.CaseExact, attribute.Mutability, attribute.Returned, attribute.Uniqueness)
            .ShouldBe((kind, many, required, exact, mutability, returned, uniqueness));
    }

    [Fact]
    public void Members_of_a_group_are_kept_outside_and_only_they()
    {
        Set.Groups.Root.Where(Set.Groups.IsOutside).Select(attribute => attribute.Name).ShouldBe(["members"]);
        Set.Users.Root.ShouldAllBe(attribute => !Set.Users.IsOutside(attribute));
    }

    [Theory]
    [InlineData("userName eq \"a\"")]
    [InlineData("urn:ietf:params:scim:schemas:core:2.0:User:emails[type eq \"work\" and value co \"@\"]")]
    [InlineData(Input.Enterprise + ":manager.value eq \"1\"")]
    [InlineData(Input.Enterprise + " pr")]
    [InlineData("emails co \"x\"")]
    [InlineData("schemas[value eq \"urn:x:y\"]")]
    [InlineData("meta pr and meta.lastModified gt \"2026-01-01T00:00:00Z\"")]
    public void A_filter_may_name_what_is_declared(string filter) =>
        Filter.TryParse(filter, out _, out var error, Set.Users.Types).ShouldBeTrue(error?.ToString());

    [Theory]
    [InlineData("shoeSize eq 1", "shoeSize")]
    [InlineData("userName eq \"a\" and department pr", "department")]
    [InlineData("emails[colour eq \"red\"]", "colour")]
    [InlineData("emails[type eq \"work\"].colour eq \"red\"", ".colour")]
    [InlineData("urn:none:User:userName pr", "urn:none:User:userName")]
    [InlineData("password sw \"a\"", "password")]
    [InlineData("password pr", "password")]
    public void A_filter_on_something_else_is_refused_where_it_stands(string filter, string at)
    {
        Filter.TryParse(filter, out _, out var error, Set.Users.Types).ShouldBeFalse();

        error!.Code.ShouldBe("invalidFilter");
        error.Position.ShouldBe(filter.IndexOf(at, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("""userName eq "ANA" """, true)]
    [InlineData("""externalId eq "e-1" """, false)]
    [InlineData("""externalId eq "E-1" """, true)]
    [InlineData("""urn:example:hr:2.0:User:badge eq "aB" """, true)]
    [InlineData("""urn:example:hr:2.0:User:badge eq "ab" """, false)]
    [InlineData("""urn:example:hr:2.0:User:since ge "2026-01-01T02:00:00+02:00" """, true)]
    [InlineData("urn:example:hr:2.0:User:grade gt 9.5", true)]
    [InlineData("title eq null and not (nickName pr)", true)]
    public void Case_and_order_are_those_of_the_attribute(string filter, bool matches)
    {
        var set = new SchemaSet(new DirectoryExtension(Hr, ExtendedResource.User));
        var user = JsonDocument.Parse("""
            {"userName":"ana","externalId":"E-1","urn:example:hr:2.0:User":{"badge":"aB","since":"2026-01-01T00:00:00Z","grade":10}}
            """).RootElement;

        Filter.TryParse(filter, out var read, out var error, set.Users.Types).ShouldBeTrue(error?.ToString());

        read!.Matches(user, set.Users.Types).ShouldBe(matches);
    }

    [Fact]
    public void Extensions_that_stand_in_each_others_way_are_refused()
    {
        ScimSchema Named(string id) => new(id, "x", "", new ScimAttribute("a", AttributeKind.String));

        Input.Refusal(() => new SchemaSet(
            new DirectoryExtension(Named("urn:example:a"), ExtendedResource.User), new DirectoryExtension(Named("URN:example:A"), ExtendedResource.Group))).ScimType.ShouldBe("invalidValue");
        Input.Refusal(() => new SchemaSet(
            new DirectoryExtension(Named("urn:example:a"), ExtendedResource.User), new DirectoryExtension(Named("urn:example:a:b"), ExtendedResource.User))).ScimType.ShouldBe("invalidValue");
        new SchemaSet(new DirectoryExtension(Named("urn:example:a"), ExtendedResource.User), new DirectoryExtension(Named("urn:example:ab"), ExtendedResource.User))
            .Users.Extensions.Length.ShouldBe(3);
    }

    internal static ScimSchema Hr { get; } = ExtensionReader.Read(Input.Bytes("""
        {"id":"urn:example:hr:2.0:User","name":"HR","attributes":[
          {"name":"badge","type":"string","caseExact":true,"mutability":"immutable"},
          {"name":"since","type":"dateTime"},
          {"name":"grade","type":"decimal"},
          {"name":"level","type":"integer"},
          {"name":"skills","type":"string","multiValued":true},
          {"name":"pin","type":"string","mutability":"writeOnly"},
          {"name":"score","type":"integer","mutability":"readOnly"},
          {"name":"notes","type":"string","returned":"request"},
          {"name":"desk","type":"complex","subAttributes":[{"name":"room","type":"string","required":true},{"name":"floor","type":"integer","mutability":"immutable"}]}]}
        """));
}
