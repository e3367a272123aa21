using Jumpgate.Server.Data;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Jumpgate.Server.Tests.Data;

public sealed class TenantSqlTests
{
    [Fact]
    public async Task A_statement_that_does_not_name_the_tenant_is_refused()
    {
        await using var fixture = await StoreFixture.CreateAsync();
        await using var read = await fixture.Store.ReadAsync(await fixture.NewTenantAsync());
        await Should.ThrowAsync<InvalidOperationException>(async () => await read.Sql.QueryAsync("select name from tenant", row => row.GetString(0)));
        await Should.ThrowAsync<InvalidOperationException>(async () => await read.Sql.ExecuteAsync("delete from change"));
        await Should.ThrowAsync<InvalidOperationException>(async () => await read.Sql.ForEachAsync("delete from change where seq in (select x.seq from {rows} x)", new SqlRows().Add("seq", [1L])));
        await Should.ThrowAsync<InvalidOperationException>(async () => await read.Sql.QueryEachAsync("select x.seq from {rows} x", new SqlRows().Add("seq", [1L]), _ => { }));
        (await read.Sql.QueryAsync("select name from tenant where tenant = @tenant", row => row.GetString(0))).ShouldBe(["tenant 1"]);
    }

    [Fact]
    public async Task Another_tenants_rows_are_out_of_reach()
    {
        await using var fixture = await StoreFixture.CreateAsync();
        var (one, other) = (await fixture.NewTenantAsync(), await fixture.NewTenantAsync());
        await fixture.NewDirectoryAsync(one);
        await using var read = await fixture.Store.ReadAsync(other);
        (await read.Sql.ScalarAsync<long>("select count(*) from directory where tenant = @tenant")).ShouldBe(0);
    }

    /// <summary>Raw commands are made in the room Data alone; everyone else goes through <see cref="TenantSql"/> or EF Core.</summary>
    [Fact]
    public void No_room_makes_database_commands_of_its_own()
    {
        using var assembly = AssemblyDefinition.ReadAssembly(typeof(TenantSql).Assembly.Location);
        var makers = assembly.MainModule.GetTypes()
            .Where(type => !(Outermost(type).Namespace + ".").StartsWith("Jumpgate.Server.Data.", StringComparison.Ordinal))
            .SelectMany(type => type.Methods).Where(method => method.HasBody)
            .Where(method => method.Body.Instructions.Any(MakesCommand))
            .Select(method => Outermost(method.DeclaringType).FullName).Distinct().Where(type => type.StartsWith("Jumpgate.Server.", StringComparison.Ordinal));
        makers.ShouldBeEmpty();
    }

    private static bool MakesCommand(Instruction instruction) => instruction.Operand is MethodReference method
        && (method.Name == "CreateCommand" || (method.Name == ".ctor" && method.DeclaringType.Name is "SqliteCommand" or "NpgsqlCommand" or "NpgsqlBatch")
            || method.Name.StartsWith("ExecuteSqlRaw", StringComparison.Ordinal) || method.Name.StartsWith("FromSqlRaw", StringComparison.Ordinal)
            || method.Name.StartsWith("SqlQueryRaw", StringComparison.Ordinal));

    private static TypeDefinition Outermost(TypeDefinition type)
    {
        while (type.DeclaringType is not null) type = type.DeclaringType;
        return type;
    }
}
