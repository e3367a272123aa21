using Jumpgate.Server.Data;

namespace Jumpgate.Server.Directory;

/// <summary>
/// Finds the human behind several accounts: accounts (users, admins) of a tenant with one e-mail address are linked to one person, with the
/// rule, its confidence and the reason. They stay accounts of their own, and a link undone by hand is not made again.
/// </summary>
public static class Persons
{
    private const string Rule = "same_email";
    private const int Slice = 300;

    /// <summary>Links anew what a run has touched in a directory: administrators, accounts that are linked, addresses other directories have too.</summary>
    public static async Task LinkAsync(Store store, WriteQueue queue, TenantId tenant, DirectoryKey directory, Cause cause, CancellationToken ct)
    {
        await using var read = await store.ReadFreshAsync(tenant, ct);
        var linked = await read.Sql.QueryAsync(
            "select p.resource from person p join resource r on r.tenant = @tenant and r.resource = p.resource where p.tenant = @tenant and r.directory = @directory",
            row => row.GetInt64(0), ct, ("directory", directory.Value));
        foreach (var slice in linked.Chunk(Slice)) await queue.WriteAsync(tenant, WritePriority.Bulk, scope => RelinkAsync(scope, slice, [], cause), ct);

        var emails = new List<string>(Slice);
        await foreach (var email in read.Sql.StreamAsync(
            """
            select a.f_email from resource_version a
            where a.tenant = @tenant and a.directory = @directory and a.kind = 2 and a.to_seq is null and a.f_email is not null
            union
            select a.f_email from directory d cross join resource_version a
            where d.tenant = @tenant and d.directory <> @directory and a.tenant = @tenant and a.directory = @directory and a.kind = 1 and a.to_seq is null
              and a.f_email is not null and exists (
                select 1 from resource_version b where b.tenant = @tenant and b.directory = d.directory and b.kind in (1, 2) and b.f_email = a.f_email and b.to_seq is null)
            """,
            row => row.GetString(0), ct, ("directory", directory.Value)))
        {
            emails.Add(email);
            if (emails.Count == Slice) await FlushAsync();
        }

        await FlushAsync();

        async Task FlushAsync()
        {
            if (emails.Count > 0) await queue.WriteAsync(tenant, WritePriority.Bulk, scope => RelinkAsync(scope, [], emails, cause), ct);
            emails.Clear();
        }
    }

    /// <summary>Undoes the link of one account, for good.</summary>
    public static async ValueTask PartAsync(WriteScope scope, ResourceKey resource, Cause cause)
    {
        await scope.Sql.ExecuteAsync(
            "update person set parted = @yes where tenant = @tenant and resource = @resource", default, ("yes", true), ("resource", resource.Value));
        await scope.Changes.AddAsync(ChangeOp.PersonUnlinked, cause, resource: resource);
        await RelinkAsync(scope, [resource.Value], [], cause);
    }

    /// <summary>Brings the links of these accounts, of those linked with them, and of all with these addresses up to date.</summary>
    internal static async ValueTask RelinkAsync(WriteScope scope, IReadOnlyCollection<long> touched, IReadOnlyCollection<string> emails, Cause cause)
    {
        var accounts = new Dictionary<long, Account>();
        await scope.Sql.QueryEachAsync(
            """
            select q.resource from {rows} x join person p on p.tenant = @tenant and p.resource = x.resource join person q on q.tenant = @tenant and q.id = p.id
            """,
            new SqlRows().Add("resource", touched), row => accounts[row.GetInt64(0)] = default);
        foreach (var resource in touched) accounts[resource] = default;
        var addresses = new HashSet<string>(emails);
        await scope.Sql.QueryEachAsync(
            "select v.f_email from {rows} x join resource_version v on v.tenant = @tenant and v.resource = x.resource and v.to_seq is null and v.f_email is not null and v.kind in (1, 2)",
            new SqlRows().Add("resource", accounts.Keys), row => addresses.Add(row.GetString(0)));
        await scope.Sql.QueryEachAsync(
            """
            select v.resource, v.kind, v.f_email from {rows} x cross join directory d cross join resource_version v
            where d.tenant = @tenant and v.tenant = @tenant and v.directory = d.directory and v.kind in (1, 2) and v.f_email = x.f_email and v.to_seq is null
            """,
            new SqlRows().Add("f_email", addresses),
            row => accounts[row.GetInt64(0)] = new Account((ResourceKind)row.GetInt16(1), row.GetString(2)));

        var links = new Dictionary<long, (Guid Person, bool Parted)>();
        await scope.Sql.QueryEachAsync(
            "select p.resource, p.id, p.parted from {rows} x join person p on p.tenant = @tenant and p.resource = x.resource",
            new SqlRows().Add("resource", accounts.Keys), row => links[row.GetInt64(0)] = (row.GetGuid(1), row.GetBoolean(2)));
        await WriteAsync(scope, Wanted(scope, accounts, links), links, cause);
    }

    private static Dictionary<long, (Guid Person, string Reason)> Wanted(
        WriteScope scope, Dictionary<long, Account> accounts, Dictionary<long, (Guid Person, bool Parted)> links)
    {
        var wanted = new Dictionary<long, (Guid, string)>();
        var taken = new HashSet<Guid>();
        foreach (var same in accounts.Where(account => account.Value.Email is not null && !(links.TryGetValue(account.Key, out var link) && link.Parted))
            .GroupBy(account => account.Value.Email).OrderBy(same => same.Key, StringComparer.Ordinal))
        {
            if (same.Count() < 2) continue;
            var known = same.Select(account => account.Key).Order().Where(links.ContainsKey).Select(resource => links[resource].Person).FirstOrDefault(id => !taken.Contains(id));
            var person = known == default ? Guid.CreateVersion7(DateTimeOffset.FromUnixTimeMilliseconds(scope.Now)) : known;
            taken.Add(person);
            var reason = same.Select(account => account.Value.Kind).Distinct().Count() > 1
                ? "An administrator and a user have the same e-mail address."
                : "These accounts have the same e-mail address.";
            foreach (var account in same) wanted[account.Key] = (person, reason);
        }

        return wanted;
    }

    private static async ValueTask WriteAsync(
        WriteScope scope, Dictionary<long, (Guid Person, string Reason)> wanted, Dictionary<long, (Guid Person, bool Parted)> links, Cause cause)
    {
        long[] gone = [.. links.Where(link => !link.Value.Parted && !wanted.ContainsKey(link.Key)).Select(link => link.Key)];
        KeyValuePair<long, (Guid Person, string Reason)>[] made =
            [.. wanted.Where(want => !links.TryGetValue(want.Key, out var link) || link.Person != want.Value.Person)];
        await scope.Sql.ForEachAsync(
            "delete from person where tenant = @tenant and resource in (select x.resource from {rows} x)", new SqlRows().Add("resource", gone));
        await scope.Sql.ForEachAsync(
            """
            insert into person (tenant, resource, id, rule, confidence, reason, parted) select @tenant, x.resource, x.id, @rule, 'high', x.reason, @no from {rows} x where true
            on conflict (tenant, resource) do update set id = excluded.id, reason = excluded.reason
            """,
            new SqlRows().Add("resource", made.Select(want => want.Key).ToArray()).Add("id", made.Select(want => want.Value.Person).ToArray())
                .Add("reason", made.Select(want => (string?)want.Value.Reason).ToArray()),
            default, ("rule", Rule), ("no", false));
        foreach (var resource in gone) await scope.Changes.AddAsync(ChangeOp.PersonUnlinked, cause, resource: new ResourceKey(resource));
        foreach (var want in made) await scope.Changes.AddAsync(ChangeOp.PersonLinked, cause, resource: new ResourceKey(want.Key), note: want.Value.Person.ToString());
    }

    private readonly record struct Account(ResourceKind Kind, string? Email);
}
