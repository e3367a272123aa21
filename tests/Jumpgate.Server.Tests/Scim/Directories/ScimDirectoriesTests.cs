using System.Net;
using Jumpgate.Contracts;
using Jumpgate.Server.Data;

namespace Jumpgate.Server.Tests.Scim.Directories;

public sealed class ScimDirectoriesTests(SharedHost shared) : IClassFixture<SharedHost>
{
    private JumpgateHost Hub => shared.Hub;

    [Fact]
    public async Task A_pushed_directory_is_made_with_an_endpoint_and_a_token_and_is_read_like_others()
    {
        var tenant = await Hub.TenantAsync();
        var api = await Hub.ApiAsync(ProductRoles.ConnectorAdministrator, tenant);
        var made = await api.PostAsync<DirectoryCreated>("/v1/directories", new { name = "Acme", source = "scim", provider = "JumpCloud" });
        made.Provider.ShouldBe("jumpcloud");
        made.EndpointUrl.ShouldBe($"{Hub.Address.ToString().TrimEnd('/')}/scim/{made.Id}/v2");
        made.BearerToken.Length.ShouldBeGreaterThan(60);

        var read = await api.GetAsync<Contracts.Directory>($"/v1/directories/{made.Id}");
        read.ShouldSatisfyAllConditions(
            directory => directory.Name.ShouldBe("Acme"), directory => directory.Source.ShouldBe("scim"), directory => directory.OrganizationId.ShouldBeNull(),
            directory => (directory.Scim!.Provider, directory.Scim.Enabled, directory.Scim.EndpointUrl).ShouldBe(("jumpcloud", true, made.EndpointUrl)), directory => directory.Counts["user"].ShouldBe(0));
        (await api.GetAsync<Page<Contracts.Directory>>("/v1/directories")).Items.ShouldHaveSingleItem().Id.ShouldBe(made.Id);
        (await Hub.Admin.GetAsync<Page<AuditEntry>>($"/v1/audit?tenant={tenant}")).Items.Select(entry => entry.Act).Take(2).ShouldBe(["scim_token.create", "directory.create"]);
        (await ChangeRows.OpsAsync(Hub, tenant)).ShouldBe([ChangeOp.DirectoryCreated, ChangeOp.TokenCreated]);
    }

    [Fact]
    public async Task What_is_wrong_with_a_new_directory_is_named()
    {
        var tenant = await Hub.TenantAsync();
        (await Hub.Admin.RefusedAsync(HttpMethod.Post, "/v1/directories", new { tenant, source = "jumpcloud" })).Field.ShouldBe("source");
        (await Hub.Admin.RefusedAsync(HttpMethod.Post, "/v1/directories", new { tenant })).Field.ShouldBe("source");
        (await Hub.Admin.RefusedAsync(HttpMethod.Post, "/v1/directories", new { tenant, source = "scim", provider = "myspace" })).Field.ShouldBe("provider");
    }

    [Fact]
    public async Task A_disabled_directory_takes_nothing_and_says_so_until_it_is_enabled()
    {
        var pushed = await PushedClient.StartAsync(Hub);
        var path = $"/v1/directories/{pushed.Directory.Id}";
        (await Hub.Admin.PatchAsync<Contracts.Directory>(path, new { enabled = false, name = "Resting" })).ShouldSatisfyAllConditions(
            directory => directory.Scim!.Enabled.ShouldBeFalse(), directory => directory.Name.ShouldBe("Resting"), directory => directory.Scim!.Provider.ShouldBe("custom"));
        (await pushed.GetAsync("/Users")).ShouldRefuse(403);
        (await pushed.SendAsync(HttpMethod.Post, "/Users", PushedClient.UserBody("bob"))).ShouldRefuse(403);
        await Hub.Admin.PatchAsync<Contracts.Directory>(path, new { enabled = true });
        (await pushed.GetAsync("/Users")).Body["totalResults"]!.GetValue<int>().ShouldBe(0);
    }

    [Fact]
    public async Task A_removed_directory_ends_its_endpoint_and_shows_nothing()
    {
        var pushed = await PushedClient.StartAsync(Hub);
        await pushed.UserAsync("bob");
        (await Hub.Admin.DeleteAsync($"/v1/directories/{pushed.Directory.Id}")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await pushed.GetAsync("/Users")).ShouldRefuse(401);
        (await Hub.Admin.RefusedAsync(HttpMethod.Get, $"/v1/directories/{pushed.Directory.Id}")).Code.ShouldBe("not_found");
        (await Hub.Admin.RefusedAsync(HttpMethod.Delete, $"/v1/directories/{pushed.Directory.Id}")).Code.ShouldBe("not_found");
    }

    [Fact]
    public async Task S4_3_Each_directory_has_an_endpoint_of_its_own_where_discovery_answers()
    {
        var tenant = await Hub.TenantAsync();
        var (one, other) = (await PushedClient.StartAsync(Hub, tenant: tenant), await PushedClient.StartAsync(Hub, tenant: tenant));
        one.Directory.EndpointUrl.ShouldNotBe(other.Directory.EndpointUrl);
        foreach (var pushed in (PushedClient[])[one, other])
        {
            foreach (var path in (string[])["/ServiceProviderConfig", "/Schemas", "/ResourceTypes"])
            {
                var reply = await pushed.GetAsync(path);
                (reply.Status, reply.MediaType).ShouldBe((200, "application/scim+json"));
                reply.Text.ShouldContain(pushed.Directory.EndpointUrl);
            }
        }
    }

    [Fact]
    public async Task S4_1_What_is_pushed_to_one_organization_is_never_seen_in_another()
    {
        var (mine, theirs) = (await PushedClient.StartAsync(Hub), await PushedClient.StartAsync(Hub));
        var bob = await mine.UserAsync("bob");
        var staff = await mine.GroupAsync("Staff", bob);
        (await theirs.GetAsync($"/Users/{bob}")).ShouldRefuse(404);
        (await theirs.SendAsync(HttpMethod.Delete, $"/Users/{bob}")).ShouldRefuse(404);
        (await theirs.PatchAsync($"/Groups/{staff}", """{"op":"remove","path":"members"}""")).ShouldRefuse(404);
        (await theirs.GetAsync("/Users")).Body["totalResults"]!.GetValue<int>().ShouldBe(0);
        (await theirs.GetAsync($"/Users?filter=id%20eq%20%22{bob}%22")).Resources.ShouldBeEmpty();
        (await theirs.SendAsync(HttpMethod.Post, "/Groups", PushedClient.GroupBody("Staff", bob))).ShouldRefuse(400, "invalidValue");

        // The same name is another person there.
        var other = await theirs.UserAsync("bob");
        other.ShouldNotBe(bob);
        (await Hub.Admin.RefusedAsync(HttpMethod.Get, $"/v1/directories/{theirs.Directory.Id}/users/{bob}")).Status.ShouldBe(404);
        (await mine.MembersAsync(staff)).ShouldBe([bob]);
    }
}
