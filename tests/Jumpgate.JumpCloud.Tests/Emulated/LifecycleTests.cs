using System.Text.Json.Nodes;

namespace Jumpgate.JumpCloud.Tests.Emulated;

public sealed class LifecycleTests : IAsyncLifetime
{
    private Emulator.RunningEmulator _emulator = null!;
    private JumpCloudClient _client = null!;

    public async Task InitializeAsync()
    {
        _emulator = await EmulatorClients.SmallWorldAsync();
        _client = _emulator.Client();
    }

    public async Task DisposeAsync()
    {
        _client.Dispose();
        await _emulator.DisposeAsync();
    }

    [Fact]
    public async Task A_person_from_creation_to_deletion()
    {
        var users = _client.SystemUsers;
        var id = (await users.CreateAsync(new SystemUserWrite
        {
            Username = "zoe.new",
            Email = "zoe.new@example.com",
            FirstName = "Zoë",
            State = SystemUserStates.Staged,
            Attributes = [new NamedValue { Name = "division", Value = "EMEA" }],
        })).Id;
        var staged = (await users.GetAsync(id)).ShouldNotBeNull();
        (staged.FirstName, staged.State, staged.Attributes.ShouldHaveSingleItem().Value).ShouldBe(("Zoë", SystemUserStates.Staged, "EMEA"));

        await users.ActivateAsync(id, ActivationMail.None);
        (await users.GetAsync(id))!.State.ShouldBe(SystemUserStates.Activated);
        await users.SuspendAsync(id);
        var suspended = (await users.GetAsync(id))!;
        (suspended.State, suspended.Suspended).ShouldBe((SystemUserStates.Suspended, true));
        await users.ReactivateAsync(id);
        (await users.GetAsync(id))!.IsSuspended.ShouldBeFalse();
        await users.UpdateAsync(id, new SystemUserWrite { Department = "IT", FirstName = "" });
        var updated = (await users.GetAsync(id))!;
        (updated.Department, updated.FirstName, updated.Username).ShouldBe(("IT", null, "zoe.new"));
        await users.LockAsync(id);
        (await users.GetAsync(id))!.AccountLocked.ShouldBe(true);
        await users.UnlockAsync(id);
        (await users.GetAsync(id))!.AccountLocked.ShouldBe(false);
        await users.ExpirePasswordAsync(id);
        await users.SyncMfaAsync(id);
        await users.ResetMfaAsync(id, _emulator.Clock.GetUtcNow().AddDays(7));
        await users.AddSshKeyAsync(id, "laptop", "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJ0 zoe");
        var key = (await users.ListSshKeysAsync(id)).ShouldHaveSingleItem();
        (await users.RemoveSshKeyAsync(id, key.Id!)).ShouldBe(WriteOutcome.Done);

        (await users.DeleteAsync(id)).ShouldBe(WriteOutcome.Done);
        (await users.DeleteAsync(id)).ShouldBe(WriteOutcome.AlreadyDone);
        (await users.GetAsync(id)).ShouldBeNull();
    }

    [Fact]
    public async Task A_name_that_is_taken_is_refused()
    {
        var taken = (await _client.SystemUsers.GetAsync(_emulator.World.UserId(0)))!;

        var error = await Should.ThrowAsync<JumpCloudException>(() =>
            _client.SystemUsers.CreateAsync(new SystemUserWrite { Username = taken.Username, Email = "other@example.com" }));

        error.Kind.ShouldBeOneOf(JumpCloudErrorKind.BadRequest, JumpCloudErrorKind.Conflict);
        error.UpstreamMessage.ShouldNotBeNullOrEmpty();
    }

    [Fact]
    public async Task A_group_and_its_members_and_bindings()
    {
        var group = (await _client.UserGroups.CreateAsync(new JsonObject { ["name"] = "Night shift" })).Id;
        await _client.UserGroups.CreateAsync(new JsonObject { ["name"] = "Night shift" }).ShouldFailAsync(JumpCloudErrorKind.Conflict);
        var (user, application) = (_emulator.World.UserId(7), _emulator.World.ApplicationId(1));

        (await _client.UserGroups.AddMemberAsync(group, user)).ShouldBe(WriteOutcome.Done);
        (await _client.UserGroups.AddMemberAsync(group, user)).ShouldBe(WriteOutcome.AlreadyDone);
        (await _client.UserGroups.ListMembersAsync(group).AllAsync()).ShouldHaveSingleItem().Id.ShouldBe(user);
        (await _client.Applications.BindAsync(application, GraphTypes.UserGroup, group)).ShouldBe(WriteOutcome.Done);
        (await _client.Graph.TraversalPageAsync(GraphTypes.User, user, GraphTypes.Application, 0, 100)).Items
            .ShouldContain(item => item.Id == application && item.Paths.Any(path => path.Any(step => step.Id == group)));
        (await _client.Applications.UnbindAsync(application, GraphTypes.UserGroup, group)).ShouldBe(WriteOutcome.Done);
        (await _client.Applications.UnbindAsync(application, GraphTypes.UserGroup, group)).ShouldBe(WriteOutcome.AlreadyDone);
        (await _client.UserGroups.RemoveMemberAsync(group, user)).ShouldBe(WriteOutcome.Done);
        (await _client.UserGroups.RemoveMemberAsync(group, user)).ShouldBe(WriteOutcome.AlreadyDone);
        await _client.UserGroups.ReplaceAsync(group, new JsonObject { ["name"] = "Early shift", ["description"] = "moved" });
        (await _client.UserGroups.GetAsync(group))!.Name.ShouldBe("Early shift");
        (await _client.UserGroups.DeleteAsync(group)).ShouldBe(WriteOutcome.Done);
        (await _client.UserGroups.GetAsync(group)).ShouldBeNull();
    }

    [Fact]
    public async Task A_device_is_bound_with_rights_that_change_and_go()
    {
        var (user, device) = (_emulator.World.UserId(9), _emulator.World.DeviceId(2));
        await _client.Graph.DissociateAsync(GraphTypes.User, user, GraphTypes.System, device);

        (await _client.Graph.AssociateAsync(GraphTypes.User, user, GraphTypes.System, device)).ShouldBe(WriteOutcome.Done);
        await _client.Graph.UpdateAssociationAsync(
            GraphTypes.User, user, GraphTypes.System, device, JsonNode.Parse("""{"sudo":{"enabled":true,"withoutPassword":false}}""")!);
        var edge = (await _client.Graph.AssociationsAsync(GraphTypes.User, user, GraphTypes.System).AllAsync()).Single(one => one.Id == device);
        JsonNode.Parse(edge.Attributes.Span)!["sudo"]!["enabled"]!.GetValue<bool>().ShouldBeTrue();
        (await _client.Graph.DissociateAsync(GraphTypes.User, user, GraphTypes.System, device)).ShouldBe(WriteOutcome.Done);
    }

    [Fact]
    public async Task Devices_take_commands_and_leave()
    {
        var systems = await _client.Systems.ListAsync().AllAsync();
        var linux = systems.First(system => system.OsFamily == "linux");
        await _client.Systems.RunBuiltInAsync(linux.Id, DeviceAction.Restart);
        await _client.Systems.UpdateAsync(linux.Id, new JsonObject { ["displayName"] = "BUILD-1" });
        (await _client.Systems.GetAsync(linux.Id))!.DisplayName.ShouldBe("BUILD-1");

        var mdm = (await _client.AppleMdm.ListAsync().AllAsync()).Single();
        var mac = (await _client.AppleMdm.ListDevicesAsync(mdm.Id).AllAsync())[0];
        await _client.AppleMdm.RunAsync(mdm.Id, mac.Id, DeviceAction.Lock, "123456");

        (await _client.Systems.DeleteAsync(linux.Id)).ShouldBe(WriteOutcome.Done);
        (await _client.Systems.GetAsync(linux.Id)).ShouldBeNull();
    }

    [Fact]
    public async Task Administrators_and_roles()
    {
        var role = await _client.Roles.CreateAsync("Auditor", ["users.readonly", "groups.readonly"]);
        var admin = (await _client.Administrators.CreateAsync(new JsonObject { ["email"] = "new.admin@example.com", ["roleName"] = "Read Only" })).Id;

        await _client.Administrators.SetRoleAsync(admin, "Auditor");
        (await _client.Administrators.GetAsync(admin))!.RoleName.ShouldBe("Auditor");
        await _client.Roles.ReplaceAsync(role.Id, "Auditors", ["users.readonly"]);
        var replaced = Role.Parse((await _client.Roles.GetRawAsync(role.Id))!.Value.Json.Span);
        (replaced.Name, string.Join(' ', replaced.Scopes)).ShouldBe(("Auditors", "users.readonly"));
        (await _client.Administrators.DeleteAsync(admin)).ShouldBe(WriteOutcome.Done);
        (await _client.Roles.DeleteAsync(role.Id)).ShouldBe(WriteOutcome.Done);
    }

    [Fact]
    public async Task A_service_accounts_secret_is_rotated_without_a_gap()
    {
        var role = (await _client.Roles.ListAsync().AllAsync()).Single(one => one.Name!.Equals("Read Only", StringComparison.OrdinalIgnoreCase));
        var first = await _client.ServiceAccounts.CreateAsync("ci-bot", role.Id, SecretLifetimes.Days90);
        using var before = _emulator.Client(credential: new ServiceAccountCredential(first.ClientId!, first.ClientSecret!));
        (await before.SystemUsers.ListPageAsync(0, 1)).Items.Count.ShouldBe(1);

        var second = await _client.ServiceAccounts.AddSecretAsync(first.ServiceAccountId, SecretLifetimes.Days90);
        using var after = _emulator.Client(credential: new ServiceAccountCredential(second.ClientId ?? first.ClientId!, second.ClientSecret!));
        (await after.SystemUsers.ListPageAsync(0, 1)).Items.Count.ShouldBe(1);
        (await _client.ServiceAccounts.RemoveSecretAsync(first.ServiceAccountId, first.AuthConfigId!)).ShouldBe(WriteOutcome.Done);

        (await after.SystemUsers.ListPageAsync(0, 1)).Items.Count.ShouldBe(1);
        using var dropped = _emulator.Client(credential: new ServiceAccountCredential(first.ClientId!, first.ClientSecret!));
        await dropped.SystemUsers.ListPageAsync(0, 1).ShouldFailAsync(JumpCloudErrorKind.InvalidCredentials);
        (await _client.ServiceAccounts.DeleteAsync(first.ServiceAccountId)).ShouldBe(WriteOutcome.Done);
    }

    [Fact]
    public async Task A_bulk_job_creates_people_and_tells_of_each()
    {
        var job = await _client.Bulk.CreateUsersAsync(
        [
            new JsonObject { ["username"] = "bulk.one", ["email"] = "bulk.one@example.com" },
            new JsonObject { ["username"] = "bulk.two", ["email"] = "bulk.two@example.com" },
        ]);

        var deadline = Environment.TickCount64 + 10_000;
        List<BulkResult> rows;
        do
        {
            rows = await _client.Bulk.ResultsAsync(job).AllAsync();
            if (rows.Count < 2 || rows.Exists(row => row.Status == "pending")) await Task.Delay(20);
        }
        while ((rows.Count < 2 || rows.Exists(row => row.Status == "pending")) && Environment.TickCount64 < deadline);

        rows.Count.ShouldBe(2);
        rows.ShouldAllBe(row => row.Status == "finished");
        (await _client.SystemUsers.ListPageAsync(["username:$eq:bulk.one"], 0, 10)).Items.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_suspension_is_scheduled_and_taken_back()
    {
        var user = _emulator.World.UserId(11);

        var change = (await _client.Bulk.ScheduleStateAsync([user], SystemUserStates.Suspended, _emulator.Clock.GetUtcNow().AddDays(3))).ShouldHaveSingleItem();
        change.SystemUserId.ShouldBe(user);
        (await _client.Bulk.ScheduledPageAsync(user, 0, 100)).Items.Count.ShouldBe(1);
        (await _client.Bulk.CancelScheduledAsync(change.Id!)).ShouldBe(WriteOutcome.Done);

        (await _client.Bulk.ScheduledPageAsync(user, 0, 100)).Items.ShouldBeEmpty();
    }
}
