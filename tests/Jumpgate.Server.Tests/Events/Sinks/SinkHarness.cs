using System.Text.Json.Nodes;
using Jumpgate.Contracts;

namespace Jumpgate.Server.Tests.Events.Sinks;

/// <summary>A receiver of one kind for <see cref="SinkContractTests"/>, and what sinks of that kind promise. One for each test.</summary>
internal abstract class SinkHarness : IAsyncDisposable
{
    public abstract string Kind { get; }

    /// <summary>Settings that lead to the receiver.</summary>
    public abstract JsonObject Settings { get; }

    /// <summary>Settings that are wrong, each with the member a fault must name, as <c>webhook.url</c>.</summary>
    public abstract IReadOnlyList<(JsonObject Settings, string Field)> Faulty { get; }

    /// <summary>The secrets among <see cref="Settings"/>.</summary>
    public virtual IReadOnlyList<string> Secrets => [];

    /// <summary>A change of the host that leaves the secrets out, with a member that must be asked for; null: the kind has no host or no secret.</summary>
    public virtual (JsonObject Settings, string Field)? Elsewhere => null;

    /// <summary>Whether an event that is delivered twice stands there once.</summary>
    public abstract bool IsIdempotent { get; }

    /// <summary>Whether records stand there in the order of the log.</summary>
    public virtual bool IsOrdered => true;

    /// <summary>Whether the receiver can refuse one record and take the others.</summary>
    public virtual bool RefusesRecords => true;

    /// <summary>Makes that nobody is there, and answers settings that lead to it, until <see cref="RestoreAsync"/>.</summary>
    public abstract Task<JsonObject> UnreachableAsync();

    /// <summary>The receiver takes nothing, until <see cref="RestoreAsync"/>.</summary>
    public abstract Task RefuseAsync(Sink sink);

    public abstract Task RestoreAsync();

    /// <summary>The receiver will never take the record of this event; null: it takes all again.</summary>
    public virtual void Poison(string? eventId) => throw new NotSupportedException();

    /// <summary>The records the receiver has of a sink, as it was given them, in their order.</summary>
    public abstract Task<IReadOnlyList<JsonNode>> ReadAsync(Sink sink);

    public abstract ValueTask DisposeAsync();

    /// <summary>An event's id in a record of either format.</summary>
    public static string IdOf(JsonNode record) => (string)(record["metadata"]?["uid"] ?? record["id"])!;

    protected static JsonObject With(JsonObject settings, string member, JsonNode? value)
    {
        var changed = settings.DeepClone().AsObject();
        changed[member] = value;
        return changed;
    }

    protected static JsonObject Without(JsonObject settings, string member)
    {
        var changed = settings.DeepClone().AsObject();
        changed.Remove(member);
        return changed;
    }
}
