using Jumpgate.Contracts;

namespace Jumpgate.Server.Tests.Organizations.Checks;

public sealed class PermissionTests(EmulatedHost shared) : IClassFixture<EmulatedHost>
{
    private static readonly string[] AllRights =
        ["users.readonly", "groups.readonly", "systems.readonly", "mdm.readonly", "applications.readonly", "roles.readonly", "administrators.readonly", "directoryinsights.readonly", "organizations.readonly"];

    private JumpgateHost Hub => shared.Hub;

    private EmulatedConsole Console => new(Hub.Emulator);

    [Theory]
    [InlineData("users", "Full User Management")]
    [InlineData("groups", "Full Group Management")]
    public async Task S0_24_S0_25_T2_A_missing_right_is_named_with_the_way_to_give_it(string family, string right)
    {
        var account = await Console.ServiceAccountAsync([.. AllRights.Where(scope => !scope.StartsWith(family, StringComparison.Ordinal))]);
        var problem = await Hub.Admin.RefusedAsync(HttpMethod.Post, "/v1/organizations", Body(account));
        (problem.Code, problem.Status).ShouldBe(("missing_permission", 422));
        problem.Detail!.ShouldContain(right);
        problem.Errors!.Single().Detail.ShouldContain(right);
        problem.Fix!.ShouldContain("assigned");
        problem.Fix!.ShouldContain("https://jumpcloud.com/support/custom-admin-roles");
    }

    [Fact]
    public async Task S0_20_S0_24_Without_the_device_right_the_link_stands_and_shows_the_gap()
    {
        var account = await Console.ServiceAccountAsync([.. AllRights.Where(scope => !scope.StartsWith("systems", StringComparison.Ordinal))]);
        var linked = await Hub.Admin.PostAsync<Organization>("/v1/organizations", Body(account, await Hub.TenantAsync()));
        linked.Capabilities.Where(capability => capability.State == "missing").Select(capability => capability.Name).ShouldBe(["devices"]);
        linked.Capabilities.Count(capability => capability.State == "granted").ShouldBe(6);
        var reason = linked.Reasons.Single(reason => reason.Code == "missing_permission");
        reason.Detail.ShouldContain("Device Management (Devices & Mobile Device Management)");
        reason.Severity.ShouldBe("warning");
        reason.Docs.ShouldBe("/docs/guide/troubles.md#missing_permission");
        linked.Status.ShouldNotBe(OrganizationStatus.Error);
    }

    [Fact]
    public async Task S0_8_The_three_rights_of_the_guide_suffice()
    {
        var account = await Console.ServiceAccountAsync("users", "groups", "systems", "mdm");
        var linked = await Hub.Admin.PostAsync<Organization>("/v1/organizations", Body(account, await Hub.TenantAsync()));
        linked.Capabilities.Where(capability => capability.State == "granted").Select(capability => capability.Name).ShouldBe(["users", "groups", "devices"]);
        linked.RemoteOrganization.Id.ShouldBe(Hub.Emulator.OrganizationId);
    }

    [Fact]
    public async Task S0_23_An_inactive_service_account_is_told_apart()
    {
        var account = await Console.ServiceAccountAsync(AllRights);
        await Console.DisableAsync(account);
        var problem = await Hub.Admin.RefusedAsync(HttpMethod.Post, "/v1/organizations", Body(account));
        (problem.Code, problem.Status).ShouldBe(("service_account_disabled", 422));
        problem.Fix!.ShouldContain("Settings > Service Accounts");
    }

    [Fact]
    public async Task A_right_given_later_is_found_by_asking_again()
    {
        var narrow = await Console.ServiceAccountAsync("users", "groups");
        var linked = await Hub.Admin.PostAsync<Organization>("/v1/organizations", Body(narrow, await Hub.TenantAsync()));
        var wide = await Console.ServiceAccountAsync(AllRights);
        var replaced = await Hub.Admin.PostAsync<Organization>(
            $"/v1/organizations/{linked.Id}/credentials", new { @do = "replace", clientId = wide.ClientId, clientSecret = wide.ClientSecret });
        replaced.Capabilities.ShouldAllBe(capability => capability.State == "granted");
        replaced.Reasons.ShouldNotContain(reason => reason.Code == "missing_permission");
        (await Hub.Admin.PostAsync<Organization>($"/v1/organizations/{linked.Id}/check")).Capabilities.Count.ShouldBe(7);
    }

    private static object Body(ServiceAccountSecret account, string tenant = "default") =>
        new { tenant, region = "emulator", method = LinkMethods.ServiceAccount, clientId = account.ClientId, clientSecret = account.ClientSecret };
}
