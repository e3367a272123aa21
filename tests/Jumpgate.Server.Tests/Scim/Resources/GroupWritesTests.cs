using Jumpgate.Server.Tests.Directory;

namespace Jumpgate.Server.Tests.Scim.Resources;

public sealed class GroupWritesTests(SharedHost shared) : IClassFixture<SharedHost>
{
    private JumpgateHost Hub => shared.Hub;

    [Fact]
    public async Task Fifty_member_adds_at_the_same_time_are_all_kept()
    {
        var pushed = await PushedClient.StartAsync(Hub);
        var users = await Task.WhenAll(Enumerable.Range(0, 50).Select(n => pushed.UserAsync($"user{n}")));
        var group = await pushed.GroupAsync("Staff");
        await Task.WhenAll(users.Select(async user => (await AddAsync(pushed, group, user)).Status.ShouldBe(204)));
        (await pushed.MembersAsync(group)).Order().ShouldBe(users.Order());
        var directory = await Hub.Admin.GetAsync<Contracts.Directory>($"/v1/directories/{pushed.Directory.Id}");
        directory.Edges["member_of"].ShouldBe(50);
        (await RecomputedHash.OfAsync(Hub, pushed.Directory.Id)).ShouldBe(directory.Hash);
    }

    [Fact]
    public async Task Members_come_and_go_as_sets_and_repeats_write_nothing()
    {
        var pushed = await PushedClient.StartAsync(Hub);
        string[] users = [await pushed.UserAsync("a"), await pushed.UserAsync("b"), await pushed.UserAsync("c")];
        var group = await pushed.GroupAsync("Staff", users[0], users[1]);
        (await pushed.MembersAsync(group)).ShouldBe(users[..2], ignoreOrder: true);
        var before = await SequenceAsync(pushed);
        var tag = (await pushed.GetAsync($"/Groups/{group}")).ETag;
        (await AddAsync(pushed, group, users[0], users[1])).ETag.ShouldBe(tag);
        (await pushed.PatchAsync($"/Groups/{group}", $$"""{"op":"remove","path":"members[value eq \"{{users[2]}}\"]"}""")).Status.ShouldBe(204);
        (await pushed.PatchAsync($"/Groups/{group}", $$"""{"op":"remove","path":"members","value":[{"value":"{{users[2]}}"},{"value":"nobody"}]}""")).Status.ShouldBe(204);
        (await pushed.SendAsync(HttpMethod.Put, $"/Groups/{group}", PushedClient.GroupBody("Staff", users[1], users[0]))).Status.ShouldBe(200);
        (await SequenceAsync(pushed)).ShouldBe(before);

        (await AddAsync(pushed, group, users[1], users[2])).ETag.ShouldNotBe(tag);
        (await SequenceAsync(pushed)).ShouldBe(before + 1);
        (await pushed.PatchAsync($"/Groups/{group}", $$"""{"op":"remove","path":"members","value":[{"value":"{{users[0]}}"}]}""")).Status.ShouldBe(204);
        (await pushed.MembersAsync(group)).ShouldBe(users[1..], ignoreOrder: true);
        (await pushed.PatchAsync($"/Groups/{group}", $$"""{"op":"remove","path":"members[display eq \"b\"]"}""")).Status.ShouldBe(204);
        (await pushed.MembersAsync(group)).ShouldBe([users[2]]);
        (await pushed.PatchAsync($"/Groups/{group}", $$"""{"op":"replace","path":"members","value":[{"value":"{{users[0]}}"}]}""")).Status.ShouldBe(204);
        (await pushed.MembersAsync(group)).ShouldBe([users[0]]);
        (await pushed.PatchAsync($"/Groups/{group}", """{"op":"remove","path":"members"}""")).Status.ShouldBe(204);
        (await pushed.MembersAsync(group)).ShouldBeEmpty();
        (await RecomputedHash.OfAsync(Hub, pushed.Directory.Id)).ShouldBe((await Hub.Admin.GetAsync<Contracts.Directory>($"/v1/directories/{pushed.Directory.Id}")).Hash);
    }

    [Fact]
    public async Task A_member_nobody_knows_refuses_the_whole_request()
    {
        var pushed = await PushedClient.StartAsync(Hub);
        var user = await pushed.UserAsync("a");
        var group = await pushed.GroupAsync("Staff");
        (await AddAsync(pushed, group, user, Guid.NewGuid().ToString())).ShouldRefuse(400, "invalidValue");
        (await AddAsync(pushed, group, group)).ShouldRefuse(400, "invalidValue");
        (await pushed.PatchAsync($"/Groups/{group}", """{"op":"replace","path":"displayName","value":"Other"},{"op":"add","path":"members","value":[{"value":"nobody"}]}""")).ShouldRefuse(400, "invalidValue");
        (await pushed.SendAsync(HttpMethod.Post, "/Groups", PushedClient.GroupBody("New", "nobody"))).ShouldRefuse(400, "invalidValue");
        var read = await pushed.GetAsync("/Groups");
        read.Resources.ShouldHaveSingleItem()["displayName"]!.GetValue<string>().ShouldBe("Staff");
        (await pushed.MembersAsync(group)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_patch_answers_204_unless_attributes_are_asked_for()
    {
        var pushed = await PushedClient.StartAsync(Hub);
        var group = await pushed.GroupAsync("Staff", await pushed.UserAsync("a"));
        (await pushed.PatchAsync($"/Groups/{group}", """{"op":"replace","path":"displayName","value":"Crew"}""")).ShouldSatisfyAllConditions(
            reply => reply.Status.ShouldBe(204), reply => reply.Text.ShouldBeEmpty());
        var chosen = await pushed.PatchAsync($"/Groups/{group}?attributes=displayName", """{"op":"replace","path":"displayName","value":"Team"}""");
        (chosen.Status, (string?)chosen.Body["displayName"], chosen.Body.ContainsKey("members")).ShouldBe((200, "Team", false));
        var without = await pushed.PatchAsync($"/Groups/{group}?excludedAttributes=members", """{"op":"replace","path":"displayName","value":"Gang"}""");
        (without.Status, (string?)without.Body["displayName"], without.Body.ContainsKey("members")).ShouldBe((200, "Gang", false));
        (await pushed.MembersAsync(group)).Count.ShouldBe(1);
        (await pushed.PatchAsync($"/Groups/{group}", """{"op":"add","path":"id","value":"x"}""")).ShouldRefuse(400, "mutability");
    }

    [Fact]
    public async Task Deletes_clean_memberships_and_users_show_the_groups_they_are_in()
    {
        var pushed = await PushedClient.StartAsync(Hub);
        var (a, b) = (await pushed.UserAsync("a"), await pushed.UserAsync("b"));
        var inner = await pushed.GroupAsync("Inner", a, b);
        var outer = await pushed.GroupAsync("Outer", inner);
        await AddAsync(pushed, inner, outer);
        var groups = (await pushed.GetAsync($"/Users/{a}")).Body["groups"]!.AsArray();
        groups.Select(group => ((string)group!["value"]!, (string)group["display"]!, (string)group["type"]!)).ShouldBe([(inner, "Inner", "direct"), (outer, "Outer", "indirect")], ignoreOrder: true);
        (await pushed.GetAsync($"/Groups/{outer}")).Body["members"]![0]!.ToJsonString().ShouldContain("\"type\":\"Group\"");

        await pushed.SendAsync(HttpMethod.Delete, $"/Users/{b}");
        (await pushed.MembersAsync(inner)).ShouldBe([a, outer], ignoreOrder: true);
        await pushed.SendAsync(HttpMethod.Delete, $"/Groups/{inner}");
        (await pushed.MembersAsync(outer)).ShouldBeEmpty();
        (await pushed.GetAsync($"/Users/{a}")).Body.ContainsKey("groups").ShouldBeFalse();
        var directory = await Hub.Admin.GetAsync<Contracts.Directory>($"/v1/directories/{pushed.Directory.Id}");
        (directory.Counts["user"], directory.Counts["group"], directory.Edges["member_of"], directory.Edges["nested_in"]).ShouldBe((1, 1, 0, 0));
        (await RecomputedHash.OfAsync(Hub, pushed.Directory.Id)).ShouldBe(directory.Hash);
    }

    [Fact]
    public async Task A_put_without_members_keeps_them_and_an_empty_list_ends_them()
    {
        var pushed = await PushedClient.StartAsync(Hub);
        var user = await pushed.UserAsync("a");
        var group = await pushed.GroupAsync("Staff", user);
        await pushed.SendAsync(HttpMethod.Put, $"/Groups/{group}", """{"schemas":["urn:ietf:params:scim:schemas:core:2.0:Group"],"displayName":"Crew"}""");
        (await pushed.MembersAsync(group)).ShouldBe([user]);
        await pushed.SendAsync(HttpMethod.Put, $"/Groups/{group}", PushedClient.GroupBody("Crew"));
        (await pushed.MembersAsync(group)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Two_thousand_members_in_one_put_arrive_and_one_more_touches_only_itself()
    {
        var pushed = await PushedClient.StartAsync(Hub);
        var users = new List<string>(2000);
        foreach (var some in Enumerable.Range(0, 2000).Chunk(50)) users.AddRange(await Task.WhenAll(some.Select(n => pushed.UserAsync($"user{n}"))));
        var group = await pushed.GroupAsync("Everybody");
        var put = await pushed.SendAsync(HttpMethod.Put, $"/Groups/{group}?excludedAttributes=members", PushedClient.GroupBody("Everybody", users[1..]));
        (put.Status, put.Body.ContainsKey("members")).ShouldBe((200, false));
        var before = await SequenceAsync(pushed);
        await AddAsync(pushed, group, users[0]);
        (await SequenceAsync(pushed)).ShouldBe(before + 1);
        (await pushed.MembersAsync(group)).Count.ShouldBe(2000);
    }

    private static Task<ScimReply> AddAsync(PushedClient pushed, string group, params string[] members) =>
        pushed.PatchAsync($"/Groups/{group}", $$"""{"op":"add","path":"members","value":[{{PushedClient.Members(members)}}]}""");

    private async Task<long> SequenceAsync(PushedClient pushed) => (await Hub.Admin.GetAsync<Contracts.Directory>($"/v1/directories/{pushed.Directory.Id}")).Sequence;
}
