using Jumpgate.Contracts;

namespace Jumpgate.Server.Tests.Events;

/// <summary>The catalogue that a feed's event types are chosen from.</summary>
public sealed class EventTypesTests(SharedHost shared) : IClassFixture<SharedHost>
{
    [Fact]
    public async Task S3_25_Every_type_a_feed_can_be_told_to_deliver_is_listed_with_its_service_and_class()
    {
        using var reader = await shared.Hub.ApiAsync(ProductRoles.ReadOnly);
        var types = await reader.GetAsync<List<EventType>>("/v1/events/types");
        types.Select(type => type.Name).ShouldBeUnique();
        types.ShouldContain(new EventType("sso_auth", "sso", 3002, "Authentication"));
        types.ShouldContain(new EventType("user_create", "directory", 3001, "Account Change"));
        types.ShouldAllBe(type => type.Class.Length > 0 && type.Service != "");

        // A feed takes all of them: what is wrong here is the organization alone.
        (await shared.Hub.Admin.RefusedAsync(HttpMethod.Post, "/v1/feeds", new { organizationId = Guid.NewGuid(), eventTypes = types.Select(type => type.Name) })).Code.ShouldBe("not_found");
    }
}
