using Jumpgate.Contracts;
using Jumpgate.Server.Data;
using Jumpgate.Server.Directory.Kinds;

namespace Jumpgate.Server.Tests.Directory.Kinds;

public sealed class AttributeRulesTests
{
    private static SyncSettings Allow(params string[] names) => new(Attributes: new Dictionary<string, IReadOnlyList<string>> { ["users"] = names });

    private static SyncSettings Mapping(string target, string source) =>
        new(Mapping: new Dictionary<string, IReadOnlyDictionary<string, string>> { ["users"] = new Dictionary<string, string> { [target] = source } });

    [Fact]
    public void Only_allowed_attributes_come_in()
    {
        var user = Samples.Map(ResourceKind.User, Samples.Read("user"), Allow("userName", "displayName", "name.familyName", "department"));

        user.Attributes().ToJsonString().ShouldBe(
            $$$"""{"userName":"mira.okafor","name":{"familyName":"Okafor"},"displayName":"Mira Okafor","{{{Users.Enterprise}}}":{"department":"Forecasting"}}""");
        user.Email.ShouldBeNull();
        user.MoreEmails.ShouldBeEmpty();
        user.ExternalId.ShouldBeNull();
        user.Raw.Length.ShouldBe(0);
    }

    [Fact]
    public void A_change_of_an_attribute_that_may_not_come_in_is_no_change()
    {
        var settings = Allow("userName");
        var raw = Samples.Read("user");

        Samples.Map(ResourceKind.User, raw.With(r => r["jobTitle"] = "Other"), settings).Hash.ShouldBe(Samples.Map(ResourceKind.User, raw, settings).Hash);
    }

    [Theory]
    [InlineData("title", "attributes.division", "Offshore")]
    [InlineData("title", "addresses.work.country", "NO")]
    [InlineData("title", "phoneNumbers.0.number", "+4755500011")]
    [InlineData("title", "location", "Bergen")]
    public void An_attribute_can_be_filled_from_elsewhere(string target, string source, string value) =>
        Samples.Map(ResourceKind.User, Samples.Read("user"), Mapping(target, source)).Attributes()[target]!.GetValue<string>().ShouldBe(value);

    [Fact]
    public void Columns_follow_the_mapping()
    {
        Samples.Map(ResourceKind.User, Samples.Read("user"), Mapping("externalId", "username")).ExternalId.ShouldBe("mira.okafor");
        var department = $"{Users.Enterprise}:department";
        Samples.Map(ResourceKind.User, Samples.Read("user"), Mapping(department, "attributes.division"))
            .Attributes()[Users.Enterprise]!["department"]!.GetValue<string>().ShouldBe("Offshore");
    }

    [Theory]
    [InlineData("active eq true", true)]
    [InlineData("userName sw \"mira\"", true)]
    [InlineData("userName eq \"someone\"", false)]
    [InlineData("urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department eq \"Forecasting\"", true)]
    [InlineData("not (emails.value ew \"@nordwind.example\")", false)]
    public void A_scope_filter_says_who_comes_in(string filter, bool inScope) =>
        Samples.Map(ResourceKind.User, Samples.Read("user"), new SyncSettings(Scope: new SyncScope(Users: filter))).InScope.ShouldBe(inScope);

    [Fact]
    public void Scope_looks_at_attributes_that_may_not_come_in() =>
        Samples.Map(ResourceKind.User, Samples.Read("user"), Allow("userName") with { Scope = new SyncScope("title eq \"Wind Analyst\"") }).InScope.ShouldBeTrue();

    [Fact]
    public void Other_rules_give_another_seed()
    {
        ulong[] seeds =
        [
            new KindMap(ResourceKind.User, Samples.NoRules).Seed, new KindMap(ResourceKind.User, Allow("userName")).Seed,
            new KindMap(ResourceKind.User, Allow()).Seed, new KindMap(ResourceKind.User, Mapping("title", "location")).Seed,
            new KindMap(ResourceKind.User, new SyncSettings(Scope: new SyncScope("active eq true"))).Seed,
        ];

        seeds.Distinct().Count().ShouldBe(seeds.Length);
        new KindMap(ResourceKind.User, Allow("userName", "title")).Seed.ShouldBe(new KindMap(ResourceKind.User, Allow("title", "userName")).Seed);
    }
}
