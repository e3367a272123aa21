using System.Globalization;
using Jumpgate.Contracts;
using Jumpgate.Ocsf;
using Jumpgate.Ocsf.Table;
using Jumpgate.Server.Data;
using Jumpgate.Server.EventLog;
using Jumpgate.Server.Events.Alerts;
using Jumpgate.Server.Hosting;
using Jumpgate.Server.Organizations;
using Microsoft.Extensions.Options;

namespace Jumpgate.Server.Events;

/// <summary>How a feed is: its state and why, what is missing of the log, what deserves a look.</summary>
internal sealed class FeedHealth(UpstreamClocks clocks, TimeProvider time, IOptions<EventLogOptions> options, IOptions<MailOptions> mail)
{
    private const int MostGaps = 100;
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(2);
    private static readonly string[] Refusals =
    [
        FetchProblems.InsightsNotInPlan.Code, FetchProblems.InsightsRightMissing.Code, LinkProblems.InvalidCredentials.Code, LinkProblems.ServiceAccountDisabled.Code,
        LinkProblems.OrganizationRequired.Code, LinkProblems.OrganizationNotFound.Code, LinkProblems.OrganizationIdMalformed.Code, LinkProblems.OrganizationIdMismatch.Code,
        LinkProblems.OrganizationHeaderRefused.Code,
    ];

    public async Task<Feed> ShowAsync(TenantSql sql, FeedRow row, Feed feed, EventCursor? cursor, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        (string, object?) organization = ("organization", row.Organization.Value);
        var link = (await sql.QueryAsync(
            """
            select o.paused, o.reasons, c.method, c.suffix, c.expires_at from organization o
            left join credential c on c.tenant = o.tenant and c.organization = o.organization and c.slot = 'active'
            where o.tenant = @tenant and o.organization = @organization
            """,
            found => new Link(
                found.GetBoolean(0), found.GetString(1), found.IsDBNull(2) ? null : found.GetString(2), found.IsDBNull(3) ? "" : found.GetString(3), found.IsDBNull(4) ? null : found.GetInt64(4)),
            ct, organization)).Single();
        var services = (await sql.QueryAsync(
            "select service, n from event_service where tenant = @tenant and organization = @organization order by service", found => (found.GetString(0), found.GetInt64(1)), ct, organization))
            .ToDictionary(one => one.Item1, one => one.Item2);
        var next = (await sql.QueryAsync(
            "select owner, next_at from event_slice where tenant = @tenant and organization = @organization and work = 'gap' and done_at is null",
            found => (found.GetInt32(0), found.GetInt64(1)), ct, organization)).ToDictionary(one => one.Item1, one => one.Item2);
        var gaps = await EventGap.ListAsync(sql, row.Organization, MostGaps, ct);
        var counts = await EventGap.CountAsync(sql, row.Organization, ct);
        var backfill = (await EventBackfill.ListAsync(sql, row.Organization, 1, ct)).SingleOrDefault();
        var known = MappingTable.Of(OcsfVersion.V180).ByType;
        var unknown = feed.Counts.Where(count => count.Key.Length > 0 && !known.ContainsKey(count.Key)).ToDictionary();
        List<string> strange = [.. services.Keys.Where(service => service.Length > 0 && !Services.Published.Contains(service.ToLowerInvariant()))];
        var state = StateOf(row.Paused || link.Paused, link.ExpiresAt, cursor?.Fault?.Code, now.ToUnixTimeMilliseconds());
        var warnings = Warnings(row, link, gaps, strange, unknown, now);
        var isMailed = mail.Value.IsOn && row.ContactEmail is not null;
        if (isMailed && await UntoldAsync(sql, row, ct) is { } untold) warnings.Add(untold);
        return feed with
        {
            State = state,
            Fault = FaultOf(state, link, feed, cursor?.Fault, now),
            Warnings = warnings,
            AlertsByMail = isMailed,
            Gaps = [.. gaps.Select(gap => gap.Show(next.TryGetValue(gap.Key, out var at) ? at : null))],
            GapCounts = new FeedGapCounts(counts.GetValueOrDefault(GapStates.Open), counts.GetValueOrDefault(GapStates.Closed), counts.GetValueOrDefault(GapStates.Lost)),
            Backfill = backfill is null ? null : await backfill.ShowAsync(sql, row.Organization, now.ToUnixTimeMilliseconds(), ct),
            Services = services,
            UnknownServices = strange,
            UnknownTypes = unknown,
        };
    }

    /// <param name="endsAt">When the credentials end; Unix milliseconds.</param>
    /// <param name="fault">The code of why events do not come.</param>
    public static string StateOf(bool isPaused, long? endsAt, string? fault, long now) =>
        isPaused ? FeedStates.Paused
        : fault == LinkProblems.CredentialExpired.Code || (endsAt <= now && (fault is null || fault == LinkProblems.InvalidCredentials.Code)) ? FeedStates.Expired
        : fault is null ? FeedStates.Active
        : Refusals.Contains(fault) ? FeedStates.Refused
        : FeedStates.Failed;

    private static StatusReason? FaultOf(string state, Link link, Feed feed, FetchFault? fault, DateTimeOffset now)
    {
        if (state is FeedStates.Active or FeedStates.Paused) return null;
        if (state == FeedStates.Expired) return Expired(link, feed, fault, now);
        var code = FetchProblems.ByCode.GetValueOrDefault(fault!.Code, FetchProblems.EventsUnreachable);
        return new StatusReason(code.Code, code.Title, $"{fault.Detail.TrimEnd('.')}. {Received(feed)}", code.Fix, code.Docs, Time(fault.At));
    }

    private static async Task<StatusReason?> UntoldAsync(TenantSql sql, FeedRow row, CancellationToken ct)
    {
        var code = EventsProblems.ContactNotTold;
        return (await sql.QueryAsync(
            "select fault, failed_at, next_at from feed_alert where tenant = @tenant and feed = @feed and tries > 0",
            found => new StatusReason(
                code.Code, code.Title, $"{found.GetString(0)} It is tried again at {Time(found.GetInt64(2)):u}.", code.Fix, code.Docs, Time(found.GetInt64(1)), Severities.Warning),
            ct, ("feed", row.Key))).SingleOrDefault();
    }

    private static StatusReason Expired(Link link, Feed feed, FetchFault? fault, DateTimeOffset now)
    {
        var code = LinkProblems.CredentialExpired;
        var isKey = link.Method == LinkMethods.ApiKey;
        var name = $"The {(isKey ? "API key" : "client secret")} …{link.Suffix}";
        var ended = link.ExpiresAt is { } at && at <= now.ToUnixTimeMilliseconds() ? $"{name} ended at {Time(at):u}." : $"JumpCloud says that {name[..1].ToLowerInvariant()}{name[1..]} has ended.";
        var generate = isKey
            ? "1. In the JumpCloud Admin Console click your account initials, then My API Key, then Generate New API Key; choose an Expiration Date, at most 90 days ahead, and copy the key."
            : "1. In the JumpCloud Admin Console open Settings > Service Accounts, the account, and generate a new client secret; copy it.";
        return new StatusReason(
            code.Code, code.Title, $"{ended} {Received(feed)}",
            $"{generate} 2. Replace the credentials of the organization with it (POST /v1/organizations/{feed.OrganizationId}/credentials, or its page in the portal). "
            + "3. Nothing else: the feed goes on from where it stopped, and nothing is lost within JumpCloud's retention.",
            code.Docs, fault is null ? Time(link.ExpiresAt!.Value) : Time(fault.At));
    }

    private static string Received(Feed feed) => feed.Cursor.NewestAt is { } newest
        ? string.Create(CultureInfo.InvariantCulture, $"The last event received is of {newest:u}, position {feed.Cursor.Position}.")
        : "No event has been received yet.";

    private List<StatusReason> Warnings(
        FeedRow row, Link link, List<EventGap> gaps, List<string> services, Dictionary<string, long> types, DateTimeOffset now)
    {
        List<StatusReason> warnings = [];
        var upstream = clocks.Of(row.Tenant, row.Organization);
        var present = (upstream.Now ?? now).ToUnixTimeMilliseconds();
        var open = gaps.Where(gap => gap.State == GapStates.Open && gap.Tries > 0).ToList();
        var ending = open.Where(gap => gap.IsEnding(present, options.Value.Retention)).ToList();
        var lost = gaps.Where(gap => gap.State == GapStates.Lost).ToList();
        Add(FetchProblems.EventGapEnding, ending, Severities.Error);
        Add(FetchProblems.EventGap, [.. open.Except(ending)], Severities.Warning);
        Add(FetchProblems.EventGapLost, lost, Severities.Error);
        if (now.ToUnixTimeMilliseconds() < (link.ExpiresAt ?? long.MaxValue)) warnings.AddRange(StoredJson.Reasons(link.Reasons).Where(reason => reason.Code == LinkProblems.SecretNearEnd.Code));
        if (upstream.Ahead is { } ahead && ahead.Duration() > Skew)
            Say(FetchProblems.ClockSkew, string.Create(CultureInfo.InvariantCulture, $"It is {ahead.Duration().TotalSeconds:0} s {(ahead > TimeSpan.Zero ? "ahead" : "behind")}."), now, Severities.Warning);
        if (services.Count > 0) Say(FetchProblems.ServiceUnknown, $"{string.Join(", ", services.Take(20))}.", now, Severities.Information);
        if (types.Count > 0)
            Say(
                FetchProblems.EventTypeUnknown, $"{string.Join(", ", types.OrderByDescending(type => type.Value).Take(20).Select(type => $"{type.Key} ({type.Value})"))}.", now,
                Severities.Information);
        return warnings;

        void Add(ProblemCode code, List<EventGap> of, string severity)
        {
            if (of.Count == 0) return;
            var first = of.MinBy(gap => gap.Start)!;
            Say(code, $"{of.Count} stretch{(of.Count == 1 ? "" : "es")}; the first from {Time(first.Start):u} to {Time(first.End):u}.", Time(of.Min(gap => gap.FoundAt)), severity);
        }

        void Say(ProblemCode code, string detail, DateTimeOffset at, string severity) => warnings.Add(new StatusReason(code.Code, code.Title, detail, code.Fix, code.Docs, at, severity));
    }

    private static DateTimeOffset Time(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);

    private sealed record Link(bool Paused, string Reasons, string? Method, string Suffix, long? ExpiresAt);
}
