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
    [InlineData("systems", "Device Management")]
    public async Task S0_24_Each_of_the_three_rights_is_named_when_it_is_missing(string family, string right)
    {
        var (code, detail, _) = await MissingAsync(family);
        code.ShouldBe("missing_permission");
        detail.ShouldContain(right);
    }

    [Theory]
    [InlineData("users")]
    [InlineData("groups")]
    [InlineData("systems")]
    public async Task S0_25_The_message_says_to_check_the_assignment_and_where_custom_roles_are_explained(string family)
    {
        var (_, _, fix) = await MissingAsync(family);
        fix.ShouldContain("is assigned");
        fix.ShouldContain("https://jumpcloud.com/support/custom-admin-roles");
    }

    [Fact]
    public async Task T2_All_missing_rights_are_named_at_once_each_with_its_way_out()
    {
        var problem = await Hub.Admin.RefusedAsync(HttpMethod.Post, "/v1/organizations", Body(await Console.ServiceAccountAsync("organizations.readonly", "directoryinsights.readonly")));
        (problem.Code, problem.Status).ShouldBe(("missing_permission", 422));
        foreach (var (name, right) in new[] { ("users", "Full User Management"), ("groups", "Full Group Management"), ("devices", "Device Management") })
        {
            problem.Detail!.ShouldContain(right);
            var error = problem.Errors!.Single(error => error.Field == name);
            error.Detail.ShouldContain(right);
            error.Fix!.ShouldContain("assigned");
        }
    }

    [Fact]
    public async Task S0_20_Without_the_device_right_the_link_stands_and_shows_the_gap()
    {
        var account = await WithoutAsync("systems");
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

    private Task<ServiceAccountSecret> WithoutAsync(string family) =>
        Console.ServiceAccountAsync([.. AllRights.Where(scope => !scope.StartsWith(family, StringComparison.Ordinal))]);

    /// <summary>What is said where one right is missing: by the refusal, or by the link that stands without it.</summary>
    private async Task<(string Code, string Detail, string Fix)> MissingAsync(string family)
    {
        var body = Body(await WithoutAsync(family), await Hub.TenantAsync());
        if (family == "systems")
        {
            var reason = (await Hub.Admin.PostAsync<Organization>("/v1/organizations", body)).Reasons.Single(reason => reason.Code == "missing_permission");
            return (reason.Code, reason.Detail, reason.Fix!);
        }

        var problem = await Hub.Admin.RefusedAsync(HttpMethod.Post, "/v1/organizations", body);
        return (problem.Code, problem.Detail!, problem.Fix!);
    }

    private static object Body(ServiceAccountSecret account, string tenant = "default") =>
        new { tenant, region = "emulator", method = LinkMethods.ServiceAccount, clientId = account.ClientId, clientSecret = account.ClientSecret };
}
