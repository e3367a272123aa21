using System.Security.Cryptography;
using System.Text;
using Jumpgate.Contracts;
using Jumpgate.Server.Data;
using Jumpgate.Server.Events.Sending;
using Jumpgate.Server.Events.Sinks;
using Jumpgate.Server.Hosting;
using Jumpgate.Server.Tenancy;

namespace Jumpgate.Server.Events;

/// <summary>Makes, changes and removes sinks, and has them deliver again.</summary>
internal sealed class SinkBook(Store store, WriteQueue queue, SinkSeal seal, SinkWake wake, TimeProvider time)
{
    public const int MostSinks = 20;
    public const int Shards = 64;

    public async Task<SinkRow?> FindAsync(TenantId tenant, Guid id, CancellationToken ct)
    {
        await using var read = await store.ReadAsync(tenant, ct);
        return await SinkRow.FindAsync(read.Sql, id, ct);
    }

    public async Task<(SinkRow? Row, ProblemResult? Refused)> CreateAsync(Caller by, FeedRow feed, CheckedSink wanted, CancellationToken ct)
    {
        var id = Guid.CreateVersion7(time.GetUtcNow());
        if (await TriedAsync(wanted.Kind, id, wanted.Settings, ct) is { } unreachable) return (null, unreachable);
        return await queue.WriteAsync<(SinkRow?, ProblemResult?)>(feed.Tenant, WritePriority.Interactive, async scope =>
        {
            if (await scope.Sql.ScalarAsync<long>("select count(*) from sink where tenant = @tenant and feed = @feed", default, ("feed", feed.Key)) >= MostSinks)
                return (null, EventsProblems.TooManySinks.Because($"It has {MostSinks}."));
            var position = wanted.From is { } from ? await from.FirstAsync(scope.Sql, feed.Organization) - 1 : 0;
            await scope.Sql.ExecuteAsync(
                """
                insert into sink (tenant, id, feed, kind, name, format, schema, settings, secrets, event_types, classes, position, shard, created_by, created_at)
                values (@tenant, @id, @feed, @kind, @name, @format, @schema, @settings, @secrets, @types, @classes, @position, @shard, @by, @now)
                """,
                default, ("id", id), ("feed", feed.Key), ("kind", wanted.Kind.Kind), ("name", wanted.Name), ("format", wanted.Format), ("schema", wanted.Schema),
                ("settings", wanted.Settings.Shown), ("secrets", seal.Close(feed.Tenant, wanted.Settings)), ("types", FeedRow.Text(wanted.Choice.Types)),
                ("classes", SinkRow.Text(wanted.Choice.Classes)), ("position", position), ("shard", (short)(SHA256.HashData(Encoding.ASCII.GetBytes(id.ToString()))[0] % Shards)), ("by", by.Who),
                ("now", scope.Now));
            var made = (await SinkRow.FindAsync(scope.Sql, id))!;
            scope.Audit(scope.Tenant, by.Who, "sink.create", id.ToString(), $"{wanted.Kind.Kind}, {wanted.Name}");
            scope.OnCommitted(() => wake.Wake(made.Shard));
            return (made, null);
        }, ct);
    }

    /// <summary>Changes what is named; neither: there is no such sink.</summary>
    /// <param name="tried">The way to the receiver is tried first; null: it is the same.</param>
    public async Task<(SinkRow? Row, ProblemResult? Refused)> UpdateAsync(
        Caller by, SinkRow row, string? name, SinkChoice choice, SinkSettings settings, IEventSink? tried, CancellationToken ct)
    {
        if (tried is not null && await TriedAsync(tried, row.Id, settings, ct) is { } unreachable) return (null, unreachable);
        return (await ChangeAsync(
            row, async scope =>
            {
                await scope.Sql.ExecuteAsync(
                    """
                    update sink set name = @name, settings = @settings, secrets = @secrets, event_types = @types, classes = @classes, next_at = null
                    where tenant = @tenant and sink = @sink
                    """,
                    default, ("name", name ?? row.Name), ("settings", settings.Shown), ("secrets", seal.Close(row.Tenant, settings)), ("types", FeedRow.Text(choice.Types)),
                    ("classes", SinkRow.Text(choice.Classes)), ("sink", row.Key.Value));
                scope.Audit(row.Tenant, by.Who, "sink.update", row.Id.ToString());
            }, ct), null);
    }

    public async Task<List<SinkDeadLetter>> DeadLettersAsync(SinkRow row, PageRequest page, CancellationToken ct)
    {
        await using var read = await store.ReadAsync(row.Tenant, ct);
        return await read.Sql.QueryAsync(
            "select position, event_id, type, reason, detail, at from sink_dead where tenant = @tenant and sink = @sink and position > @after order by position limit @limit",
            found => new SinkDeadLetter(
                found.GetInt64(0), found.GetString(1), found.IsDBNull(2) ? null : found.GetString(2), new SinkFault(found.GetString(3), found.GetString(4)),
                DateTimeOffset.FromUnixTimeMilliseconds(found.GetInt64(5))),
            ct, ("sink", row.Key.Value), ("after", page.AfterNumber), ("limit", (long)page.Limit + 1));
    }

    /// <summary>A paused sink finishes what is open; one that goes on tries at once.</summary>
    public Task<SinkRow?> PauseAsync(Caller by, SinkRow row, bool paused, CancellationToken ct) => ChangeAsync(
        row, async scope =>
        {
            if (await scope.Sql.ExecuteAsync(
                "update sink set paused = @paused, next_at = null where tenant = @tenant and sink = @sink and paused <> @paused", default, ("paused", paused),
                ("sink", row.Key.Value)) == 1)
                scope.Audit(row.Tenant, by.Who, paused ? "sink.pause" : "sink.resume", row.Id.ToString(), row.Name);
        }, ct);

    public async Task<(SinkReplayed? Replayed, ProblemResult? Refused)> ReplayAsync(Caller by, SinkRow row, LogPlace from, CancellationToken ct)
    {
        var answer = await queue.WriteAsync<(SinkReplayed?, ProblemResult?)>(row.Tenant, WritePriority.Interactive, async scope =>
        {
            if (await SinkRow.FindAsync(scope.Sql, row.Key) is not { } now) return (null, SinkEndpoints.Unknown());
            if (now.IsReplaying || now.ReplayFrom is not null) return (null, EventsProblems.ReplayRunning.Because("Its end has not come yet."));
            var first = await from.FirstAsync(scope.Sql, row.Organization);
            if (first > now.Progress.Position) return (null, EventsProblems.NothingToReplay.Because($"The sink has events up to position {now.Progress.Position}.", "from"));
            await scope.Sql.ExecuteAsync(
                "update sink set replay_from = @from where tenant = @tenant and sink = @sink", default, ("from", first), ("sink", row.Key.Value));
            scope.Audit(row.Tenant, by.Who, "sink.replay", row.Id.ToString(), $"from position {first}");
            return (new SinkReplayed(first, now.Progress.Position, now.Replays + 1), null);
        }, ct);
        wake.Wake(row.Shard);
        return answer;
    }

    public Task<bool> RemoveAsync(Caller by, SinkRow row, CancellationToken ct) => queue.WriteAsync(row.Tenant, WritePriority.Interactive, async scope =>
    {
        if (!await ForgetAsync(scope, row)) return false;
        scope.Audit(row.Tenant, by.Who, "sink.remove", row.Id.ToString(), row.Name);
        return true;
    }, ct);

    /// <summary>The sink goes, and the fence of its runs: one that still runs can commit nothing more.</summary>
    internal static async ValueTask<bool> ForgetAsync(WriteScope scope, SinkRow row)
    {
        await scope.Sql.ExecuteAsync(
            "delete from epoch where tenant = @tenant and organization = @organization and kind = @kind", default, ("organization", row.Organization.Value), ("kind", row.EpochKind));
        return await scope.Sql.ExecuteAsync("delete from sink where tenant = @tenant and sink = @sink", default, ("sink", row.Key.Value)) == 1;
    }

    private static async Task<ProblemResult?> TriedAsync(IEventSink kind, Guid id, SinkSettings settings, CancellationToken ct)
    {
        try
        {
            await kind.ProbeAsync(id, settings, ct);
            return null;
        }
        catch (SinkUnavailableException fault)
        {
            return EventsProblems.SinkUnreachable.Because(settings.Conceal(fault).Message);
        }
    }

    private Task<SinkRow?> ChangeAsync(SinkRow row, Func<WriteScope, ValueTask> change, CancellationToken ct) => queue.WriteAsync(row.Tenant, WritePriority.Interactive, async scope =>
    {
        await change(scope);
        scope.OnCommitted(() => wake.Wake(row.Shard));
        return await SinkRow.FindAsync(scope.Sql, row.Key);
    }, ct);
}
