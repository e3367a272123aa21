using System.Net;
using Jumpgate.Contracts;
using Jumpgate.Server.Data;
using Jumpgate.Server.Tests.Directory.Reading;
using Microsoft.Extensions.DependencyInjection;

namespace Jumpgate.Server.Tests.Directory;

public sealed class HistoryRoutesTests(SharedHost shared) : IClassFixture<SharedHost>
{
    private readonly JumpgateHost hub = shared.Hub;

    [Fact]
    public async Task Pruned_history_answers_410_with_code_cause_and_fix_and_goes_in_the_background()
    {
        var directory = await SeededDirectory.CreateAsync(hub);
        await directory.PutAsync(Seed.User("ann", "Ann"), Seed.User("bob"));
        var kept = await directory.PutAsync(Seed.User("ann", "Anna"));
        await directory.PutAsync(Seed.User("ann", "Anne"));
        var super = await hub.ApiAsync(ProductRoles.SuperAdministrator, directory.TenantName);
        var reader = await hub.ApiAsync(ProductRoles.ReadOnly, directory.TenantName);
        (await reader.PostAsync(new Uri("/v1/history/prune", UriKind.Relative), System.Net.Http.Json.JsonContent.Create(new { before = "2" }))).StatusCode.ShouldBe(HttpStatusCode.Forbidden);

        var state = await super.PostAsync<HistoryState>("/v1/history/prune", new { before = $"{kept}" });

        state.HistoryFrom.ShouldBe(kept);
        (await reader.GetAsync<HistoryState>("/v1/history")).HistoryFrom.ShouldBe(kept);
        foreach (var path in (string[])[$"{directory.Path}/users?as_of=1", $"{directory.Path}/diff?from=1", "/v1/changes?after=0", $"{directory.Path}/users?as_of=2001-01-01T00:00:00Z"])
        {
            var refused = await reader.GetAsync(path);
            refused.StatusCode.ShouldBe(HttpStatusCode.Gone, path);
            var problem = await refused.ProblemAsync();
            problem.Code.ShouldBe("history_pruned");
            problem.Detail.ShouldBe($"History is kept from sequence {kept} on.");
            problem.Fix.ShouldNotBeNullOrEmpty();
        }

        (await reader.GetAsync<Page<Resource>>($"{directory.Path}/users?as_of={kept}")).Items.Select(user => user.Name).ShouldBe(["Anna", "bob"], ignoreOrder: true);
        (await reader.GetAsync<Page<Resource>>($"{directory.Path}/users")).Items.Select(user => user.Name).ShouldBe(["Anne", "bob"], ignoreOrder: true);
        (await reader.GetAsync<Page<Change>>($"/v1/changes?after={kept - 1}")).Items[0].Seq.ShouldBe(kept);
        await JumpgateHost.WaitForAsync(() => OldestAsync(directory), oldest => oldest == kept);
        var audit = await super.GetAsync<Page<AuditEntry>>("/v1/audit?limit=100");
        audit.Items.ShouldContain(entry => entry.Act == "history.prune");
    }

    [Theory]
    [InlineData("yesterday")]
    [InlineData("4711")]
    [InlineData("")]
    public async Task What_is_no_past_moment_is_refused(string before)
    {
        var super = await hub.ApiAsync(ProductRoles.SuperAdministrator, await hub.TenantAsync());

        var refused = await super.PostAsync(new Uri("/v1/history/prune", UriKind.Relative), System.Net.Http.Json.JsonContent.Create(new { before }));

        refused.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await refused.ProblemAsync()).Errors.ShouldNotBeNull().ShouldHaveSingleItem().Field.ShouldBe("before");
    }

    private async Task<long> OldestAsync(SeededDirectory directory)
    {
        await using var read = await hub.Services.GetRequiredService<Store>().ReadAsync(directory.Tenant);
        return await read.Sql.ScalarAsync<long>("select min(seq) from change where tenant = @tenant");
    }
}
