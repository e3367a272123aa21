using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Jumpgate.Ocsf.Tests;

/// <summary>
/// samples/jumpcloud/events become samples/ocsf. After a change of the mapping write them anew with
/// <c>JUMPGATE_WRITE_OCSF=1 dotnet test tests/Jumpgate.Ocsf.Tests --filter SampleRecordsTests</c>, and read the difference.
/// </summary>
public sealed class SampleRecordsTests
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [Theory]
    [InlineData(OcsfVersion.V180)]
    [InlineData(OcsfVersion.V110)]
    public void Every_sample_event_becomes_its_sample_record(OcsfVersion version)
    {
        Events.Names.Count.ShouldBeGreaterThan(40);
        foreach (var name in Events.Names)
        {
            var record = Mapping.Record(Events.Sample(name), version);
            record["raw_data"]!.GetValue<string>().ShouldBe(Events.Sample(name));
            // It stands beside, whole; a record is easier read without.
            record["raw_data"] = $"samples/jumpcloud/events/{name}.json";
            var text = record.ToJsonString(Indented).ReplaceLineEndings("\n") + "\n";
            var path = Repository.PathOf("samples", "ocsf", version.Text, name + ".json");
            if (Environment.GetEnvironmentVariable("JUMPGATE_WRITE_OCSF") == "1")
            {
                Directory.CreateDirectory(Path.GetDirectoryName(path)!);
                File.WriteAllText(path, text);
            }

            File.ReadAllText(path).ReplaceLineEndings("\n").ShouldBe(text, $"{name}: see the summary of SampleRecordsTests.");
        }
    }

    [Fact]
    public void No_value_of_an_event_is_lost()
    {
        foreach (var name in Events.Names)
        {
            foreach (var version in OcsfVersions.All)
            {
                var record = Mapping.Record(Events.Sample(name), version);
                record.Remove("raw_data");
                var told = record.ToJsonString();
                foreach (var (path, value) in Leaves(JsonNode.Parse(Events.Sample(name))!, ""))
                {
                    if (Said.Contains(path) || path.EndsWith(".op", StringComparison.Ordinal) || path.EndsWith("type", StringComparison.Ordinal)) continue;
                    told.ShouldContain(JsonSerializer.Serialize(value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : value.ToString())[1..^1], customMessage: $"{name} {version.Text}: {path}");
                }
            }
        }
    }

    [Fact]
    public void The_same_event_gives_the_same_record_whatever_came_before()
    {
        var mapper = new EventMapper();
        var alone = Events.Names.ToDictionary(name => name, name => Map(new EventMapper(), name));
        foreach (var name in Events.Names.Concat(Events.Names.Reverse())) Map(mapper, name).ShouldBe(alone[name], name);

        static string Map(EventMapper mapper, string name)
        {
            var output = new System.Buffers.ArrayBufferWriter<byte>();
            mapper.Map(Encoding.UTF8.GetBytes(Events.Sample(name)), output);
            return Encoding.UTF8.GetString(output.WrittenSpan);
        }
    }

    // Told by numbers and their captions.
    private static readonly string[] Said = [".success", ".sso_token_success", ".mfa", ".geoip.latitude", ".geoip.longitude", ".windows_meta.logon_type", ".resource.status", ".severity", ".error_code", ".object_storage_item_size", ".auth_context.jumpcloud_protect_device.geoip.latitude", ".auth_context.jumpcloud_protect_device.geoip.longitude"];

    private static IEnumerable<(string Path, JsonNode Value)> Leaves(JsonNode node, string path) => node switch
    {
        JsonObject one => one.Where(member => member.Value is not null).SelectMany(member => Leaves(member.Value!, $"{path}.{member.Key}")),
        JsonArray list => list.Where(element => element is not null).SelectMany(element => Leaves(element!, path)),
        _ => [(path, node)],
    };
}
