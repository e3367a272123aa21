using System.Text.Json.Nodes;
using Jumpgate.Contracts;

namespace Jumpgate.Server.Tests.Directory.Sync;

/// <summary>Texts, values and movements that JumpCloud might send one day. Each test works on users of its own in one synced organization.</summary>
public sealed class OddWorldTests(OddWorldTests.Synced fixture) : IClassFixture<OddWorldTests.Synced>
{
    private const string Extension = "urn:jumpgate:params:scim:schemas:extension:jumpcloud:2.0:User";

    private SyncedHub Hub => fixture.Hub;

    [Theory]
    [InlineData(20, "Ωμέγα Ξένια 山田 太郎")]
    [InlineData(21, "محمد بن سلمان")]
    [InlineData(22, "🦉🛰️ Zoë Å. d’Artagnan-O\"Neill \\ <b>&amp;")]
    [InlineData(23, "'; drop table resource; --")]
    public async Task A_name_of_any_script_is_kept_found_and_sorted(int user, string name)
    {
        var id = Hub.Emulator.World.UserId(user);
        Hub.Emulator.World.Set(id, new JsonObject { ["displayname"] = name, ["lastname"] = name });

        (await Hub.SyncAsync()).State.ShouldBe(RunStates.Done);

        (await Hub.AllAsync("users", $"displayName eq {JsonValue.Create(name).ToJsonString()}")).ShouldHaveSingleItem().RemoteId.ShouldBe(id);
        (await Hub.AllAsync("users", $"remoteId eq \"{id}\"")).ShouldHaveSingleItem().Name.ShouldBe(name);
    }

    [Fact]
    public async Task A_very_long_name_is_kept_whole()
    {
        var id = Hub.Emulator.World.UserId(24);
        var name = string.Concat(Enumerable.Repeat("Très-long Nam\u00e9 ", 1500));
        Hub.Emulator.World.Set(id, new JsonObject { ["displayname"] = name });

        (await Hub.SyncAsync()).State.ShouldBe(RunStates.Done);

        var user = (await Hub.AllAsync("users", $"remoteId eq \"{id}\"")).ShouldHaveSingleItem();
        user.Name.ShouldBe(name);
        user.Attributes!.Value.GetProperty("displayName").GetString().ShouldBe(name);
    }

    [Fact]
    public async Task An_unknown_state_is_told_as_unknown_with_JumpClouds_own_word()
    {
        var id = Hub.Emulator.World.UserId(25);
        Hub.Emulator.World.Set(id, new JsonObject { ["state"] = "HIBERNATING", ["mfaEnrollment"] = new JsonObject { ["overallStatus"] = "SOMETHING_NEW" } });

        (await Hub.SyncAsync()).State.ShouldBe(RunStates.Done);

        var user = (await Hub.AllAsync("users", $"remoteId eq \"{id}\"")).ShouldHaveSingleItem();
        user.Status.Value.ShouldBe("unknown");
        user.Status.SourceValue!.ShouldContain("HIBERNATING");
    }

    [Fact]
    public async Task Unknown_fields_of_any_shape_disturb_nothing()
    {
        var id = Hub.Emulator.World.UserId(26);
        Hub.Emulator.World.Set(id, new JsonObject { ["quantum"] = new JsonArray(1, null, new JsonObject { ["deep"] = new JsonArray() }), ["costCenter"] = "CC-odd" });

        (await Hub.SyncAsync()).State.ShouldBe(RunStates.Done);

        (await Hub.AllAsync("users", $"remoteId eq \"{id}\"")).ShouldHaveSingleItem().Attributes!.Value.GetRawText().ShouldContain("CC-odd");
    }

    [Fact]
    public async Task C4_Multi_factor_state_and_kinds_are_told_for_users_and_admins()
    {
        var id = Hub.Emulator.World.UserId(27);
        Hub.Emulator.World.Set(id, new JsonObject
        {
            ["mfaEnrollment"] = new JsonObject { ["overallStatus"] = "ENROLLED", ["totpStatus"] = "ENROLLED", ["webAuthnStatus"] = "ENROLLED", ["pushStatus"] = "NOT_ENROLLED" },
        });

        (await Hub.SyncAsync()).State.ShouldBe(RunStates.Done);

        var mfa = (await Hub.AllAsync("users", $"remoteId eq \"{id}\"")).ShouldHaveSingleItem().Attributes!.Value.GetProperty(Extension).GetProperty("mfa");
        mfa.GetProperty("state").GetString().ShouldBe("enrolled");
        mfa.GetProperty("kinds").EnumerateArray().Select(kind => kind.GetString()).ShouldBe(["totp", "webauthn"]);
        (await Hub.AllAsync("users", $"{Extension}:mfa.state eq \"enrolled\"")).ShouldContain(user => user.RemoteId == id);
        (await Hub.AllAsync("admins")).ShouldAllBe(admin => admin.Attributes!.Value.GetProperty("mfa").GetProperty("state").GetString() != null);
    }

    [Fact]
    public async Task C5_When_a_device_was_last_active_is_told_and_makes_no_version()
    {
        var id = Hub.Emulator.World.DeviceId(1);
        var before = (await Hub.AllAsync("devices", $"remoteId eq \"{id}\"")).ShouldHaveSingleItem();
        Hub.Emulator.World.Set(id, new JsonObject { ["lastContact"] = "2026-11-20T01:02:03.000Z" });

        (await Hub.SyncAsync()).State.ShouldBe(RunStates.Done);

        var device = (await Hub.AllAsync("devices", $"remoteId eq \"{id}\"")).ShouldHaveSingleItem();
        device.Attributes!.Value.GetProperty("lastContact").GetDateTimeOffset().ShouldBe(new DateTimeOffset(2026, 11, 20, 1, 2, 3, TimeSpan.Zero));
        device.Version.ShouldBe(before.Version);
    }

    [Fact]
    public async Task An_object_deleted_between_two_pages_costs_no_other_object()
    {
        var before = (await Hub.AllAsync("users")).Select(user => user.RemoteId).ToHashSet();
        Hub.Emulator.Faults.Add("GET /api/systemusers remove x1");
        SyncRun run;
        try
        {
            run = await Hub.SyncAsync();
            Hub.Emulator.Faults.Rules.ShouldAllBe(rule => rule.Played > 0);
        }
        finally
        {
            Hub.Emulator.Faults.Clear();
        }

        run.State.ShouldBe(RunStates.Done);
        var gone = before.Except((await Hub.AllAsync("users")).Select(user => user.RemoteId)).ToList();
        gone.Count.ShouldBeLessThanOrEqualTo(1);
        (await Hub.SyncAsync()).State.ShouldBe(RunStates.Done);
        var missing = before.Except((await Hub.AllAsync("users")).Select(user => user.RemoteId)).ShouldHaveSingleItem();
        (await Hub.Hub.Admin.GetAsync<Page<Change>>($"/v1/changes?after={(await Hub.OrganizationAsync()).LastRun!.Sequence - 500}&limit=1000")).Items
            .Count(change => change is { Op: "deleted", Kind: "user" }).ShouldBe(1, missing);
    }

    public sealed class Synced : IAsyncLifetime
    {
        internal SyncedHub Hub { get; private set; } = null!;

        public async Task InitializeAsync() => Hub = await SyncedHub.StartAsync(settings: SyncedHub.ByHand);

        public async Task DisposeAsync() => await Hub.DisposeAsync();
    }
}
