using System.Text.Json;
using Jumpgate.Contracts;
using Jumpgate.Server.Tests.Scim;

namespace Jumpgate.Server.Tests.Roles.Assignment;

public sealed class RoleAssignmentTests(SharedHost shared) : IClassFixture<SharedHost>
{
    private JumpgateHost Hub => shared.Hub;

    private Task<PushedClient> PushedAsync() => Hub.MappedAsync();

    [Fact]
    public async Task S4_24_Roles_follow_group_membership_through_the_mapping()
    {
        var client = await PushedAsync();
        var directory = client.Directory.Id;
        var (ana, bo) = (await client.UserAsync("ana"), await client.UserAsync("bo"));
        (await Hub.RolesOfAsync(directory, ana)).ShouldBe("Viewer");

        var admins = await client.GroupAsync("YourApp Admins", ana);
        var editors = await client.GroupAsync("YourApp Editors", ana, bo);
        (await Hub.RolesOfAsync(directory, ana)).ShouldBe("Admin");
        (await Hub.RolesOfAsync(directory, bo)).ShouldBe("Editor");

        (await client.PatchAsync($"/Groups/{admins}", $$"""{"op":"remove","path":"members[value eq \"{{ana}}\"]"}""")).Status.ShouldBe(204);
        (await Hub.RolesOfAsync(directory, ana)).ShouldBe("Editor");

        (await client.SendAsync(HttpMethod.Delete, $"/Groups/{editors}")).Status.ShouldBe(204);
        (await Hub.RolesOfAsync(directory, ana)).ShouldBe("Viewer");
        (await Hub.RolesOfAsync(directory, bo)).ShouldBe("Viewer");
        var changes = await Hub.RoleChangesAsync(client.Directory.Tenant);
        changes.Count.ShouldBeGreaterThanOrEqualTo(7);
        changes.ShouldAllBe(change => change.Op == "updated" && change.Kind == "user" && change.Directory == directory);
    }

    [Fact]
    public async Task H4_Roles_are_calculated_anew_when_a_group_is_renamed_or_deleted()
    {
        var client = await PushedAsync();
        var directory = client.Directory.Id;
        var ana = await client.UserAsync("ana");
        var group = await client.GroupAsync("Somebody", ana);
        (await Hub.RolesOfAsync(directory, ana)).ShouldBe("Viewer");

        await client.PatchAsync($"/Groups/{group}", """{"op":"replace","path":"displayName","value":"YourApp Admins"}""");
        (await Hub.RolesOfAsync(directory, ana)).ShouldBe("Admin");
        await client.PatchAsync($"/Groups/{group}", """{"op":"replace","path":"displayName","value":"Former Admins"}""");
        (await Hub.RolesOfAsync(directory, ana)).ShouldBe("Viewer");
        await client.PatchAsync($"/Groups/{group}", """{"op":"replace","path":"displayName","value":"yourapp admins"}""");
        (await Hub.RolesOfAsync(directory, ana)).ShouldBe("Admin");
        await client.SendAsync(HttpMethod.Delete, $"/Groups/{group}");
        (await Hub.RolesOfAsync(directory, ana)).ShouldBe("Viewer");
    }

    [Fact]
    public async Task H6_Of_several_roles_the_highest_by_the_stated_precedence_is_given()
    {
        var client = await PushedAsync();
        var directory = client.Directory.Id;
        var ana = await client.UserAsync("ana");
        await client.GroupAsync("YourApp Editors", ana);
        await client.GroupAsync("YourApp Admins", ana);
        (await Hub.RolesOfAsync(directory, ana)).ShouldBe("Admin");

        await Hub.MapAsync(directory, RoleHub.Text.Replace("Admin > Editor > Viewer", "Editor > Admin > Viewer", StringComparison.Ordinal).Split("\ntest")[0]);
        (await Hub.RolesOfAsync(directory, ana)).ShouldBe("Editor");
        await Hub.MapAsync(directory, "give all\n" + RoleHub.Text.Split("\ntest")[0]);
        (await Hub.RolesOfAsync(directory, ana)).ShouldBe("Admin,Editor");
    }

    [Fact]
    public async Task H7_Rules_ask_attributes_of_users()
    {
        var client = await PushedAsync();
        var directory = client.Directory.Id;
        var ana = await client.UserAsync("ana", $$"""
            "{{PushedClient.Enterprise}}":{"department":"sales"}
            """);
        (await Hub.RolesOfAsync(directory, ana)).ShouldBe("Editor");
        await client.PatchAsync($"/Users/{ana}", $$"""{"op":"replace","path":"{{PushedClient.Enterprise}}:department","value":"Finance"}""");
        (await Hub.RolesOfAsync(directory, ana)).ShouldBe("Viewer");
    }

    [Fact]
    public async Task Members_of_nested_groups_count_and_stop_counting_when_the_tie_ends()
    {
        var client = await PushedAsync();
        var directory = client.Directory.Id;
        var ana = await client.UserAsync("ana");
        var inner = await client.GroupAsync("Inner", ana);
        var middle = await client.GroupAsync("Middle", inner);
        var admins = await client.GroupAsync("YourApp Admins", middle);
        (await Hub.RolesOfAsync(directory, ana)).ShouldBe("Admin");

        // A circle is no way out, and no endless way.
        await client.PatchAsync($"/Groups/{inner}", $$"""{"op":"add","path":"members","value":[{"value":"{{admins}}"}]}""");
        (await Hub.RolesOfAsync(directory, ana)).ShouldBe("Admin");
        await client.PatchAsync($"/Groups/{admins}", $$"""{"op":"remove","path":"members[value eq \"{{middle}}\"]"}""");
        (await Hub.RolesOfAsync(directory, ana)).ShouldBe("Viewer");
    }

    [Fact]
    public async Task The_past_shows_the_roles_of_its_moment()
    {
        var client = await PushedAsync();
        var directory = client.Directory.Id;
        var ana = await client.UserAsync("ana");
        (await Hub.RolesOfAsync(directory, ana)).ShouldBe("Viewer");
        var before = (await Hub.SettledAsync(directory)).Calculation!.Sequence;
        await client.GroupAsync("YourApp Admins", ana);
        (await Hub.RolesOfAsync(directory, ana)).ShouldBe("Admin");

        (await Hub.RolesOfAsync(directory, ana, $"?as_of={before}")).ShouldBe("Viewer");
        var change = (await Hub.RoleChangesAsync(client.Directory.Tenant))[^1];
        (await Hub.RolesOfAsync(directory, ana, $"?as_of={change.Seq}")).ShouldBe("Admin");
        (await Hub.RolesOfAsync(directory, ana, $"?as_of={change.Seq - 1}")).ShouldBe("Viewer");
        (await Hub.Admin.GetAsync<Resource>($"/v1/directories/{directory}/users/{ana}")).Version.ShouldBe(change.Seq);
    }

    [Fact]
    public async Task Who_is_deleted_has_no_roles_and_causes_no_change_of_them()
    {
        var client = await PushedAsync();
        var directory = client.Directory.Id;
        var ana = await client.UserAsync("ana");
        (await Hub.RolesOfAsync(directory, ana)).ShouldBe("Viewer");
        await client.SendAsync(HttpMethod.Delete, $"/Users/{ana}");
        var settled = await Hub.SettledAsync(directory);

        settled.Calculation!.Holders.ShouldBeEmpty();
        (await Hub.RoleChangesAsync(client.Directory.Tenant)).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task H2_A_mapping_is_saved_read_and_its_versions_are_kept_and_restored()
    {
        var client = await PushedAsync();
        var directory = client.Directory.Id;
        var ana = await client.UserAsync("ana");
        var second = await Hub.MapAsync(directory, "default Editor");
        (second.Version, second.Current).ShouldBe((2, true));
        (await Hub.RolesOfAsync(directory, ana)).ShouldBe("Editor");

        var versions = await Hub.Admin.GetAsync<Page<RoleMappingText>>($"/v1/directories/{directory}/role-mapping/versions");
        versions.Items.Select(version => (version.Version, version.Current)).ShouldBe([(2, true), (1, false)]);
        versions.Items.ShouldAllBe(version => version.SavedBy.StartsWith("key:"));
        var restored = await Hub.Admin.PostAsync<RoleMappingText>($"/v1/directories/{directory}/role-mapping/versions/1/restore");
        (restored.Version, restored.Restores, restored.Text).ShouldBe((3, 1, RoleHub.Text));
        (await Hub.RolesOfAsync(directory, ana)).ShouldBe("Viewer");
        var moved = await Hub.Admin.RefusedAsync(HttpMethod.Put, $"/v1/directories/{directory}/role-mapping", new { text = "default none", ifVersion = 2 });
        moved.Code.ShouldBe("role_mapping_moved");
        using var plain = new HttpRequestMessage(HttpMethod.Get, $"/v1/directories/{directory}/role-mapping") { Headers = { { "Accept", "text/plain" } } };
        (await (await Hub.Admin.SendAsync(plain)).Content.ReadAsStringAsync()).ShouldBe(RoleHub.Text);
    }

    [Fact]
    public async Task H8_A_text_whose_tests_fail_or_that_cannot_be_read_is_not_saved()
    {
        var client = await PushedAsync();
        var path = $"/v1/directories/{client.Directory.Id}/role-mapping";
        var failed = await Hub.Admin.RefusedAsync(HttpMethod.Put, path, new { text = RoleHub.Text + "\ntest \"bo\" gets Admin" });
        (failed.Code, failed.Errors![0].Line, failed.Errors[0].Column).ShouldBe(("role_mapping_tests_failed", 7, 1));
        var unread = await Hub.Admin.RefusedAsync(HttpMethod.Put, path, new { text = "default Viewer\ngroup \"A\" gives Nobody\ngrant" });
        unread.Code.ShouldBe("role_mapping_invalid");
        unread.Errors!.Select(error => (error.Line, error.Column, error.Code)).ShouldBe([(2, 17, "unknown_role"), (3, 1, "statement_unknown")]);
        unread.Errors!.ShouldAllBe(error => error.Fix != null);

        (await Hub.Admin.GetAsync<RoleMappingText>(path)).Version.ShouldBe(1);
    }

    [Fact]
    public async Task H9_A_preview_says_who_gains_and_who_loses_and_changes_nothing()
    {
        var client = await PushedAsync();
        var directory = client.Directory.Id;
        List<string> users = [];
        for (var i = 0; i < 7; i++) users.Add(await client.UserAsync($"user{i}"));
        await client.GroupAsync("YourApp Editors", users[..3]);
        await Hub.SettledAsync(directory);
        var path = $"/v1/directories/{directory}/role-mapping/preview";

        var whole = await Hub.Admin.PostAsync<RolePreview>($"{path}?limit=2", new { text = "default none\ngroup \"YourApp Editors\" gives Admin" });
        (whole.Users, whole.Changed, whole.Total).ShouldBe((7, 7, 7));
        whole.Roles!.Select(role => (role.Role, role.Now, role.Then, role.Gained, role.Lost)).ShouldBe([("Admin", 0, 3, 3, 0), ("Editor", 3, 0, 0, 3), ("Viewer", 4, 0, 0, 4)]);
        List<RolePreviewUser> items = [.. whole.Items];
        while (whole.Next is { } next)
        {
            whole = await Hub.Admin.PostAsync<RolePreview>($"{path}?limit=2&cursor={next}", new { text = "default none\ngroup \"YourApp Editors\" gives Admin" });
            items.AddRange(whole.Items);
        }

        items.Select(item => item.User.Name).ShouldBe(users.Select((_, i) => $"user{i}"), ignoreOrder: true);
        items[0].ShouldSatisfyAllConditions(item => item.Gained.ShouldBe(["Admin"]), item => item.Lost.ShouldBe(["Editor"]), item => item.Then.ShouldBe(["Admin"]));
        (await Hub.Admin.GetAsync<RoleMappingText>($"/v1/directories/{directory}/role-mapping")).Version.ShouldBe(1);
        (await Hub.RolesOfAsync(directory, users[0])).ShouldBe("Editor");
    }

    [Fact]
    public async Task An_explanation_names_the_rule_the_way_through_groups_and_what_lost()
    {
        var client = await PushedAsync();
        var directory = client.Directory.Id;
        var ana = await client.UserAsync("ana", $$"""
            "{{PushedClient.Enterprise}}":{"department":"Sales"}
            """);
        var inner = await client.GroupAsync("Inner", ana);
        await client.GroupAsync("YourApp Admins", inner);
        await Hub.SettledAsync(directory);

        var explained = await Hub.ExplainAsync(directory, ana);
        explained.Stored.Select(role => role.RoleName).ShouldBe(["Admin"]);
        explained.Roles.Single().ShouldSatisfyAllConditions(
            role => role.RoleName.ShouldBe("Admin"), role => role.Lines.ShouldBe([3]), role => role.AdministratorLike.ShouldBeTrue(),
            role => role.Because.ShouldBe("Line 3 gives it. It stands above Editor in the precedence."));
        explained.Rules.Select(rule => (rule.Line, string.Join(",", rule.Lost))).ShouldBe([(3, ""), (5, "Editor")]);
        explained.Rules[0].Paths.Single().Select(step => step.Name).ShouldBe(["Inner", "YourApp Admins"]);
        var bo = await client.UserAsync("bo");
        (await Hub.ExplainAsync(directory, bo)).Roles.Single().Because.ShouldBe("No rule fits. The text says: default Viewer.");
    }

    [Fact]
    public async Task A_directory_without_a_mapping_says_nothing_of_roles()
    {
        var client = await PushedClient.StartAsync(Hub);
        var ana = await client.UserAsync("ana");
        (await Hub.Admin.GetAsync<JsonElement>($"/v1/directories/{client.Directory.Id}/users/{ana}")).TryGetProperty("roles", out _).ShouldBeFalse();
        (await Hub.Admin.RefusedAsync(HttpMethod.Get, $"/v1/directories/{client.Directory.Id}/role-mapping")).Code.ShouldBe("role_mapping_missing");
    }
}
