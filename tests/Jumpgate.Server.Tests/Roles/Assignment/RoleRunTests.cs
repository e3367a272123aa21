using Jumpgate.Contracts;
using Jumpgate.Server.Data;
using Jumpgate.Server.Roles.Assignment;
using Jumpgate.Server.Roles.Catalogue;
using Jumpgate.Server.Roles.Mapping;
using Jumpgate.Server.Tenancy;
using Jumpgate.Server.Tests.Data;
using Cause = Jumpgate.Server.Data.Cause;

namespace Jumpgate.Server.Tests.Roles.Assignment;

public sealed class RoleRunTests
{
    private const long Group = 1, Ana = 2, Bo = 3;

    [Fact]
    public async Task A_group_whose_new_name_was_seen_before_its_change_was_read_reaches_all_its_members()
    {
        await using var fixture = await StoreFixture.CreateAsync();
        var tenant = await fixture.NewTenantAsync();
        var directory = await fixture.NewDirectoryAsync(tenant);
        using var wake = new RoleWake(fixture.Signal);
        var mappings = new MappingStore(fixture.Queue, wake);
        var caller = new Caller(Guid.NewGuid(), "key:test", "test", ProductRoles.SuperAdministrator, tenant);
        await new RoleCatalogue(fixture.Queue, mappings).CreateAsync(caller, tenant, new AppRoleCreate(null, "Editor"), default);
        await mappings.SaveAsync(caller, tenant, directory, Guid.NewGuid(), "default none\ngroup \"Editors\" gives Editor", null, null, null, default);
        await fixture.Queue.WriteAsync(tenant, WritePriority.Bulk, async scope =>
        {
            await scope.TakeKeysAsync(3);
            var at = await LogAsync(scope, directory, ResourceKind.User, Ana);
            await NameAsync(scope, directory, ResourceKind.Group, Group, "Neither", at);
            foreach (var user in (long[])[Ana, Bo])
            {
                await NameAsync(scope, directory, ResourceKind.User, user, "User", at);
                await scope.Sql.ExecuteAsync(
                    """
                    insert into edge (tenant, kind, to_resource, from_resource, from_seq, directory, from_kind, to_kind, observed)
                    values (@tenant, 1, @group, @user, @at, @directory, 1, 3, 0)
                    """,
                    default, ("group", Group), ("user", user), ("at", at), ("directory", directory.Value));
            }
        });
        var run = new RoleRun(fixture.Store, fixture.Queue, mappings);
        while (await run.StepAsync(tenant, directory, default))
        {
        }

        // More changes of Ana than one slice of the log holds, and the rename behind them.
        await fixture.Queue.WriteAsync(tenant, WritePriority.Bulk, async scope =>
        {
            for (var i = 0; i < 600; i++) await LogAsync(scope, directory, ResourceKind.User, Ana);
            var at = await LogAsync(scope, directory, ResourceKind.Group, Group);
            await scope.Sql.ExecuteAsync("update resource_version set to_seq = @at where tenant = @tenant and resource = @group", default, ("at", at), ("group", Group));
            await NameAsync(scope, directory, ResourceKind.Group, Group, "Editors", at);
        });
        while (await run.StepAsync(tenant, directory, default))
        {
        }

        await using var read = await fixture.Store.ReadAsync(tenant);
        (await RoleWrites.HeldAsync(read.Sql, [Ana, Bo], default)).Keys.Order().ShouldBe([Ana, Bo]);
    }

    private static async ValueTask<long> LogAsync(WriteScope scope, DirectoryKey directory, ResourceKind kind, long resource) =>
        await scope.Changes.AddAsync(ChangeOp.Updated, new Cause(CauseKind.System, null), directory, kind, new ResourceKey(resource));

    private static async ValueTask NameAsync(WriteScope scope, DirectoryKey directory, ResourceKind kind, long resource, string name, long at)
    {
        await scope.Sql.ExecuteAsync(
            """
            insert into resource (tenant, resource, directory, kind, state, remote_id, id, version, observed) values (@tenant, @resource, @directory, @kind, 1, @remote, @id, @at, 0)
            on conflict (tenant, resource) do nothing
            """,
            default, ("resource", resource), ("directory", directory.Value), ("kind", (short)kind), ("remote", $"remote-{resource}"), ("id", Guid.NewGuid()), ("at", at));
        await scope.Sql.ExecuteAsync(
            """
            insert into resource_version (tenant, resource, from_seq, directory, kind, hash, name, f_name, status, active, attributes)
            values (@tenant, @resource, @at, @directory, @kind, @hash, @name, @name, 'enabled', @active, '{}')
            """,
            default, ("resource", resource), ("at", at), ("directory", directory.Value), ("kind", (short)kind), ("hash", new byte[16]), ("name", name), ("active", true));
    }
}
