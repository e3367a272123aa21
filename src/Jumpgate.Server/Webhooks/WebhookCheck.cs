using Jumpgate.Contracts;
using Jumpgate.Server.Data;
using Jumpgate.Server.Directory.Reading;
using Jumpgate.Server.Hosting;
using Jumpgate.Server.Webhooks.Events;

namespace Jumpgate.Server.Webhooks;

/// <summary>Checks what somebody wants of a webhook; all faults at once.</summary>
internal sealed class WebhookCheck(Store store, TargetGuard guard)
{
    private const int LongestName = 100;
    private const int LongestUrl = 2000;
    private const int MostPatterns = 100;
    private const int MostDirectories = 200;

    /// <summary>The wish with its defaults, or why it is refused.</summary>
    public async Task<(WebhookCreate Wanted, ProblemResult? Refused)> CreateAsync(WebhookCreate body, TenantId tenant, CancellationToken ct)
    {
        var faults = new FieldFaults();
        var format = OneOf(body.Format, "format", [WebhookRow.Plain, WebhookRow.Token], faults);
        var delivery = OneOf(body.Delivery, "delivery", [WebhookRow.Push, WebhookRow.Poll], faults);
        ProblemResult? target = null;
        if (delivery == WebhookRow.Poll)
        {
            if (format != WebhookRow.Token) faults.Add("delivery", "not_with_format", "Only security event tokens are fetched.", "Send \"format\": \"set\" with \"delivery\": \"poll\".");
            if (body.Url is not null) faults.Add("url", "not_wanted", "A receiver that fetches has no address.", "Leave url out.");
        }
        else if (faults.Require(body.Url, "url", "The address")) target = Target(body.Url!, faults);
        Choice(body.Events, faults);
        faults.Plain(body.Name, "name", LongestName);
        faults.Plain(body.Audience, "audience", LongestUrl);
        await DirectoriesAsync(body.Directories, tenant, faults, ct);
        if (body.After is { } after) await AfterAsync(after, tenant, faults, ct);
        var url = body.Url?.Trim();
        return (body with
        {
            Url = url,
            Format = format,
            Delivery = delivery,
            Events = body.Events is { Count: > 0 } ? body.Events : ["*"],
            Name = string.IsNullOrWhiteSpace(body.Name) ? url is null ? "Event tokens" : new Uri(url, UriKind.RelativeOrAbsolute) is { IsAbsoluteUri: true } uri ? uri.Host : "" : body.Name.Trim(),
        }, faults.Any ? faults.ToResult() : target);
    }

    public async Task<ProblemResult?> UpdateAsync(WebhookUpdate body, WebhookRow row, CancellationToken ct)
    {
        var faults = new FieldFaults();
        ProblemResult? target = null;
        if (body.Url is not null && row.IsPolled) faults.Add("url", "not_wanted", "A receiver that fetches has no address.", "Leave url out.");
        else if (body.Url is not null && faults.Require(body.Url, "url", "The address")) target = Target(body.Url, faults);
        if (body.Events is { Count: 0 }) faults.Add("events", "required", "At least one event type is needed.", "Send [\"*\"] for all.");
        Choice(body.Events, faults);
        if (body.Name is not null && faults.Require(body.Name, "name", "The name")) faults.Plain(body.Name, "name", LongestName);
        if (body.Audience is not null && faults.Require(body.Audience, "audience", "The audience")) faults.Plain(body.Audience, "audience", LongestUrl);
        await DirectoriesAsync(body.Directories, row.Tenant, faults, ct);
        return faults.Any ? faults.ToResult() : target;
    }

    private ProblemResult? Target(string url, FieldFaults faults)
    {
        faults.Plain(url, "url", LongestUrl);
        return guard.Judge(url, out _) is { } refusal
            ? WebhookProblems.TargetRefused.Because(refusal.Detail, "url", [new FieldProblem("url", refusal.Code, refusal.Detail, refusal.Fix)], fix: refusal.Fix)
            : null;
    }

    private static void Choice(IReadOnlyList<string>? events, FieldFaults faults)
    {
        if (events is null) return;
        if (events.Count > MostPatterns) faults.Add("events", "too_many", $"More than {MostPatterns} event types are named.", "Use * at the end of a common beginning.");
        foreach (var pattern in events.Take(MostPatterns).Where(pattern => pattern is null || !EventTypes.IsKnown(pattern)))
            faults.Add("events", "unknown_event", $"There is no event '{pattern?[..Math.Min(pattern.Length, 80)]}'.", "docs/guide/webhooks.md names them all; * stands only at the end.");
    }

    private async Task DirectoriesAsync(IReadOnlyList<Guid>? directories, TenantId tenant, FieldFaults faults, CancellationToken ct)
    {
        if (directories is not { Count: > 0 }) return;
        if (directories.Count > MostDirectories)
        {
            faults.Add("directories", "too_many", $"More than {MostDirectories} directories are named.", "Leave directories out to mean all.");
            return;
        }

        HashSet<Guid> known = [];
        await using var read = await store.ReadAsync(tenant, ct);
        await read.Sql.QueryEachAsync(
            "select d.id from {rows} x join directory d on d.tenant = @tenant and d.id = x.id where d.source not in ('removed', 'emptied')",
            new SqlRows().Add("id", [.. directories]), row => known.Add(row.GetGuid(0)), ct);
        foreach (var id in directories.Where(id => !known.Contains(id))) faults.Add("directories", "unknown_directory", $"No directory has the id {id}.");
    }

    private async Task AfterAsync(long after, TenantId tenant, FieldFaults faults, CancellationToken ct)
    {
        await using var read = await store.ReadAsync(tenant, ct);
        var (newest, from) = (await read.Sql.QueryAsync(
            "select sequence, history_from from tenant where tenant = @tenant", row => (row.GetInt64(0), row.GetInt64(1)), ct))[0];
        if (after < 0 || after > newest) faults.Add("after", "out_of_range", $"after lies between 0 and the newest sequence, {newest}.");
        else if (after < from - 1 && after > 0) throw new ProblemException(ReadProblems.HistoryPruned.Because($"History is kept from sequence {from} on."));
    }

    private static string OneOf(string? text, string field, string[] words, FieldFaults faults)
    {
        if (text is null) return words[0];
        if (!words.Contains(text)) faults.Add(field, "unknown_word", $"{field} is {string.Join(" or ", words)}.");
        return text;
    }
}
