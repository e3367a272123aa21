using Jumpgate.Contracts;
using Jumpgate.Server.Data;
using Jumpgate.Server.Directory.Reading;
using Jumpgate.Server.Roles.Assignment;
using Jumpgate.Server.Roles.Catalogue;
using Jumpgate.Server.Roles.Mapping;
using Jumpgate.Server.Tenancy;
using Jumpgate.Server.Tests.Data;
using Cause = Jumpgate.Server.Data.Cause;

namespace Jumpgate.Server.Tests.Roles.Assignment;

/// <summary>A directory of a hundred thousand users with three hundred thousand memberships.</summary>
[Collection(Alone.Name)]
public sealed class RoleScaleTests
{
    private const int Users = 100_000;
    private const int Groups = 300;

    [Fact]
    public async Task Roles_of_a_hundred_thousand_users_are_calculated_in_bounded_memory()
    {
        await using var fixture = await StoreFixture.CreateAsync();
        var tenant = await fixture.NewTenantAsync();
        var directory = await fixture.NewDirectoryAsync(tenant);
        await FillAsync(fixture, tenant, directory);
        using var wake = new RoleWake(fixture.Signal);
        var mappings = new MappingStore(fixture.Queue, wake);
        var caller = new Caller(Guid.NewGuid(), "key:test", "test", ProductRoles.SuperAdministrator, tenant);
        var catalogue = new RoleCatalogue(fixture.Queue, mappings);
        foreach (var name in (string[])["Admin", "Editor", "Viewer"])
            await catalogue.CreateAsync(caller, tenant, new AppRoleCreate(null, name, AdministratorLike: name == "Admin"), default);
        const string Text = "precedence: Admin > Editor > Viewer\ndefault Viewer\ngroup \"Group 1\" gives Admin\ngroup \"Group 1?\" gives Viewer\ngroup \"Group 2*\" gives Editor\nuser where title eq \"Lead\" gives Editor";
        await mappings.SaveAsync(caller, tenant, directory, Guid.NewGuid(), Text, null, null, null, default);

        var run = new RoleRun(fixture.Store, fixture.Queue, mappings);
        var (before, most) = (GC.GetTotalMemory(forceFullCollection: true), 0L);
        for (var step = 0; await run.StepAsync(tenant, directory, default); step++)
            if (step % 16 == 0) most = Math.Max(most, GC.GetTotalMemory(forceFullCollection: true));

        await using var read = await fixture.Store.ReadAsync(tenant);
        var held = (await read.Sql.QueryAsync(
            "select r.name, count(*) from assigned_role a join app_role r on r.tenant = a.tenant and r.role = a.role where a.tenant = @tenant and a.to_seq is null group by r.name",
            row => (row.GetString(0), row.GetInt64(1)))).ToDictionary();
        held.Values.Sum().ShouldBe(Users);
        // Of 300 groups, number 1 gives Admin; 111 begin with a 2; every tenth user leads.
        held["Admin"].ShouldBeInRange(Users / Groups, Users * 3 / Groups);
        held["Editor"].ShouldBeGreaterThan(Users / 2L);
        // All users at once would be several times as much.
        (most - before).ShouldBeLessThan(128L << 20);

        var id = await read.Sql.ScalarAsync<Guid>("select id from directory where tenant = @tenant");
        await using var scope = await DirectoryScope.OpenAsync(fixture.Store, CurrentTenant.Of(tenant), id, default);
        var other = MappingCompiler.Compile("default none\ngroup \"Group 1\" gives Admin", await RoleRow.SetAsync(read.Sql, default)).Mapping!;
        before = GC.GetTotalMemory(forceFullCollection: true);
        var preview = await new RolePreviewRun(scope, other).WholeAsync(100, default);
        (preview.Users, preview.Changed, preview.Items.Count).ShouldBe((Users, Users - held["Admin"], 100));
        preview.Roles!.ToDictionary(role => role.Role, role => role.Lost).ShouldBe(new Dictionary<string, long> { ["Admin"] = 0, ["Editor"] = held["Editor"], ["Viewer"] = held["Viewer"] }, ignoreOrder: true);
        (GC.GetTotalMemory(forceFullCollection: true) - before).ShouldBeLessThan(128L << 20);
    }

    private static async Task FillAsync(StoreFixture fixture, TenantId tenant, DirectoryKey directory)
    {
        for (var from = 0; from < Users + Groups; from += 5000)
        {
            var first = from;
            await fixture.Queue.WriteAsync(tenant, WritePriority.Bulk, async scope =>
            {
                var count = Math.Min(5000, Users + Groups - first);
                var keys = Enumerable.Range(first + 1, count).Select(i => (long)i).ToArray();
                await scope.TakeKeysAsync(count);
                var at = await scope.TakeSequencesAsync(1);
                scope.Changes.Add(new ChangeRow(at, directory.Value, ChangeOp.DirectoryUpdated, null, null, null, null, await scope.CauseKeyAsync(new Cause(CauseKind.System, null)), "filled"));
                var ids = keys.Select(_ => Guid.NewGuid()).ToArray();
                var kinds = keys.Select(key => key <= Groups ? (short)ResourceKind.Group : (short)ResourceKind.User).ToArray();
                var names = keys.Select(key => key <= Groups ? $"Group {key}" : $"User {key}").ToArray();
                await scope.Sql.InsertAsync(
                    "resource",
                    new SqlRows().Add("resource", keys).Add("kind", kinds).Add("remote_id", ids.Select(id => (string?)id.ToString()).ToArray()).Add("id", ids)
                        .Add("state", keys.Select(_ => (short)1).ToArray()).Add("version", keys.Select(_ => at).ToArray()).Add("observed", keys.Select(_ => 0L).ToArray()),
                    ("directory", directory.Value));
                await scope.Sql.InsertAsync(
                    "resource_version",
                    new SqlRows().Add("resource", keys).Add("from_seq", keys.Select(_ => at).ToArray()).Add("kind", kinds).Add("name", (string?[])names).Add("f_name", (string?[])names)
                        .Add("hash", keys.Select(_ => (byte[]?)new byte[16]).ToArray()).Add("active", keys.Select(_ => true).ToArray())
                        .Add("attributes", keys.Select(key => (string?)(key % 10 == 0 ? """{"title":"Lead"}""" : """{"title":"Other"}""")).ToArray())
                        .Add("status", keys.Select(_ => (string?)"enabled").ToArray()),
                    ("directory", directory.Value));
                var members = keys.Where(key => key > Groups).ToArray();
                for (var n = 0; n < 3; n++)
                {
                    var step = n;
                    await scope.Sql.InsertAsync(
                        "edge",
                        new SqlRows().Add("to_resource", members.Select(key => ((key * (7 + (step * 4))) + (step * 100)) % Groups + 1).ToArray()).Add("from_resource", members)
                            .Add("from_seq", members.Select(_ => at - step).ToArray()).Add("kind", members.Select(_ => (short)1).ToArray()).Add("from_kind", members.Select(_ => (short)1).ToArray())
                            .Add("to_kind", members.Select(_ => (short)3).ToArray()).Add("observed", members.Select(_ => 0L).ToArray()),
                        ("directory", directory.Value));
                }
            });
        }
    }
}
