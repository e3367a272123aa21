using System.Text.Json.Nodes;
using Jumpgate.Emulator;

namespace Jumpgate.JumpCloud.Tests.Emulated;

public sealed class FamiliesTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Every_family_is_read_whole_with_either_credential(bool serviceAccount)
    {
        await using var emulator = await EmulatorClients.SmallWorldAsync();
        using var client = emulator.Client(serviceAccount);

        var users = await client.SystemUsers.ListAsync().AllAsync();
        users.Count.ShouldBe(230);
        users.Select(user => user.Id).ShouldBeUnique();
        users.ShouldAllBe(user => user.Username != null && user.Email != null && user.State != null && user.Created != null);
        (await client.Administrators.ListAsync().AllAsync()).Count.ShouldBe(12);
        var groups = await client.UserGroups.ListAsync().AllAsync();
        groups.Count.ShouldBe(12);
        groups.ShouldContain(group => group.IsDynamic);
        (await client.SystemGroups.ListAsync().AllAsync()).ShouldNotBeEmpty();
        var systems = await client.Systems.ListAsync().AllAsync();
        systems.Count.ShouldBe(20);
        systems.ShouldAllBe(system => system.OsFamily != null && system.SerialNumber != null);
        var applications = await client.Applications.ListAsync().AllAsync();
        applications.Count.ShouldBe(12);
        applications.ShouldAllBe(application => application.Title != null && application.Sso != null);
        (await client.ApplicationTemplates.ListAsync().AllAsync()).ShouldNotBeEmpty();
        var roles = await client.Roles.ListAsync().AllAsync();
        roles.Count.ShouldBe(10);
        roles.ShouldContain(role => role.Name!.Equals("Administrator With Billing", StringComparison.OrdinalIgnoreCase));
        (await client.ServiceAccounts.ListAsync().AllAsync()).ShouldNotBeEmpty();
        (await client.Organizations.ListAsync().AllAsync()).ShouldHaveSingleItem().Id.ShouldBe(emulator.OrganizationId);
        (await client.Organizations.GetAsync(emulator.OrganizationId)).ShouldNotBeNull().Settings.ShouldNotBeNull();
        (await client.Settings.GetRawAsync()).ShouldNotBeNull();
        var mdm = (await client.AppleMdm.ListAsync().AllAsync()).ShouldHaveSingleItem();
        var devices = await client.AppleMdm.ListDevicesAsync(mdm.Id).AllAsync();
        devices.ShouldNotBeEmpty();
        devices.ShouldAllBe(device => systems.Exists(system => system.SerialNumber == device.SerialNumber));
        emulator.Stats.Unknown.ShouldBeEmpty();
    }

    [Fact]
    public async Task Members_and_traversals_agree()
    {
        await using var emulator = await EmulatorClients.SmallWorldAsync();
        using var client = emulator.Client();
        foreach (var group in await client.UserGroups.ListAsync().AllAsync())
        {
            var direct = await client.UserGroups.ListMembersAsync(group.Id).AllAsync();
            var all = await client.UserGroups.ListMembershipPageAsync(group.Id, 0, 100);
            var shown = all.Items.Where(item => item.Type == GraphTypes.User).ToList();
            if (all.Total <= 100) direct.Where(edge => edge.Type == GraphTypes.User).Select(edge => edge.Id).ShouldBeSubsetOf(shown.Select(item => item.Id));
            shown.ShouldAllBe(item => item.Paths.Count > 0 && item.Paths.All(path => path[path.Count - 1].Id == item.Id));
        }

        var user = emulator.World.UserId(3);
        var memberOf = await client.Graph.MemberOfPageAsync(GraphTypes.User, user, 0, 100);
        memberOf.Items.ShouldNotBeEmpty();
        foreach (var reach in memberOf.Items.Where(reach => reach.Paths.Any(path => path.Count == 1)))
            (await client.UserGroups.ListMembersAsync(reach.Id).AllAsync()).ShouldContain(edge => edge.Id == user);
    }

    [Fact]
    public async Task Bindings_are_seen_from_both_ends()
    {
        await using var emulator = await EmulatorClients.SmallWorldAsync();
        using var client = emulator.Client();
        var application = emulator.World.ApplicationId(0);

        var groups = await client.Applications.AssociationsPageAsync(application, GraphTypes.UserGroup, 0, 100);
        groups.Items.ShouldNotBeEmpty();
        foreach (var group in groups.Items)
        {
            (await client.Graph.AssociationsAsync(GraphTypes.UserGroup, group.Id, GraphTypes.Application).AllAsync()).ShouldContain(edge => edge.Id == application);
            (await client.Graph.TraversalPageAsync(GraphTypes.UserGroup, group.Id, GraphTypes.Application, 0, 100)).Items.ShouldContain(item => item.Id == application);
        }

        (await client.Applications.UserGroupsPageAsync(application, 0, 100)).Items.Select(item => item.Id).ShouldBe(groups.Items.Select(edge => edge.Id), ignoreOrder: true);
        (await client.Applications.UsersPageAsync(application, 0, 100)).Items.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task Filters_and_searches_find_what_they_should()
    {
        await using var emulator = await EmulatorClients.SmallWorldAsync();
        using var client = emulator.Client();
        var one = (await client.SystemUsers.GetAsync(emulator.World.UserId(5))).ShouldNotBeNull();

        (await client.SystemUsers.ListPageAsync([$"username:$eq:{one.Username}"], 0, 100)).Items.ShouldHaveSingleItem().Id.ShouldBe(one.Id);
        (await client.Search.SystemUsersPageAsync(new SearchQuery { Term = one.Email, TermFields = ["email"] })).Items.ShouldHaveSingleItem().Id.ShouldBe(one.Id);
        (await client.Search.SystemUsersPageAsync(new SearchQuery { All = [new JsonObject { ["username"] = one.Username }] })).Items.ShouldHaveSingleItem().Id.ShouldBe(one.Id);
        var group = (await client.UserGroups.GetAsync(emulator.World.GroupId(2))).ShouldNotBeNull();
        (await client.UserGroups.ListPageAsync([$"name:eq:{group.Name}"], 0, 100)).Items.ShouldHaveSingleItem().Id.ShouldBe(group.Id);
    }

    [Fact]
    public async Task S1_18_A_multi_tenant_credential_reads_each_organization_apart()
    {
        await using var emulator = await EmulatorClients.SmallWorldAsync(new EmulatorOptions { Organizations = 2 });
        using var client = emulator.Client();
        var (first, second) = (client.ForOrganization(emulator.OrganizationIds[0]), client.ForOrganization(emulator.OrganizationIds[1]));

        await client.SystemUsers.ListPageAsync(0, 1).ShouldFailAsync(JumpCloudErrorKind.OrganizationRequired);
        var listed = await Task.WhenAll(first.SystemUsers.ListAsync().AllAsync(), second.SystemUsers.ListAsync().AllAsync());
        listed[0].ShouldAllBe(user => user.OrganizationId == emulator.OrganizationIds[0]);
        listed[1].ShouldAllBe(user => user.OrganizationId == emulator.OrganizationIds[1]);
        listed[0].Select(user => user.Id).Intersect(listed[1].Select(user => user.Id)).ShouldBeEmpty();

        (await first.Organizations.ListAsync().AllAsync()).Count.ShouldBe(2);
        var provider = (await client.Administrators.GetSelfAsync(["provider"])).ProviderId.ShouldNotBeNull();
        provider.ShouldBe(emulator.ProviderId);
        (await first.Providers.ListOrganizationsAsync(provider).AllAsync()).Select(organization => organization.Id).ShouldBe(emulator.OrganizationIds, ignoreOrder: true);
    }

    [Fact]
    public async Task Insights_tells_of_a_write_and_pages_to_its_end()
    {
        await using var emulator = await EmulatorClients.SmallWorldAsync();
        using var client = emulator.Client();
        var start = emulator.Clock.GetUtcNow().AddMinutes(-1);
        for (var i = 0; i < 5; i++) await client.SystemUsers.UpdateAsync(emulator.World.UserId(i), new SystemUserWrite { JobTitle = $"Title {i}" });
        var query = new EventQuery { Services = ["directory"], Start = start, Limit = 2 };

        var pages = await client.Insights.EventPagesAsync(query).AllAsync();
        var events = pages.SelectMany(page => page.Items).Select(item => JsonNode.Parse(item.Json.Span)!).ToList();

        events.Count(one => (string?)one["event_type"] == "user_update").ShouldBe(5);
        pages.ShouldAllBe(page => page.Date != null && page.SearchAfter != null);
        (await client.Insights.CountAsync(query)).ShouldBe(events.Count);
        (await client.Insights.DistinctAsync(query, "event_type")).ShouldContain(value => value.Key == "user_update" && value.Count == 5);
        (await client.Insights.IntervalAsync(query, IntervalUnit.Hours)).Sum(interval => interval.Count).ShouldBe(events.Count);
    }
}
