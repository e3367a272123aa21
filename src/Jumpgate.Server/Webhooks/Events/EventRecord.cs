using Jumpgate.Server.Data;

namespace Jumpgate.Server.Webhooks.Events;

/// <summary>An event with what stood at its sequence.</summary>
internal sealed record EventRecord(Guid Tenant, EventRow Row)
{
    public string Id => EventRow.IdOf(Tenant, Row.Seq);

    public EventDirectory? Directory { get; init; }

    /// <summary>The resource as it then was; of a deletion, as it was last.</summary>
    public EventState? State { get; init; }

    /// <summary>Of an update, as it was before.</summary>
    public EventState? Old { get; init; }

    /// <summary>Where the edge leads.</summary>
    public EventState? Target { get; init; }

    /// <summary>The groups a user was in.</summary>
    public IReadOnlyList<EventGroup> Groups { get; init; } = [];

    /// <summary>The application roles a user had; null: the directory has no role mapping.</summary>
    public IReadOnlyList<string>? Roles { get; init; }

    /// <summary>Where the roles are what changed: those before.</summary>
    public IReadOnlyList<string>? OldRoles { get; init; }

    public EventAccount? Account { get; init; }
}

internal sealed record EventDirectory(Guid Id, string Name, string Source, string? Provider, bool? Enabled);

internal sealed record EventGroup(Guid Id, string? Name);

/// <summary>The versions of a resource around a sequence.</summary>
internal sealed class EventStates
{
    private readonly List<EventState> states = [];

    public bool IsEmpty => states.Count == 0;

    public void Add(EventState state) => states.Add(state);

    /// <summary>The version that holds at the sequence. <paramref name="last"/>: or else the one that ended with it.</summary>
    public EventState? At(long seq, bool last = false) =>
        states.Find(state => state.To is null || state.To > seq) ?? (last ? Before(seq) : null) ?? states.Find(state => state.From == 0);

    public EventState? Before(long seq) => states.Find(state => state.To == seq);
}

/// <summary>The link of an organization, as it is now.</summary>
internal sealed record EventAccount(Guid Id, string Name, string? Type, string? Region, string? RemoteId, string? Method, bool? Paused)
{
    public static async Task<EventAccount?> FindAsync(TenantSql sql, EventRow row, CancellationToken ct)
    {
        var found = await sql.QueryAsync(
            "select id, name, type, region, remote_id, method, paused from organization where tenant = @tenant and directory = @directory",
            link => new EventAccount(link.GetGuid(0), link.GetString(1), link.GetString(2), link.GetString(3), link.GetString(4), link.GetString(5), link.GetBoolean(6)), ct,
            ("directory", row.Directory));
        if (found is [var one]) return one;
        // Of a link that is gone the log kept id and name.
        return row.Note is { Length: >= 36 } note && Guid.TryParse(note.AsSpan(0, 36), out var id)
            ? new EventAccount(id, note[36..].Trim(), null, null, null, null, null)
            : null;
    }
}
