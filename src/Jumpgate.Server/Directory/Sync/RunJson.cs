using System.Text.Json;
using System.Text.Json.Serialization;
using Jumpgate.Contracts;
using RunContract = Jumpgate.Contracts.SyncRun;

namespace Jumpgate.Server.Directory.Sync;

/// <summary>What a run remembers over a restart, beside its stage.</summary>
/// <param name="Phase">How far it is; a later phase is never left for an earlier one.</param>
/// <param name="Confirmed">Token of the losses a person has confirmed.</param>
/// <param name="Skipped">Kinds the credentials may not read.</param>
/// <param name="Looks">Times the guard has weighed this run.</param>
internal sealed record RunPlan(string Phase = RunPhases.Reading, string? Confirmed = null, IReadOnlyList<string>? Skipped = null, int Looks = 0);

internal static class RunPhases
{
    public const string Reading = "reading";
    public const string Weighing = "weighing";
    public const string Confirming = "confirming";
    public const string Applying = "applying";
}

/// <summary>The JSON columns of a run.</summary>
internal static class RunJson
{
    public static RunPlan Plan(string? text) => text is null ? new RunPlan() : JsonSerializer.Deserialize(text, RunPlanJson.Default.RunPlan)!;

    public static string Plan(RunPlan plan) => JsonSerializer.Serialize(plan, RunPlanJson.Default.RunPlan);

    public static IReadOnlyDictionary<string, KindCounts> Counts(string text) =>
        JsonSerializer.Deserialize(text, ContractsJson.Default.IReadOnlyDictionaryStringKindCounts)!;

    public static string Counts(IReadOnlyDictionary<string, KindCounts> counts) =>
        JsonSerializer.Serialize(counts, ContractsJson.Default.IReadOnlyDictionaryStringKindCounts);

    public static IReadOnlyList<StatusReason> Reasons(string text) => JsonSerializer.Deserialize(text, ContractsJson.Default.IReadOnlyListStatusReason)!;

    public static string Reasons(IReadOnlyList<StatusReason> reasons) => JsonSerializer.Serialize(reasons, ContractsJson.Default.IReadOnlyListStatusReason);

    public static StatusReason? Reason(string? text) => text is null ? null : JsonSerializer.Deserialize(text, ContractsJson.Default.StatusReason);

    public static string? Reason(StatusReason? reason) => reason is null ? null : JsonSerializer.Serialize(reason, ContractsJson.Default.StatusReason);

    public static HeldLosses? Held(string? text) => text is null ? null : JsonSerializer.Deserialize(text, ContractsJson.Default.HeldLosses);

    public static string Held(HeldLosses held) => JsonSerializer.Serialize(held, ContractsJson.Default.HeldLosses);

    public static RunContract ToContract(this RunRow row, Guid organization, IReadOnlyList<RunLogLine>? log = null) => new(
        row.Id, organization, row.Mode, row.Trigger, row.State, Time(row.QueuedAt)!.Value, Time(row.StartedAt), Time(row.EndedAt), Counts(row.Counts), row.Requests,
        row.StartedAt is null ? null : Math.Round(row.Seconds, 3), row.Hash is { } hash ? Convert.ToHexStringLower(hash) : null, row.Sequence, Reason(row.Error),
        Reasons(row.Warnings), row.State == RunStates.Held ? Held(row.Held) : null, log);

    private static DateTimeOffset? Time(long? at) => at is { } value ? DateTimeOffset.FromUnixTimeMilliseconds(value) : null;
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(RunPlan))]
internal sealed partial class RunPlanJson : JsonSerializerContext;
