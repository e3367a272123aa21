using System.Data.Common;
using System.Text.Json;
using Jumpgate.Contracts;
using Jumpgate.Server.Data;

namespace Jumpgate.Server.Scim.Drift;

/// <summary>
/// Compares two populations of one database, set by set. People are the same where the pushed user name or e-mail is the mirrored user name or e-mail,
/// groups where their names are, whatever the case. Expected are the enabled members of the groups bound to the application, those of nested groups too.
/// </summary>
internal sealed class DriftReads(TenantSql sql, DirectoryKey pushed, DirectoryKey mirror, long application, int limit, CancellationToken ct)
{
    private const string
        MissingGroup = "missing_group", MissingUser = "missing_user", MissingMember = "missing_member", DetachedGroup = "detached_group", ForeignGroup = "foreign_group",
        ExtraMember = "extra_member", ExtraUser = "extra_user", ForeignUser = "foreign_user", AttributeDiffers = "attribute_differs";

    public static readonly string[] Kinds =
        [MissingGroup, MissingUser, MissingMember, DetachedGroup, ForeignGroup, ExtraMember, ExtraUser, ForeignUser, AttributeDiffers];

    private const string Sets =
        """
        with recursive bound(g) as (
          select e.from_resource from edge e where e.tenant = @tenant and e.kind = 2 and e.to_resource = @application and e.from_kind = 3 and e.to_seq is null),
        held(top, g) as (
          select g, g from bound
          union select h.top, e.from_resource from held h join edge e on e.tenant = @tenant and e.kind = 6 and e.to_resource = h.g and e.to_seq is null),
        expected(top, u) as (
          select distinct h.top, e.from_resource from held h
          join edge e on e.tenant = @tenant and e.kind = 1 and e.to_resource = h.g and e.from_kind = 1 and e.to_seq is null
          join resource_version v on v.tenant = @tenant and v.resource = e.from_resource and v.to_seq is null and v.active = @yes),
        people(u) as (select distinct u from expected),
        same(u, p) as (
          select x.u, p.resource from people x join resource_version m on m.tenant = @tenant and m.resource = x.u and m.to_seq is null
          join resource_version p on p.tenant = @tenant and p.directory = @pushed and p.kind = 1 and p.to_seq is null and p.f_user_name in (m.f_user_name, m.f_email)
          union select x.u, p.resource from people x join resource_version m on m.tenant = @tenant and m.resource = x.u and m.to_seq is null
          join resource_version p on p.tenant = @tenant and p.directory = @pushed and p.kind = 1 and p.to_seq is null and p.f_email = m.f_email),
        team(g, p) as (
          select b.g, p.resource from bound b join resource_version m on m.tenant = @tenant and m.resource = b.g and m.to_seq is null
          join resource_version p on p.tenant = @tenant and p.directory = @pushed and p.kind = 3 and p.to_seq is null and p.f_name = m.f_name)

        """;

    private readonly Dictionary<string, long> counts = [];
    private readonly List<DriftFinding> items = [];

    /// <param name="only">One kind; null: all.</param>
    public async Task<(IReadOnlyDictionary<string, long> Counts, IReadOnlyList<DriftFinding> Items)> ReadAsync(string? only)
    {
        if (Wants(MissingGroup)) await MissingGroupsAsync();
        if (Wants(MissingUser)) await MissingUsersAsync();
        if (Wants(MissingMember)) await MissingMembersAsync();
        if (Wants(DetachedGroup) || Wants(ForeignGroup)) await GroupsBeyondAsync(only);
        if (Wants(ExtraMember)) await ExtraMembersAsync();
        if (Wants(ExtraUser) || Wants(ForeignUser)) await UsersBeyondAsync(only);
        if (Wants(AttributeDiffers)) await AttributesAsync();
        return (counts, items);

        bool Wants(string kind) => only is null || only == kind;
    }

    private Task MissingGroupsAsync() => FindAsync(
        $"""
        {Sets} select {Thing("v")} from bound b join resource r on r.tenant = @tenant and r.resource = b.g
        join resource_version v on v.tenant = @tenant and v.resource = b.g and v.to_seq is null
        where exists (select 1 from expected x where x.top = b.g) and not exists (select 1 from team t where t.g = b.g) order by r.resource
        """,
        row => new DriftFinding(
            MissingGroup, Of(row, 0), null, null, null, $"Group {Name(row, 0)} is bound to the application and has not arrived.",
            "In JumpCloud, look at the application's provisioning errors, then activate Identity Management again or change the group once so that it is sent."));

    private Task MissingUsersAsync() => FindAsync(
        $"""
        {Sets} select {Thing("v")} from people q join resource r on r.tenant = @tenant and r.resource = q.u
        join resource_version v on v.tenant = @tenant and v.resource = q.u and v.to_seq is null
        where q.u not in (select s.u from same s) order by r.resource
        """,
        row => new DriftFinding(
            MissingUser, Of(row, 0), null, null, null, $"User {Name(row, 0)} is in a bound group and has not arrived.",
            "In JumpCloud, look at the user's provisioning errors; a change of the user sends it again."));

    private Task MissingMembersAsync() => FindAsync(
        $"""
        {Sets} select {Thing("v")}, {Thing("w", "g")} from expected x
        join team t on t.g = x.top join same s on s.u = x.u
        join resource r on r.tenant = @tenant and r.resource = x.u join resource_version v on v.tenant = @tenant and v.resource = x.u and v.to_seq is null
        join resource g on g.tenant = @tenant and g.resource = x.top join resource_version w on w.tenant = @tenant and w.resource = x.top and w.to_seq is null
        where not exists (select 1 from edge e where e.tenant = @tenant and e.kind = 1 and e.to_resource = t.p and e.from_resource = s.p and e.to_seq is null)
        order by x.top, x.u
        """,
        row => new DriftFinding(
            MissingMember, Of(row, 0), null, Of(row, 2), null, $"User {Name(row, 0)} is a member of {Name(row, 2)} in the organization and not here.",
            "Take the user out of the group in JumpCloud and add it again, or activate Identity Management again."));

    /// <summary>Groups that are here and bound no more: JumpCloud empties a group that is detached and leaves it.</summary>
    private Task GroupsBeyondAsync(string? only) => FindAsync(
        $"""
        {Sets} select {Thing("v")},
          (select count(*) from edge e where e.tenant = @tenant and e.kind in (1, 6) and e.to_resource = r.resource and e.to_seq is null),
          exists (select 1 from resource_version m where m.tenant = @tenant and m.directory = @mirror and m.kind = 3 and m.to_seq is null and m.f_name = v.f_name)
        from resource_version v join resource r on r.tenant = @tenant and r.resource = v.resource
        where v.tenant = @tenant and v.directory = @pushed and v.kind = 3 and v.to_seq is null and v.resource not in (select t.p from team t) order by r.resource
        """,
        row => row.GetBoolean(3)
            ? new DriftFinding(
                DetachedGroup, null, Of(row, 0), null, null,
                row.GetInt64(2) == 0
                    ? $"Group {Name(row, 0)} was detached from the application: its members were removed, the group stays."
                    : $"Group {Name(row, 0)} is detached from the application and still has {row.GetInt64(2)} members here.",
                row.GetInt64(2) == 0 ? "Delete the group here if nothing needs it." : "Bind the group and detach it again in JumpCloud, so that its members are taken out.")
            : new DriftFinding(
                ForeignGroup, null, Of(row, 0), null, null, $"Group {Name(row, 0)} is here and the organization has no group of this name.",
                "It was made by hand, or renamed or deleted in JumpCloud: rename it back, or delete it here."),
        only);

    private Task ExtraMembersAsync() => FindAsync(
        $"""
        {Sets} select {Thing("v")}, {Thing("w", "g")} from team t
        join edge e on e.tenant = @tenant and e.kind = 1 and e.to_resource = t.p and e.to_seq is null
        join resource r on r.tenant = @tenant and r.resource = e.from_resource join resource_version v on v.tenant = @tenant and v.resource = e.from_resource and v.to_seq is null
        join resource g on g.tenant = @tenant and g.resource = t.p join resource_version w on w.tenant = @tenant and w.resource = t.p and w.to_seq is null
        where not exists (select 1 from same s join expected x on x.u = s.u and x.top = t.g where s.p = e.from_resource) order by t.p, e.from_resource
        """,
        row => new DriftFinding(
            ExtraMember, null, Of(row, 0), Of(row, 2), null, $"User {Name(row, 0)} is a member of {Name(row, 2)} here and not in the organization.",
            "It was added by hand, or its removal was not sent: remove it here, or add it to the group in JumpCloud."));

    private Task UsersBeyondAsync(string? only) => FindAsync(
        $"""
        {Sets} select {Thing("v")},
          exists (select 1 from resource_version m where m.tenant = @tenant and m.directory = @mirror and m.kind = 1 and m.to_seq is null
            and (m.f_user_name in (v.f_user_name, v.f_email) or m.f_email in (v.f_user_name, v.f_email)))
        from resource_version v join resource r on r.tenant = @tenant and r.resource = v.resource
        where v.tenant = @tenant and v.directory = @pushed and v.kind = 1 and v.to_seq is null and v.active = @yes and v.resource not in (select s.p from same s) order by r.resource
        """,
        row => row.GetBoolean(2)
            ? new DriftFinding(
                ExtraUser, null, Of(row, 0), null, null, $"User {Name(row, 0)} is active here and in no bound group any more.",
                "Its deactivation was not sent: deactivate it here, or bind one of its groups in JumpCloud.")
            : new DriftFinding(
                ForeignUser, null, Of(row, 0), null, null, $"User {Name(row, 0)} is active here and the organization knows nobody of this name or address.",
                "It was made by hand, or renamed or deleted in JumpCloud: deactivate or delete it here."),
        only);

    private async Task AttributesAsync()
    {
        await foreach (var finding in sql.StreamAsync(
            $"""
            {Sets} select {Thing("v")}, {Thing("w", "g")}, v.active, w.active, v.email, w.email, v.attributes, w.attributes from same s
            join resource r on r.tenant = @tenant and r.resource = s.u join resource_version v on v.tenant = @tenant and v.resource = s.u and v.to_seq is null
            join resource g on g.tenant = @tenant and g.resource = s.p join resource_version w on w.tenant = @tenant and w.resource = s.p and w.to_seq is null order by s.u
            """,
            Compare, ct, Arguments()))
            if (finding is not null) Take(finding);
    }

    private static DriftFinding? Compare(DbDataReader row)
    {
        using var expected = JsonDocument.Parse(row.GetString(8));
        using var found = JsonDocument.Parse(row.GetString(9));
        List<DriftDifference> differences = [];
        Add("active", Word(row.GetBoolean(4)), Word(row.GetBoolean(5)));
        Add("emails", Text(row, 6), Text(row, 7));
        foreach (var (holder, member) in ((string, string)[])[("name", "givenName"), ("name", "familyName")])
            Add($"{holder}.{member}", At(expected, holder, member), At(found, holder, member));
        return differences.Count == 0 ? null : new DriftFinding(
            AttributeDiffers, Of(row, 0), Of(row, 2), null, differences, $"User {Name(row, 2)} differs in {string.Join(", ", differences.Select(one => one.Attribute))}.",
            "It was edited by hand, or a change was not sent: a change of the user in JumpCloud sends it whole again.");

        // What the client does not send is no difference.
        void Add(string attribute, string? one, string? other)
        {
            if (one is not null && other is not null && !one.Equals(other, StringComparison.OrdinalIgnoreCase)) differences.Add(new DriftDifference(attribute, one, other));
        }

        static string Word(bool value) => value ? "true" : "false";
    }

    private async Task FindAsync(string text, Func<DbDataReader, DriftFinding> read, string? only = null)
    {
        await foreach (var finding in sql.StreamAsync(text, read, ct, Arguments()))
            if (only is null || finding.Kind == only) Take(finding);
    }

    private void Take(DriftFinding finding)
    {
        var before = counts.GetValueOrDefault(finding.Kind);
        counts[finding.Kind] = before + 1;
        if (before < limit) items.Add(finding);
    }

    private (string, object?)[] Arguments() => [("pushed", pushed.Value), ("mirror", mirror.Value), ("application", application), ("yes", true)];

    private static string Thing(string version, string resource = "r") => $"{resource}.id, {version}.name";

    private static DriftThing Of(DbDataReader row, int at) => new(row.GetGuid(at), Text(row, at + 1));

    private static string Name(DbDataReader row, int at) => Text(row, at + 1) ?? row.GetGuid(at).ToString();

    private static string? Text(DbDataReader row, int at) => row.IsDBNull(at) ? null : row.GetString(at);

    private static string? At(JsonDocument document, string holder, string member) =>
        document.RootElement.TryGetProperty(holder, out var held) && held.ValueKind == JsonValueKind.Object && held.TryGetProperty(member, out var value)
            && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
