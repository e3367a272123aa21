using Jumpgate.Contracts;
using Jumpgate.Server.Data;

namespace Jumpgate.Server.Directory.Reading;

/// <summary>The humans behind accounts: accounts are linked, never merged.</summary>
internal static class People
{
    private const string Accounts =
        """
        select p.id, d.id, r.kind, r.id, v.name, p.rule, p.confidence, p.reason
        from person p
        join resource r on r.tenant = p.tenant and r.resource = p.resource
        join directory d on d.tenant = p.tenant and d.directory = r.directory
        join resource_version v on v.tenant = p.tenant and v.resource = p.resource and v.to_seq is null
        """;

    /// <summary>A person with its present accounts; null: nobody has this id.</summary>
    public static async Task<Person?> FindAsync(TenantSql sql, Guid id, CancellationToken ct)
    {
        var accounts = await sql.QueryAsync(
            Accounts + " where p.tenant = @tenant and p.id = @id and p.parted = @no order by r.kind, p.resource", ReadAccount, ct, ("id", id), ("no", false));
        return accounts.Count == 0 ? null : new Person(id, accounts);
    }

    /// <summary>The people of these resources, by resource.</summary>
    public static async Task<Dictionary<long, Person>> OfAsync(TenantSql sql, IReadOnlyCollection<long> resources, CancellationToken ct)
    {
        Dictionary<long, Guid> ids = [];
        await sql.QueryEachAsync(
            "select p.resource, p.id from {rows} x join person p on p.tenant = @tenant and p.resource = x.resource and p.parted = @no",
            new SqlRows().Add("resource", resources), row => ids[row.GetInt64(0)] = row.GetGuid(1), ct, ("no", false));
        Dictionary<Guid, List<PersonAccount>> accounts = [];
        await sql.QueryEachAsync(
            Accounts.Replace("from person p", "from {rows} x join person p on p.tenant = @tenant and p.id = x.person and p.parted = @no", StringComparison.Ordinal),
            new SqlRows().Add("person", ids.Values.Distinct().ToArray()),
            row =>
            {
                var person = row.GetGuid(0);
                if (!accounts.TryGetValue(person, out var list)) accounts[person] = list = [];
                list.Add(ReadAccount(row));
            },
            ct, ("no", false));
        return ids.Where(entry => accounts.ContainsKey(entry.Value)).ToDictionary(
            entry => entry.Key,
            entry => new Person(entry.Value, [.. accounts[entry.Value].OrderBy(account => account.Kind, StringComparer.Ordinal).ThenBy(account => account.Id)]));
    }

    private static PersonAccount ReadAccount(System.Data.Common.DbDataReader row) => new(
        row.GetGuid(1), ((ResourceKind)row.GetInt16(2)).Word(), row.GetGuid(3), ResourceRow.Text(row, 4), row.GetString(5), row.GetString(6), row.GetString(7));
}
