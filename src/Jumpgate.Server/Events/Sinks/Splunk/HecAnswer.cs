using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Jumpgate.Server.Hosting;

namespace Jumpgate.Server.Events.Sinks.Splunk;

/// <summary>What the collector said.</summary>
/// <param name="Code">Splunk's own; null: it said nothing of the kind.</param>
/// <param name="Invalid">The first event that is not taken, from 0 on.</param>
/// <param name="AckId">What to ask for the acknowledgement by.</param>
internal sealed record HecAnswer(GuardedAnswer Http, int? Code, string? Text, int? Invalid, long? AckId)
{
    public const int NoData = 5;
    public const int InvalidFormat = 6;
    public const int EventRequired = 12;
    public const int EventBlank = 13;
    public const int AckDisabled = 14;

    public int Status => Http.Status;

    /// <summary>Whether an event itself is at fault, and not the token, the index or the state of the collector.</summary>
    public bool IsOfAnEvent => Status == 400 && Code is InvalidFormat or EventRequired or EventBlank;

    public static HecAnswer Of(GuardedAnswer answer)
    {
        var said = Read(answer, HecJson.Default.HecSaid);
        return new HecAnswer(answer, said?.Code, said?.Text, said?.Invalid, said?.AckId);
    }

    /// <summary>The acknowledgements that are there.</summary>
    public static IReadOnlyList<long> Acks(GuardedAnswer answer) =>
        [.. (Read(answer, HecJson.Default.HecAcked)?.Acks ?? []).Where(one => one.Value).Select(one => long.Parse(one.Key, CultureInfo.InvariantCulture))];

    private static T? Read<T>(GuardedAnswer answer, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(answer.Text, type);
        }
        catch (JsonException)
        {
            // A proxy before the collector, or none at all.
            return null;
        }
    }
}

internal sealed record HecSaid(
    [property: JsonPropertyName("text")] string? Text, [property: JsonPropertyName("code")] int? Code, [property: JsonPropertyName("invalid-event-number")] int? Invalid,
    [property: JsonPropertyName("ackId")] long? AckId);

internal sealed record HecAcks([property: JsonPropertyName("acks")] IReadOnlyList<long> Acks);

internal sealed record HecAcked([property: JsonPropertyName("acks")] Dictionary<string, bool>? Acks);

[JsonSerializable(typeof(HecSaid))]
[JsonSerializable(typeof(HecAcks))]
[JsonSerializable(typeof(HecAcked))]
internal sealed partial class HecJson : JsonSerializerContext;
