using Jumpgate.Server.Data;
using Jumpgate.Server.EventLog;
using Microsoft.Extensions.Options;

namespace Jumpgate.Server.Events.Alerts;

/// <summary>Tells the contacts of feeds what there is to tell: the mail is accepted by the mail server, then that is committed.</summary>
internal sealed class AlertRun(
    Store store, WriteQueue queue, Epoch epochs, FeedView view, Mailer mailer, TimeProvider time, IOptions<MailOptions> mail, IOptions<EventLogOptions> events, ILogger<AlertRun> log)
{
    private const string EpochKind = "feed alerts";

    private long Now => time.GetUtcNow().ToUnixTimeMilliseconds();

    private TimeSpan Settles => TimeSpan.FromMinutes(mail.Value.SettleMinutes);

    public async Task RunAsync(CancellationToken cancellation)
    {
        if (!mail.Value.IsOn) return;
        List<AlertRow> rows;
        await using (var read = await store.ReadAsync(default, cancellation)) rows = await AlertRow.ListAsync(read.Sql, Now, events.Value.Retention, cancellation);
        foreach (var row in rows.Where(row => row.IsDue(Now, Settles)))
        {
            // Nobody else would fare better: the others wait for the next run.
            if (!await OneAsync(row.Feed, cancellation)) return;
        }
    }

    /// <summary>False: the mail server accepts nothing.</summary>
    private async Task<bool> OneAsync(FeedRow feed, CancellationToken cancellation)
    {
        try
        {
            return await TellAsync(feed, await epochs.TakeAsync(feed.Tenant, feed.Organization, EpochKind, cancellation), cancellation);
        }
        catch (StaleEpochException)
        {
            return true;
        }
        catch (Exception error) when (error is not (OperationCanceledException or StoreUnavailableException))
        {
            // What nobody foresaw has no type: one feed's contact must not keep the others from theirs.
            EventsLog.AlertInterrupted(log, feed.Tenant.Value, feed.Id, error);
            return true;
        }
    }

    private async Task<bool> TellAsync(FeedRow feed, long epoch, CancellationToken cancellation)
    {
        AlertRow row;
        List<EventGap> gaps;
        // Read again under the epoch: from here on nobody else tells.
        await using (var read = await store.ReadAsync(feed.Tenant, cancellation))
        {
            if (await AlertRow.FindAsync(read.Sql, feed, Now, events.Value.Retention, cancellation) is not { } found) return true;
            row = found;
            gaps = await EventGap.UntoldAsync(read.Sql, feed.Organization, Now, events.Value.Retention, cancellation);
        }

        if (row.IsChanged) row = await SaveAsync(row with { Seen = row.State, SeenAt = Now });
        if (row.NextAt > Now) return true;
        try
        {
            var shown = await view.ShowAsync(row.Feed, cancellation);
            if (row.IsNews(Now, Settles) && shown.State == row.State)
            {
                await SendAsync(Alert.OfState(shown, row.Told, DateTimeOffset.FromUnixTimeMilliseconds(row.SeenAt), mail.Value.PortalUrl));
                row = await SaveAsync(row.Accepted() with { Told = row.State });
            }

            foreach (var telling in gaps.GroupBy(gap => gap.Telling))
            {
                await SendAsync(Alert.OfGaps(shown, telling.Key, [.. telling], mail.Value.PortalUrl));
                row = await SaveAsync(row.Accepted(), scope => EventGap.ToldAsync(scope, telling.Key, telling));
            }

            if (row.Tries > 0) await SaveAsync(row.Accepted());
            return true;
        }
        catch (MailNotAcceptedException fault)
        {
            EventsLog.AlertNotSent(log, row.Feed.Tenant.Value, row.Feed.Id, fault.Message);
            await SaveAsync(row.NotAccepted(fault.Message, Now));
            return fault.IsOfRecipient;
        }

        async Task SendAsync(Alert alert)
        {
            await mailer.SendAsync(row.Feed.ContactEmail!, alert, cancellation);
            EventsLog.AlertSent(log, row.Feed.Tenant.Value, row.Feed.Id, alert.Id);
        }

        // What a mail server has accepted is put down also while the server stops.
        async Task<AlertRow> SaveAsync(AlertRow now, Func<WriteScope, ValueTask>? more = null)
        {
            await queue.WriteAsync(feed.Tenant, WritePriority.Bulk, async scope =>
            {
                await epochs.CheckAsync(scope, feed.Tenant, feed.Organization, EpochKind, epoch);
                await now.SaveAsync(scope);
                if (more is not null) await more(scope);
            }, CancellationToken.None);
            return now;
        }
    }
}
