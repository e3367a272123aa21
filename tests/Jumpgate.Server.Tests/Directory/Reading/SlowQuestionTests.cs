namespace Jumpgate.Server.Tests.Directory.Reading;

public sealed class SlowQuestionTests
{
    [Fact]
    public async Task A_question_no_index_answers_is_stopped_and_says_what_would_be_quick()
    {
        await using var hub = await JumpgateHost.StartAsync(new JumpgateHostOptions { Configure = builder => builder.Configuration["Jumpgate:ReadTimeoutSeconds"] = "1" });
        var directory = await SeededDirectory.CreateAsync(hub);
        var text = new string('x', 1_000_000);
        await directory.PutAsync([.. Enumerable.Range(0, 60).Select(n => Seed.User($"u{n}") with { Attributes = $$"""{"userName":"user-u{{n}}","notes":"{{text}}","title":"none"}""" })]);
        var api = await hub.ApiAsync(Contracts.ProductRoles.ReadOnly, directory.TenantName);
        var filter = string.Join(" or ", Enumerable.Range(0, 150).Select(n => $"title co \"keeper{n}\""));

        var problem = await api.RefusedAsync(HttpMethod.Get, $"{directory.Path}/users?filter={Uri.EscapeDataString(filter)}");

        (problem.Status, problem.Code).ShouldBe((422, "query_too_slow"));
        problem.Detail.ShouldBe("It was stopped after 1 s. Only conditions on indexed members are quick at any size.");
        problem.Fix.ShouldNotBeNull().ShouldContain("userName");
        (await api.GetAsync<Contracts.Page<Contracts.Resource>>($"{directory.Path}/users?limit=1&filter={Uri.EscapeDataString("remoteId eq \"remote-u7\"")}")).Items.ShouldHaveSingleItem();
    }
}
