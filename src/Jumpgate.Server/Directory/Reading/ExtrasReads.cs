using Jumpgate.Contracts;
using Jumpgate.Scim.Filters;
using Jumpgate.Server.Data;
using Jumpgate.Server.Hosting;
using Jumpgate.Server.Organizations;

namespace Jumpgate.Server.Directory.Reading;

/// <summary>Reads what resources are shown with, for a page of them at once.</summary>
internal sealed class ExtrasReads(DirectoryScope scope, ResourceKind kind, long at, IAssignedRoles assigned)
{
    /// <summary>Whether users of the directory are shown with application roles; known after the first page.</summary>
    public bool HasRoles { get; private set; }

    public async Task<Func<ResourceRow, ResourceExtras>> OfAsync(
        IReadOnlyCollection<ResourceRow> rows, IReadOnlyList<AttributePath>? fields, Expansions expand, CancellationToken ct)
    {
        var keys = rows.Select(row => row.Key).ToArray();
        var accounts = kind is ResourceKind.User or ResourceKind.Admin;
        var people = accounts && (expand & (Expansions.Person | Expansions.Notes)) != 0 ? await People.OfAsync(scope.Sql, keys, ct) : [];
        var edges = (expand & Expansions.Edges) != 0 ? await EdgesAsync(keys, ct) : null;
        var roles = kind == ResourceKind.User ? await assigned.AsOfAsync(scope.Sql, scope.Key, keys, at, ct) : null;
        HasRoles = roles is not null;
        var activity = (expand & Expansions.Activity) != 0 ? await new ActivityReads(scope, kind).OfAsync(rows, ct) : null;
        return row => new ResourceExtras(
            fields,
            (expand & Expansions.Person) != 0 ? people.GetValueOrDefault(row.Key) : null,
            edges is null ? null : edges.GetValueOrDefault(row.Key) ?? new EdgeCounts(new Dictionary<string, long>(), new Dictionary<string, long>()),
            (expand & Expansions.Notes) != 0 ? NotesOf(row, people.GetValueOrDefault(row.Key)) : null,
            roles is null ? null : roles.GetValueOrDefault(row.Key) ?? HeldRoles.None,
            activity?.GetValueOrDefault(row.RemoteId));
    }

    /// <summary>T7 and T8: several accounts of one person, and administrators without profile attributes, are as they should be.</summary>
    private List<ResourceNote> NotesOf(ResourceRow row, Person? person)
    {
        List<ResourceNote> notes = [];
        if (person is { Accounts.Count: > 1 })
        {
            var others = person.Accounts.Where(account => account.Id != row.Id).Select(account => $"the {account.Kind} {account.Name ?? account.Id.ToString()}");
            notes.Add(Note(LinkProblems.SeveralAccounts, $"This person also has {string.Join(" and ", others)}. {person.Accounts[0].Reason}"));
        }

        if (kind == ResourceKind.Admin)
            notes.Add(Note(LinkProblems.AdminWithoutProfile, "Department, job title and the like are kept on users only, so an administrator has none."));
        return notes;
    }

    private static ResourceNote Note(ProblemCode code, string text) => new(code.Code, text, code.Docs);

    private async Task<Dictionary<long, EdgeCounts>> EdgesAsync(long[] keys, CancellationToken ct)
    {
        Dictionary<long, (Dictionary<string, long> From, Dictionary<string, long> To)> counts = [];
        await CountAsync("from", "to");
        await CountAsync("to", "from");
        return counts.ToDictionary(entry => entry.Key, entry => new EdgeCounts(entry.Value.From, entry.Value.To));

        async Task CountAsync(string end, string other)
        {
            await scope.Sql.QueryEachAsync(
                $$"""
                select x.resource, e.kind, count(*) from {rows} x
                join edge e on e.tenant = @tenant and e.{{end}}_resource = x.resource and e.from_seq <= @at and (e.to_seq is null or e.to_seq > @at)
                join resource_version v on v.tenant = @tenant and v.resource = e.{{other}}_resource and v.from_seq <= @at and (v.to_seq is null or v.to_seq > @at)
                {{(end == "to" ? "where e.kind in (1, 2, 3, 4, 5, 6)" : "")}}
                group by x.resource, e.kind
                """,
                new SqlRows().Add("resource", keys),
                row =>
                {
                    var key = row.GetInt64(0);
                    if (!counts.TryGetValue(key, out var sides)) counts[key] = sides = ([], []);
                    (end == "from" ? sides.From : sides.To)[((EdgeKind)row.GetInt16(1)).Word()] = row.GetInt64(2);
                },
                ct, ("at", at));
        }
    }
}
