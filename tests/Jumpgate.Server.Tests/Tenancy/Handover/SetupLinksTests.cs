using System.Net;
using Jumpgate.Contracts;
using Jumpgate.Server.Data;
using Jumpgate.Server.Hosting;
using Jumpgate.Server.Jobs;
using Jumpgate.Server.Tenancy.Handover;
using Microsoft.Extensions.DependencyInjection;

namespace Jumpgate.Server.Tests.Tenancy.Handover;

public sealed class SetupLinksTests(EmulatedHost shared) : IClassFixture<EmulatedHost>
{
    private JumpgateHost Hub => shared.Hub;

    [Fact]
    public async Task A_link_is_shown_once_and_kept_as_a_hash()
    {
        var made = await MakeAsync("default");
        made.Url!.ShouldStartWith($"{Hub.Address}setup/");
        SetupVisitor.TokenOf(made).Length.ShouldBe(43);
        made.ExpiresAt.ShouldBe(made.CreatedAt.AddDays(7));
        var listed = (await Hub.Admin.GetAsync<Page<PortalSession>>("/v1/portal-sessions?tenant=default&limit=1000")).Items.Single(link => link.Id == made.Id);
        listed.ShouldBe(made with { Url = null });
        await StoredText.ShouldNotHoldAsync(Hub, SetupVisitor.TokenOf(made));
        Hub.Log.Text.ShouldNotContain(SetupVisitor.TokenOf(made));
    }

    [Fact]
    public async Task The_same_request_again_answers_the_same_link_and_still_keeps_no_token()
    {
        var tenant = await Hub.TenantAsync();
        var key = Guid.NewGuid().ToString();
        var first = await AskAsync();
        (await AskAsync()).ShouldBe(first);
        await StoredText.ShouldNotHoldAsync(Hub, SetupVisitor.TokenOf(first));
        (await Hub.Admin.GetAsync<Page<PortalSession>>($"/v1/portal-sessions?tenant={tenant}")).Items.ShouldHaveSingleItem();

        async Task<PortalSession> AskAsync()
        {
            using var client = new HttpClient(new SocketsHttpHandler()) { BaseAddress = Hub.Address };
            client.DefaultRequestHeaders.Authorization = Hub.Admin.DefaultRequestHeaders.Authorization;
            client.DefaultRequestHeaders.Add("Idempotency-Key", key);
            return await client.PostAsync<PortalSession>("/v1/portal-sessions", new { tenant, purpose = "link" });
        }
    }

    [Theory]
    [InlineData("mail", null, null, "purpose", "unknown_purpose")]
    [InlineData("", null, null, "purpose", "required")]
    [InlineData("link", "7 days", null, "expiresIn", "duration_malformed")]
    [InlineData("link", "PT4M59S", null, "expiresIn", "out_of_range")]
    [InlineData("link", "P31D", null, "expiresIn", "out_of_range")]
    [InlineData("link", null, "http://app.example.com", "embed", "origin_malformed")]
    public async Task What_makes_no_link_is_told_at_its_member(string purpose, string? expiresIn, string? embed, string field, string code)
    {
        var problem = await Hub.Admin.RefusedAsync(HttpMethod.Post, "/v1/portal-sessions", new { tenant = "default", purpose, expiresIn, embed });
        problem.Status.ShouldBe(422);
        problem.Errors!.ShouldHaveSingleItem().ShouldSatisfyAllConditions(fault => fault.Field.ShouldBe(field), fault => fault.Code.ShouldBe(code));
    }

    [Theory]
    [InlineData(ProductRoles.ReadOnly, false)]
    [InlineData(ProductRoles.ApplicationAdministrator, false)]
    [InlineData(ProductRoles.ConnectorAdministrator, true)]
    public async Task Links_are_made_seen_and_revoked_by_those_who_may_link(string role, bool may)
    {
        var client = await Hub.ApiAsync(role, await Hub.TenantAsync());
        if (may)
        {
            var made = await client.PostAsync<PortalSession>("/v1/portal-sessions", new { purpose = "link" });
            (await client.GetAsync<Page<PortalSession>>("/v1/portal-sessions")).Items.ShouldHaveSingleItem().Id.ShouldBe(made.Id);
            (await client.DeleteAsync($"/v1/portal-sessions/{made.Id}")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        }
        else
        {
            (await client.RefusedAsync(HttpMethod.Post, "/v1/portal-sessions", new { purpose = "link" })).Code.ShouldBe("role_insufficient");
            (await client.RefusedAsync(HttpMethod.Get, "/v1/portal-sessions")).Code.ShouldBe("role_insufficient");
        }
    }

    [Fact]
    public async Task Another_tenant_neither_sees_nor_revokes_a_link()
    {
        var made = await MakeAsync(await Hub.TenantAsync());
        var stranger = await Hub.ApiAsync(ProductRoles.SuperAdministrator, await Hub.TenantAsync());
        (await stranger.GetAsync<Page<PortalSession>>("/v1/portal-sessions")).Items.ShouldBeEmpty();
        (await stranger.RefusedAsync(HttpMethod.Delete, $"/v1/portal-sessions/{made.Id}")).Status.ShouldBe(404);
        using var visitor = await SetupVisitor.OpenAsync(Hub, made);
    }

    [Fact]
    public async Task A_link_ends_at_its_time_and_is_forgotten_thirty_days_later()
    {
        var time = new FakeClock();
        await using var hub = await JumpgateHost.StartAsync(new JumpgateHostOptions { Time = time });
        var made = await hub.Admin.PostAsync<PortalSession>("/v1/portal-sessions", new { tenant = "default", purpose = "link", expiresIn = "PT1H" });
        using var visitor = await SetupVisitor.OpenAsync(hub, made);
        time.Advance(TimeSpan.FromMinutes(59));
        (await visitor.GetAsync<List<Region>>("regions")).ShouldNotBeEmpty();
        time.Advance(TimeSpan.FromMinutes(1));
        (await visitor.RefusedAsync(HttpMethod.Get, "regions")).Code.ShouldBe("setup_link_expired");
        var refused = await SetupVisitor.RefusedAsync(hub, SetupVisitor.TokenOf(made));
        (refused.Code, refused.Status).ShouldBe(("setup_link_expired", 410));

        var retention = ActivatorUtilities.CreateInstance<RetentionJob>(hub.Services);
        time.Advance(TimeSpan.FromDays(29));
        await retention.Execute(null!);
        (await hub.Admin.GetAsync<Page<PortalSession>>("/v1/portal-sessions")).Items.ShouldHaveSingleItem();
        time.Advance(TimeSpan.FromDays(1.1));
        await retention.Execute(null!);
        (await hub.Admin.GetAsync<Page<PortalSession>>("/v1/portal-sessions")).Items.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_revoked_link_answers_like_one_that_never_was_and_ends_open_pages()
    {
        var made = await MakeAsync("default");
        using var visitor = await SetupVisitor.OpenAsync(Hub, made);
        (await Hub.Admin.DeleteAsync($"/v1/portal-sessions/{made.Id}")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await visitor.RefusedAsync(HttpMethod.Get, "regions")).Code.ShouldBe("setup_link_unknown");
        var revoked = await SetupVisitor.RefusedAsync(Hub, SetupVisitor.TokenOf(made));
        var unknown = await SetupVisitor.RefusedAsync(Hub, new string('a', 43));
        revoked.ShouldBe(unknown);
        revoked.Status.ShouldBe(404);
        (await SetupVisitor.RefusedAsync(Hub, "")).ShouldBe(unknown);
    }

    [Fact]
    public async Task What_happens_to_a_link_stands_in_the_audit_log()
    {
        var tenant = await Hub.TenantAsync();
        var made = await MakeAsync(tenant);
        using var visitor = await SetupVisitor.OpenAsync(Hub, made);
        using var again = await SetupVisitor.OpenAsync(Hub, made);
        var linked = await visitor.PostAsync<Organization>("organizations", Hub.LinkBody(tenant: tenant));
        await Hub.Admin.DeleteAsync($"/v1/portal-sessions/{made.Id}");
        var acts = (await Hub.Admin.GetAsync<Page<AuditEntry>>($"/v1/audit?tenant={tenant}")).Items;
        acts.Select(entry => entry.Act).Where(act => act != "tenant.create").ShouldBe(
            ["setup_link.revoke", "organization.link", "setup_link.use", "setup_link.open", "setup_link.create"], ignoreOrder: true);
        acts.Single(entry => entry.Act == "organization.link").Who.ShouldBe($"setup-link:{made.Id}");
        acts.Single(entry => entry.Act == "setup_link.use").Detail.ShouldBe(linked.Id.ToString());
    }

    [Fact]
    public async Task Of_two_who_connect_at_once_the_second_is_turned_away()
    {
        var made = await MakeAsync("default");
        var (link, _) = await Hub.Services.GetRequiredService<SetupLinks>().FindAsync(SetupVisitor.TokenOf(made), default);
        var first = Guid.NewGuid();
        await UseAsync(first);
        (await Should.ThrowAsync<ProblemException>(() => UseAsync(Guid.NewGuid()))).Result.Value.Code.ShouldBe("setup_link_used");
        (await Hub.Admin.GetAsync<Page<PortalSession>>("/v1/portal-sessions?tenant=default&limit=1000")).Items.Single(row => row.Id == made.Id).Organization.ShouldBe(first);

        Task UseAsync(Guid organization) => Hub.Services.GetRequiredService<WriteQueue>().WriteAsync(
            link!.Tenant, WritePriority.Interactive, async scope => await scope.UseSetupLinkAsync(SetupLinks.ToCaller(link), organization), default);
    }

    private Task<PortalSession> MakeAsync(string tenant) => Hub.Admin.PostAsync<PortalSession>("/v1/portal-sessions", new { tenant, purpose = "link" });
}
