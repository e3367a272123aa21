using Jumpgate.Contracts;

namespace Jumpgate.Server.Tests.Organizations.Settings;

public sealed class SettingsTests(EmulatedHost shared) : IClassFixture<EmulatedHost>
{
    private JumpgateHost Hub => shared.Hub;

    [Fact]
    public async Task A_new_link_syncs_each_hour_and_follows_events()
    {
        var linked = await Hub.LinkOrganizationAsync(tenant: await Hub.TenantAsync());
        (linked.Settings.Schedule, linked.Settings.RefreshInterval).ShouldBe(("PT1H", "PT1M"));
        (linked.Settings.Guard!.Share, linked.Settings.Guard.AtLeast).ShouldBe((0.30, 10));
    }

    [Fact]
    public async Task Members_left_out_keep_their_value_and_null_clears()
    {
        var linked = await Hub.LinkOrganizationAsync(tenant: await Hub.TenantAsync(), settings: new
        {
            schedule = "0 0 3 * * ?",
            timeZone = "Europe/Berlin",
            attributes = new { users = new[] { "userName", "emails", "name.givenName" } },
            mapping = new { users = new Dictionary<string, string> { ["urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department"] = "attributes.division" } },
            scope = new { users = "userName sw \"a\" and active eq true" },
            maxRequestsPerSecond = 4.5,
        });
        linked.Settings.TimeZone.ShouldBe("Europe/Berlin");
        var changed = await Hub.Admin.PatchAsync<Organization>(
            $"/v1/organizations/{linked.Id}", new { name = "Renamed", type = "test", settings = new { schedule = (string?)null, guard = new { share = 0.5, atLeast = 3 } } });
        (changed.Name, changed.Type).ShouldBe(("Renamed", "test"));
        changed.Settings.Schedule.ShouldBeNull();
        changed.Settings.Guard.ShouldBe(new GuardSettings(0.5, 3));
        changed.Settings.MaxRequestsPerSecond.ShouldBe(4.5);
        changed.Settings.Scope!.Users.ShouldBe("userName sw \"a\" and active eq true");
        changed.Settings.Attributes!["users"].ShouldBe(["userName", "emails", "name.givenName"]);
    }

    [Theory]
    [InlineData("schedule", "\"every hour\"", "settings.schedule")]
    [InlineData("schedule", "\"PT10S\"", "settings.schedule")]
    [InlineData("schedule", "\"P1Y\"", "settings.schedule")]
    [InlineData("schedule", "\"0 0 25 * * ?\"", "settings.schedule")]
    [InlineData("timeZone", "\"Mars/Olympus\"", "settings.timeZone")]
    [InlineData("refreshInterval", "\"soon\"", "settings.refreshInterval")]
    [InlineData("attributes", "{\"people\":[\"userName\"]}", "settings.attributes.people")]
    [InlineData("attributes", "{\"users\":[\"user name\"]}", "settings.attributes.users")]
    [InlineData("mapping", "{\"teams\":{\"a\":\"b\"}}", "settings.mapping.teams")]
    [InlineData("mapping", "{\"users\":{\"a b\":\"c\"}}", "settings.mapping.users.a b")]
    [InlineData("mapping", "{\"users\":{\"title\":\"a..b\"}}", "settings.mapping.users.title")]
    [InlineData("scope", "{\"users\":\"userName eq\"}", "settings.scope.users")]
    [InlineData("scope", "{\"groups\":\"(displayName sw \\\"a\\\"\"}", "settings.scope.groups")]
    [InlineData("guard", "{\"share\":0,\"atLeast\":1}", "settings.guard.share")]
    [InlineData("guard", "{\"share\":0.5,\"atLeast\":-1}", "settings.guard.atLeast")]
    [InlineData("maxRequestsPerSecond", "0", "settings.maxRequestsPerSecond")]
    public async Task Settings_that_cannot_work_are_refused_at_their_member(string member, string json, string field)
    {
        var linked = await Linked();
        var problem = await Hub.Admin.RefusedAsync(HttpMethod.Patch, $"/v1/organizations/{linked.Id}", $"{{\"settings\":{{\"{member}\":{json}}}}}");
        (problem.Code, problem.Status, problem.Field).ShouldBe(("validation_failed", 422, field));
    }

    [Fact]
    public async Task Wrong_settings_are_refused_before_JumpCloud_is_asked()
    {
        shared.Calls.Clear();
        var problem = await Hub.Admin.RefusedAsync(HttpMethod.Post, "/v1/organizations", Hub.LinkBody(settings: new { schedule = "never" }));
        problem.Field.ShouldBe("settings.schedule");
        shared.Calls.All.ShouldBeEmpty();
    }

    private async Task<Organization> Linked()
    {
        var listed = (await Hub.Admin.GetAsync<Page<Organization>>("/v1/organizations?tenant=default")).Items;
        return listed.Count > 0 ? listed[0] : await Hub.LinkOrganizationAsync();
    }
}
