using Jumpgate.Contracts;

namespace Jumpgate.Server.Tests.Scim.Resources;

public sealed class PartialAcceptanceTests(SharedHost shared) : IClassFixture<SharedHost>
{
    [Fact]
    public async Task G7_An_unknown_member_is_named_in_the_record_and_does_not_sink_the_rest()
    {
        var pushed = await PushedClient.StartAsync(shared.Hub);
        await shared.Hub.Admin.PatchAsync<Contracts.Directory>($"/v1/directories/{pushed.Directory.Id}", new { settings = new { partialAcceptance = true } });
        var (a, b, unknown) = (await pushed.UserAsync("a"), await pushed.UserAsync("b"), Guid.NewGuid().ToString());
        var group = await pushed.GroupAsync("Staff", a, unknown);
        (await pushed.MembersAsync(group)).ShouldBe([a]);
        (await pushed.PatchAsync($"/Groups/{group}", $$"""{"op":"add","path":"members","value":[{{PushedClient.Members([unknown, b])}}]},{"op":"replace","path":"displayName","value":"Crew"}""")).Status.ShouldBe(204);
        (await pushed.MembersAsync(group)).ShouldBe([a, b], ignoreOrder: true);
        (await pushed.SendAsync(HttpMethod.Put, $"/Groups/{group}", PushedClient.GroupBody("Crew", b, unknown))).Status.ShouldBe(200);
        (await pushed.MembersAsync(group)).ShouldBe([b]);
        (await pushed.PatchAsync($"/Groups/{group}", $$"""{"op":"add","path":"members","value":[{{PushedClient.Members([unknown])}}]}""")).Status.ShouldBe(204);

        var records = (await shared.Hub.Admin.GetAsync<Page<ScimRequest>>($"/v1/directories/{pushed.Directory.Id}/requests?outcome=partial")).Items;
        records.Select(one => (one.Method, one.Changes is null)).ShouldBe([("PATCH", true), ("PUT", false), ("PATCH", false), ("POST", false)]);
        records.ShouldAllBe(one => one.Skipped.Single().Contains(unknown, StringComparison.Ordinal));
    }
}
