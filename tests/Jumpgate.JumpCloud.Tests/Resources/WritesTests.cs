using System.Text.Json.Nodes;

namespace Jumpgate.JumpCloud.Tests.Resources;

/// <summary>What goes over the wire for every write, against jumpcloud-api.md §6.</summary>
public sealed class WritesTests
{
    private static readonly string[] Scopes = ["users"];

    public static TheoryData<string, string, string?> Expected { get; } = new()
    {
        { "user.create", "POST /api/systemusers?fullValidationDetails=password", """{"username":"ana","email":"ana@example.com","department":"","password":"pw","attributes":[{"name":"division","value":"EMEA"}]}""" },
        { "user.update", "PUT /api/systemusers/u1", """{"jobTitle":"Engineer"}""" },
        { "user.delete", "DELETE /api/systemusers/u1?cascade_manager=u2", null },
        { "user.suspend", "PUT /api/systemusers/u1", """{"suspended":true}""" },
        { "user.reactivate", "PUT /api/systemusers/u1", """{"suspended":false}""" },
        { "user.lock", "PUT /api/systemusers/u1", """{"account_locked":true}""" },
        { "user.activate", "POST /api/systemusers/u1/state/activate", "{}" },
        { "user.activate.silent", "POST /api/systemusers/u1/state/activate", """{"email":false}""" },
        { "user.activate.to", "POST /api/systemusers/u1/state/activate", """{"email":"ana@home.example"}""" },
        { "user.expire", "POST /api/systemusers/u1/expire", "{}" },
        { "user.unlock", "POST /api/systemusers/u1/unlock", "{}" },
        { "user.mfasync", "POST /api/systemusers/u1/mfasync", "{}" },
        { "user.resetmfa", "POST /api/systemusers/u1/resetmfa", """{"exclusion":true,"exclusionUntil":"2026-12-01T00:00:00.000Z"}""" },
        { "user.sshkey.add", "POST /api/systemusers/u1/sshkeys", """{"name":"laptop","public_key":"ssh-ed25519 AAAA"}""" },
        { "user.sshkey.remove", "DELETE /api/systemusers/u1/sshkeys/k1", null },
        { "admin.create", "POST /api/users", """{"email":"ops@example.com"}""" },
        { "admin.role", "PUT /api/users/a1", """{"roleName":"Help Desk"}""" },
        { "admin.delete", "DELETE /api/users/a1", null },
        { "admin.invite", "GET /api/users/reactivate/a1", null },
        { "admin.totp", "POST /api/users/resettotp/a1", null },
        { "admin.link", "POST /api/v2/administrators/a1/organizationlinks", """{"organization":"o1"}""" },
        { "admin.unlink", "DELETE /api/v2/administrators/a1/organizationlinks/o1", null },
        { "role.create", "POST /api/v2/roles", """{"name":"Auditor","scopes":["users"],"description":"reads"}""" },
        { "role.replace", "PUT /api/v2/roles/r1", """{"name":"Auditor","scopes":["users"]}""" },
        { "role.delete", "DELETE /api/v2/roles/r1", null },
        { "group.create", "POST /api/v2/usergroups", """{"name":"Engineering"}""" },
        { "group.replace", "PUT /api/v2/usergroups/g1", """{"name":"Engineering"}""" },
        { "group.delete", "DELETE /api/v2/usergroups/g1", null },
        { "group.add", "POST /api/v2/usergroups/g1/members", """{"op":"add","type":"user","id":"u1"}""" },
        { "group.remove", "POST /api/v2/usergroups/g1/members", """{"op":"remove","type":"user","id":"u1"}""" },
        { "devicegroup.add", "POST /api/v2/systemgroups/d1/members", """{"op":"add","type":"system","id":"s1"}""" },
        { "graph.add", "POST /api/v2/users/u1/associations", """{"op":"add","type":"system","id":"s1","attributes":{"sudo":{"enabled":true,"withoutPassword":false}}}""" },
        { "graph.update", "POST /api/v2/users/u1/associations", """{"op":"update","type":"system","id":"s1","attributes":{"sudo":{"enabled":true,"withoutPassword":false}}}""" },
        { "graph.remove", "POST /api/v2/usergroups/g1/associations", """{"op":"remove","type":"application","id":"p1"}""" },
        { "app.create", "POST /api/applications", """{"name":"saml2"}""" },
        { "app.update", "PUT /api/applications/p1", """{"displayLabel":"Hub"}""" },
        { "app.delete", "DELETE /api/applications/p1", null },
        { "app.bind", "POST /api/v2/applications/p1/associations", """{"op":"add","type":"user_group","id":"g1"}""" },
        { "app.unbind", "POST /api/v2/applications/p1/associations", """{"op":"remove","type":"user","id":"u1"}""" },
        { "system.update", "PUT /api/systems/s1", """{"displayName":"ANA-MBP"}""" },
        { "system.delete", "DELETE /api/systems/s1", null },
        { "system.lock", "POST /api/systems/s1/command/builtin/lock", "{}" },
        { "system.erase", "POST /api/systems/s1/command/builtin/erase", "{}" },
        { "system.restart", "POST /api/systems/s1/command/builtin/restart", "{}" },
        { "system.shutdown", "POST /api/systems/s1/command/builtin/shutdown", "{}" },
        { "mdm.lock", "POST /api/v2/applemdms/m1/devices/d1/lock", """{"pin":"123456"}""" },
        { "mdm.erase", "POST /api/v2/applemdms/m1/devices/d1/erase", """{"pin":"123456"}""" },
        { "mdm.restart", "POST /api/v2/applemdms/m1/devices/d1/restart", """{"kextPaths":[]}""" },
        { "mdm.shutdown", "POST /api/v2/applemdms/m1/devices/d1/shutdown", "{}" },
        { "android.lock", "POST /api/v2/google-emm/devices/d1/lock", "{}" },
        { "account.delete", "DELETE /api/v2/service-accounts/c1", null },
        { "account.drop", "DELETE /api/v2/service-accounts/c1/auth-config/x1", null },
        { "bulk.cancel", "DELETE /api/v2/bulk/userstates/j1", null },
        { "organization.update", "PUT /api/organizations/o1", """{"settings":{"name":"Example"}}""" },
        { "provider.admin", "POST /api/v2/providers/p1/administrators", """{"email":"ops@example.com"}""" },
        { "provider.admin.delete", "DELETE /api/v2/providers/p1/administrators/a1", null },
    };

    [Theory]
    [MemberData(nameof(Expected))]
    public async Task A_write_goes_out_as_documented(string write, string line, string? body)
    {
        var handler = new ScriptedHandler(_ => ScriptedHandler.Json("""{"_id":"x1","id":"x1"}"""));
        using var client = Clients.For(handler);

        await RunAsync(client, write);

        var sent = handler.Sent.ShouldHaveSingleItem();
        sent.Line.ShouldBe(line);
        if (body is null) sent.Body.ShouldBeEmpty();
        else JsonNode.DeepEquals(JsonNode.Parse(sent.Body), JsonNode.Parse(body)).ShouldBeTrue($"{sent.Body} is not {body}");
    }

    [Theory]
    [InlineData("group.add", 409, """{"message":"Already Exists"}""")]
    [InlineData("group.add", 400, """{"message":"Already Exists"}""")]
    [InlineData("app.bind", 409, "{}")]
    [InlineData("graph.add", 409, "{}")]
    [InlineData("admin.link", 409, "{}")]
    [InlineData("group.remove", 404, "{}")]
    [InlineData("app.unbind", 404, "{}")]
    [InlineData("graph.remove", 404, "{}")]
    [InlineData("user.delete", 404, "{}")]
    [InlineData("group.delete", 404, "{}")]
    [InlineData("account.drop", 404, "{}")]
    [InlineData("bulk.cancel", 404, "{}")]
    public async Task What_is_done_already_is_told_as_such(string write, int status, string body)
    {
        using var client = Clients.For(new ScriptedHandler(_ => ScriptedHandler.Json(body, status)));

        (await RunAsync(client, write)).ShouldBe(WriteOutcome.AlreadyDone);
    }

    [Theory]
    [InlineData("group.add", 404, JumpCloudErrorKind.NotFound)]
    [InlineData("group.remove", 409, JumpCloudErrorKind.Conflict)]
    [InlineData("group.add", 400, JumpCloudErrorKind.BadRequest)]
    [InlineData("user.create", 409, JumpCloudErrorKind.Conflict)]
    [InlineData("user.update", 404, JumpCloudErrorKind.NotFound)]
    [InlineData("user.delete", 403, JumpCloudErrorKind.MissingPermission)]
    public async Task What_is_not_done_is_not_told_as_done(string write, int status, JumpCloudErrorKind kind)
    {
        using var client = Clients.For(new ScriptedHandler(_ => ScriptedHandler.Json("{}", status)));

        await RunAsync(client, write).ShouldFailAsync(kind);
    }

    [Theory]
    [InlineData(200)]
    [InlineData(204)]
    public async Task A_deletion_is_done_with_and_without_a_body(int status)
    {
        using var client = Clients.For(new ScriptedHandler(_ => ScriptedHandler.Json(status == 204 ? "" : """{"id":"g1"}""", status)));

        (await client.UserGroups.DeleteAsync("g1")).ShouldBe(WriteOutcome.Done);
    }

    [Theory]
    [InlineData("system.erase")]
    [InlineData("mdm.lock")]
    [InlineData("user.resetmfa")]
    [InlineData("user.activate")]
    [InlineData("admin.invite")]
    public async Task An_act_that_cannot_be_read_back_is_never_sent_twice(string write)
    {
        var handler = new ScriptedHandler(_ => ScriptedHandler.Json("{}", 502));
        using var client = Clients.For(handler);

        (await RunAsync(client, write).ShouldFailAsync(JumpCloudErrorKind.Unavailable)).OutcomeUnknown.ShouldBeTrue();

        handler.Sent.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_new_client_secret_is_a_secret_told_once()
    {
        var handler = new ScriptedHandler(_ => ScriptedHandler.Json(
            """{"authConfig":{"objectId":"x2","authType":"CLIENT_SECRET","expiresAt":"2027-02-20T00:00:00.000Z","clientSecretConfig":{"clientId":"c-9","clientSecret":"fresh-secret"}}}"""));
        using var client = Clients.For(handler);

        var added = await client.ServiceAccounts.AddSecretAsync("c1", SecretLifetimes.Days90);

        (added.ServiceAccountId, added.AuthConfigId, added.ClientId).ShouldBe(("c1", "x2", "c-9"));
        added.ClientSecret.ShouldNotBeNull().Reveal().ShouldBe("fresh-secret");
        added.Expires.ShouldBe(new DateTimeOffset(2027, 2, 20, 0, 0, 0, TimeSpan.Zero));
        added.ToString().ShouldNotContain("fresh-secret");
        handler.Sent[0].Line.ShouldBe("POST /api/v2/service-accounts/c1/auth-config");
        JsonNode.Parse(handler.Sent[0].Body)!["authConfig"]!["clientSecretConfig"]!["lifetime"]!.GetValue<string>().ShouldBe("90 Days");
    }

    [Fact]
    public async Task A_bulk_job_tells_its_id_and_its_rows()
    {
        var handler = new ScriptedHandler(sent => ScriptedHandler.Json(sent.Method == HttpMethod.Get
            ? """[{"id":"r1","status":"finished"},{"id":"r2","status":"failed","statusMsg":"email taken"}]"""
            : """{"jobId":"j1"}"""));
        using var client = Clients.For(handler);

        var job = await client.Bulk.CreateUsersAsync([new JsonObject { ["username"] = "ana" }], suppressEmail: true, creationSource: "jumpcloud:scim");
        var rows = new List<BulkResult>();
        await foreach (var row in client.Bulk.ResultsAsync(job)) rows.Add(row);

        handler.Sent[0].Line.ShouldBe("POST /api/v2/bulk/users?suppressEmail=true");
        handler.Sent[0].Header("creation-source").ShouldBe("jumpcloud:scim");
        handler.Sent[1].Line.ShouldStartWith("GET /api/v2/bulk/users/j1/results?");
        rows.Select(row => (row.Id, row.Status, row.Message)).ShouldBe([("r1", "finished", null), ("r2", "failed", "email taken")]);
    }

    [Fact]
    public async Task A_change_of_state_is_scheduled_for_many()
    {
        var handler = new ScriptedHandler(_ => ScriptedHandler.Json(
            """[{"scheduledJobId":"j1","scheduledDate":"2026-12-01T00:00:00Z","state":"SUSPENDED","systemUserId":"u1"}]""", 201));
        using var client = Clients.For(handler);

        var changes = await client.Bulk.ScheduleStateAsync(["u1"], SystemUserStates.Suspended, new DateTimeOffset(2026, 12, 1, 0, 0, 0, TimeSpan.Zero));

        changes.ShouldHaveSingleItem().Id.ShouldBe("j1");
        handler.Sent[0].Line.ShouldBe("POST /api/v2/bulk/userstates");
        JsonNode.DeepEquals(
            JsonNode.Parse(handler.Sent[0].Body),
            JsonNode.Parse("""{"user_ids":["u1"],"state":"SUSPENDED","start_date":"2026-12-01T00:00:00.000Z"}""")).ShouldBeTrue(handler.Sent[0].Body);
    }

    [Theory]
    [InlineData("12345")]
    [InlineData("12345a")]
    public void A_pin_that_is_not_six_digits_is_refused(string pin)
    {
        using var client = Clients.For(new ScriptedHandler(_ => ScriptedHandler.Json("{}")));

        Should.Throw<ArgumentException>(() => client.AppleMdm.RunAsync("m1", "d1", DeviceAction.Lock, pin));
    }

    internal static async Task<WriteOutcome?> RunAsync(JumpCloudClient client, string write)
    {
        var sudo = JsonNode.Parse("""{"sudo":{"enabled":true,"withoutPassword":false}}""")!;
        Task task = write switch
        {
            "user.create" => client.SystemUsers.CreateAsync(new SystemUserWrite
            {
                Username = "ana",
                Email = "ana@example.com",
                Department = "",
                Password = new Secret("pw"),
                Attributes = [new NamedValue { Name = "division", Value = "EMEA" }],
            }),
            "user.update" => client.SystemUsers.UpdateAsync("u1", new SystemUserWrite { JobTitle = "Engineer" }),
            "user.delete" => client.SystemUsers.DeleteAsync("u1", "u2"),
            "user.suspend" => client.SystemUsers.SuspendAsync("u1"),
            "user.reactivate" => client.SystemUsers.ReactivateAsync("u1"),
            "user.lock" => client.SystemUsers.LockAsync("u1"),
            "user.activate" => client.SystemUsers.ActivateAsync("u1"),
            "user.activate.silent" => client.SystemUsers.ActivateAsync("u1", ActivationMail.None),
            "user.activate.to" => client.SystemUsers.ActivateAsync("u1", ActivationMail.To("ana@home.example")),
            "user.expire" => client.SystemUsers.ExpirePasswordAsync("u1"),
            "user.unlock" => client.SystemUsers.UnlockAsync("u1"),
            "user.mfasync" => client.SystemUsers.SyncMfaAsync("u1"),
            "user.resetmfa" => client.SystemUsers.ResetMfaAsync("u1", new DateTimeOffset(2026, 12, 1, 0, 0, 0, TimeSpan.Zero)),
            "user.sshkey.add" => client.SystemUsers.AddSshKeyAsync("u1", "laptop", "ssh-ed25519 AAAA"),
            "user.sshkey.remove" => client.SystemUsers.RemoveSshKeyAsync("u1", "k1"),
            "admin.create" => client.Administrators.CreateAsync(new JsonObject { ["email"] = "ops@example.com" }),
            "admin.role" => client.Administrators.SetRoleAsync("a1", "Help Desk"),
            "admin.delete" => client.Administrators.DeleteAsync("a1"),
            "admin.invite" => client.Administrators.ResendInvitationAsync("a1"),
            "admin.totp" => client.Administrators.ResetTotpAsync("a1"),
            "admin.link" => client.Administrators.LinkOrganizationAsync("a1", "o1"),
            "admin.unlink" => client.Administrators.UnlinkOrganizationAsync("a1", "o1"),
            "role.create" => client.Roles.CreateAsync("Auditor", Scopes, "reads"),
            "role.replace" => client.Roles.ReplaceAsync("r1", "Auditor", Scopes),
            "role.delete" => client.Roles.DeleteAsync("r1"),
            "group.create" => client.UserGroups.CreateAsync(new JsonObject { ["name"] = "Engineering" }),
            "group.replace" => client.UserGroups.ReplaceAsync("g1", new JsonObject { ["name"] = "Engineering" }),
            "group.delete" => client.UserGroups.DeleteAsync("g1"),
            "group.add" => client.UserGroups.AddMemberAsync("g1", "u1"),
            "group.remove" => client.UserGroups.RemoveMemberAsync("g1", "u1"),
            "devicegroup.add" => client.SystemGroups.AddMemberAsync("d1", "s1"),
            "graph.add" => client.Graph.AssociateAsync(GraphTypes.User, "u1", GraphTypes.System, "s1", sudo),
            "graph.update" => client.Graph.UpdateAssociationAsync(GraphTypes.User, "u1", GraphTypes.System, "s1", sudo),
            "graph.remove" => client.Graph.DissociateAsync(GraphTypes.UserGroup, "g1", GraphTypes.Application, "p1"),
            "app.create" => client.Applications.CreateAsync(new JsonObject { ["name"] = "saml2" }),
            "app.update" => client.Applications.UpdateAsync("p1", new JsonObject { ["displayLabel"] = "Hub" }),
            "app.delete" => client.Applications.DeleteAsync("p1"),
            "app.bind" => client.Applications.BindAsync("p1", GraphTypes.UserGroup, "g1"),
            "app.unbind" => client.Applications.UnbindAsync("p1", GraphTypes.User, "u1"),
            "system.update" => client.Systems.UpdateAsync("s1", new JsonObject { ["displayName"] = "ANA-MBP" }),
            "system.delete" => client.Systems.DeleteAsync("s1"),
            "system.lock" => client.Systems.RunBuiltInAsync("s1", DeviceAction.Lock),
            "system.erase" => client.Systems.RunBuiltInAsync("s1", DeviceAction.Erase),
            "system.restart" => client.Systems.RunBuiltInAsync("s1", DeviceAction.Restart),
            "system.shutdown" => client.Systems.RunBuiltInAsync("s1", DeviceAction.Shutdown),
            "mdm.lock" => client.AppleMdm.RunAsync("m1", "d1", DeviceAction.Lock, "123456"),
            "mdm.erase" => client.AppleMdm.RunAsync("m1", "d1", DeviceAction.Erase, "123456"),
            "mdm.restart" => client.AppleMdm.RunAsync("m1", "d1", DeviceAction.Restart),
            "mdm.shutdown" => client.AppleMdm.RunAsync("m1", "d1", DeviceAction.Shutdown),
            "android.lock" => client.GoogleEmm.LockAsync("d1"),
            "account.delete" => client.ServiceAccounts.DeleteAsync("c1"),
            "account.drop" => client.ServiceAccounts.RemoveSecretAsync("c1", "x1"),
            "bulk.cancel" => client.Bulk.CancelScheduledAsync("j1"),
            "organization.update" => client.Organizations.UpdateAsync("o1", new JsonObject { ["settings"] = new JsonObject { ["name"] = "Example" } }),
            "provider.admin" => client.Providers.CreateAdministratorAsync("p1", new JsonObject { ["email"] = "ops@example.com" }),
            "provider.admin.delete" => client.Providers.DeleteAdministratorAsync("p1", "a1"),
            _ => throw new ArgumentOutOfRangeException(nameof(write), write, null),
        };
        await task;
        return task is Task<WriteOutcome> outcome ? await outcome : null;
    }
}
