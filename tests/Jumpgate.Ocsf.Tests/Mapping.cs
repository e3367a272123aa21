using System.Buffers;
using System.Text;
using System.Text.Json.Nodes;
using Jumpgate.Ocsf.Tests.Validation;
using Jumpgate.Ocsf.Validation;

namespace Jumpgate.Ocsf.Tests;

/// <summary>Maps as a caller would, and lets no record pass that either validator finds fault with.</summary>
internal static class Mapping
{
    [ThreadStatic] private static Dictionary<OcsfVersion, (EventMapper Mapper, RecordValidator Validator)>? kept;

    public static JsonObject Record(string raw, OcsfVersion version = OcsfVersion.V180, EventContext context = default) => Map(Encoding.UTF8.GetBytes(raw), version, context).Record;

    public static (JsonObject Record, MappedEvent Outcome) Map(string raw, OcsfVersion version = OcsfVersion.V180) => Map(Encoding.UTF8.GetBytes(raw), version);

    public static (JsonObject Record, MappedEvent Outcome) Map(byte[] raw, OcsfVersion version = OcsfVersion.V180, EventContext context = default)
    {
        var (bytes, outcome) = Bytes(raw, version, context);
        return (JsonNode.Parse(bytes)!.AsObject(), outcome);
    }

    public static (byte[] Record, MappedEvent Outcome) Bytes(byte[] raw, OcsfVersion version, EventContext context = default)
    {
        kept ??= OcsfVersions.All.ToDictionary(one => one, one => (new EventMapper(one), new RecordValidator(one)));
        var output = new ArrayBufferWriter<byte>();
        var outcome = kept[version].Mapper.Map(raw, output, context);
        var record = output.WrittenSpan.ToArray();
        kept[version].Validator.Check(record).ShouldBeEmpty(Encoding.UTF8.GetString(raw.AsSpan(0, Math.Min(raw.Length, 2000))));
        if (SharedReference.Folder is not null) NaiveValidator.Of(version).Check(record).ShouldBeEmpty(Encoding.UTF8.GetString(raw.AsSpan(0, Math.Min(raw.Length, 2000))));
        return (record, outcome);
    }
}
