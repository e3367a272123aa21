using System.Buffers;
using System.Text.Json;
using Jumpgate.Ocsf;
using Jumpgate.Server.Data;
using Jumpgate.Server.Directory.Kinds;
using Jumpgate.Server.EventLog;

namespace Jumpgate.Server.Events.Enriching;

/// <summary>
/// What the mirror knows of those an event names, as it is at delivery: of users e-mail address, department, manager and groups, of devices serial number and
/// owner. For one run of a sink: what was found is kept for a minute.
/// </summary>
internal sealed class Enricher(OrganizationKey organization, TimeProvider time)
{
    private const string Provider = "Jumpgate directory";
    private const int MostGroups = 100;
    private const int MostKept = 20_000;
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(1);

    private readonly Dictionary<(ResourceKind, string), byte[]?> known = [];
    private DateTimeOffset since = DateTimeOffset.MinValue;

    /// <summary>Looks up whom the events name, all at once; <see cref="Of"/> then answers for each.</summary>
    public async Task PrepareAsync(TenantSql sql, IReadOnlyList<IReadOnlyList<EventSubject>> subjects, CancellationToken ct)
    {
        if (time.GetUtcNow() - since > Kept || known.Count > MostKept)
        {
            known.Clear();
            since = time.GetUtcNow();
        }

        var sought = subjects.SelectMany(some => some).Select(one => (one.Kind, one.RemoteId)).Distinct().Where(one => !known.ContainsKey(one)).ToList();
        if (sought.Count == 0) return;
        foreach (var one in sought) known[one] = null;
        var found = await FindAsync(sql, sought, ct);
        var related = await RelatedAsync(sql, [.. found.Select(one => one.Resource)], ct);
        foreach (var one in found) known[(one.Kind, one.RemoteId)] = Data(one, related.GetValueOrDefault(one.Resource) ?? []);
    }

    public IReadOnlyList<Enrichment>? Of(IReadOnlyList<EventSubject> subjects)
    {
        List<Enrichment>? all = null;
        foreach (var one in subjects)
        {
            if (known.GetValueOrDefault((one.Kind, one.RemoteId)) is not { } data) continue;
            (all ??= []).Add(new Enrichment(one.Attribute, one.RemoteId, data, one.Kind == ResourceKind.Device ? "device" : "user", Provider));
        }

        return all;
    }

    private async Task<List<Thing>> FindAsync(TenantSql sql, List<(ResourceKind Kind, string RemoteId)> sought, CancellationToken ct)
    {
        List<Thing> found = [];
        await sql.QueryEachAsync(
            """
            select r.resource, r.kind, r.remote_id, v.name, v.email, v.attributes from {rows} x join organization o on o.tenant = @tenant and o.organization = @organization
            {join resource r on r.tenant = @tenant and r.directory = o.directory and r.kind = x.k and r.remote_id = x.remote and r.state = 1}
            {join resource_version v on v.tenant = @tenant and v.resource = r.resource and v.to_seq is null}
            """,
            new SqlRows().Add("k", sought.ConvertAll(one => (short)one.Kind)).Add("remote", sought.ConvertAll(one => (string?)one.RemoteId)),
            row => found.Add(new Thing(row.GetInt64(0), (ResourceKind)row.GetInt16(1), row.GetString(2), Text(row, 3), Text(row, 4), Text(row, 5))), ct,
            ("organization", organization.Value));
        return found;
    }

    /// <summary>Groups, managers and owners.</summary>
    private static async Task<Dictionary<long, List<Relation>>> RelatedAsync(TenantSql sql, IReadOnlyCollection<long> resources, CancellationToken ct)
    {
        Dictionary<long, List<Relation>> related = [];
        var rows = new SqlRows().Add("resource", resources);
        await sql.QueryEachAsync(
            """
            select x.resource, e.kind, r.remote_id, v.name, v.email from {rows} x
            {join edge e on e.tenant = @tenant and e.from_resource = x.resource and e.kind = 1 and e.to_seq is null and e.to_kind = 3}
            {join resource r on r.tenant = @tenant and r.resource = e.to_resource} {join resource_version v on v.tenant = @tenant and v.resource = e.to_resource and v.to_seq is null}
            """, rows, Read, ct);
        foreach (var kind in (EdgeKind[])[EdgeKind.Manages, EdgeKind.Owns])
        {
            await sql.QueryEachAsync(
                """
                select x.resource, e.kind, r.remote_id, v.name, v.email from {rows} x
                {join edge e on e.tenant = @tenant and e.kind = @kind and e.to_resource = x.resource and e.to_seq is null}
                {join resource r on r.tenant = @tenant and r.resource = e.from_resource} {join resource_version v on v.tenant = @tenant and v.resource = e.from_resource and v.to_seq is null}
                """, rows, Read, ct, ("kind", (short)kind));
        }

        return related;

        void Read(System.Data.Common.DbDataReader row)
        {
            var of = row.GetInt64(0);
            if (!related.TryGetValue(of, out var all)) related[of] = all = [];
            all.Add(new Relation((EdgeKind)row.GetInt16(1), row.GetString(2), Text(row, 3), Text(row, 4)));
        }
    }

    private static byte[] Data(Thing thing, List<Relation> related)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using (var json = new Utf8JsonWriter(buffer))
        {
            using var attributes = thing.Attributes is null ? null : JsonDocument.Parse(thing.Attributes);
            var root = attributes?.RootElement ?? default;
            json.WriteStartObject();
            Write("name", thing.Name);
            if (thing.Kind == ResourceKind.Device)
            {
                Write("serial_number", IncomingEvent.Text(root, "serialNumber"));
                Write("hostname", IncomingEvent.Text(root, "hostname"));
                Person("owner", EdgeKind.Owns);
            }
            else
            {
                Write("email_addr", thing.Email);
                Write("department", root.ValueKind == JsonValueKind.Object && root.TryGetProperty(Users.Enterprise, out var enterprise) ? IncomingEvent.Text(enterprise, "department") : null);
                Person("manager", EdgeKind.Manages);
                Groups();
            }

            json.WriteEndObject();

            void Write(string name, string? value)
            {
                if (!string.IsNullOrEmpty(value)) json.WriteString(name, value);
            }

            void Person(string name, EdgeKind kind)
            {
                if (related.Find(one => one.Kind == kind) is not { } person) return;
                json.WriteStartObject(name);
                json.WriteString("uid", person.RemoteId);
                Write("name", person.Name);
                Write("email_addr", person.Email);
                json.WriteEndObject();
            }

            void Groups()
            {
                json.WriteStartArray("groups");
                foreach (var group in related.Where(one => one.Kind == EdgeKind.MemberOf).OrderBy(one => one.Name, StringComparer.Ordinal).Take(MostGroups)) json.WriteStringValue(group.Name);
                json.WriteEndArray();
            }
        }

        return buffer.WrittenSpan.ToArray();
    }

    private static string? Text(System.Data.Common.DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    private sealed record Thing(long Resource, ResourceKind Kind, string RemoteId, string? Name, string? Email, string? Attributes);

    private sealed record Relation(EdgeKind Kind, string RemoteId, string? Name, string? Email);
}
