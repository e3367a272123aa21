using System.Buffers;
using System.Text.Json;
using Jumpgate.Emulator.Insights;
using Jumpgate.Emulator.Insights.History;

namespace Jumpgate.Emulator.Tests.Insights.History;

public sealed class CatalogueScenesTests
{
    private static readonly DateTimeOffset Until = new(2026, 3, 18, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Every_documented_type_is_told_well_formed_with_the_common_keys()
    {
        var subjects = InsightsHost.Subjects();
        foreach (var types in Enum.GetValues<EventTypes>())
        {
            foreach (var scene in Scene.All(new(), types))
            {
                var json = Told(scene, subjects);
                using var body = JsonDocument.Parse(json);
                var root = body.RootElement;
                var names = root.EnumerateObject().Select(field => field.Name).ToList();
                names.ShouldBeUnique(scene.Type);
                foreach (var key in (string[])["service", "event_type", "id", "timestamp", "organization", "@version"])
                    names.ShouldContain(key, scene.Type);
                root.GetProperty("event_type").GetString().ShouldBe(scene.Type);
                root.GetProperty("service").GetString().ShouldBe(scene.Service);
                (root.GetProperty("organization").ValueKind == JsonValueKind.Null).ShouldBe(scene.InPortal, scene.Type);
            }
        }
    }

    [Fact]
    public void A_type_of_a_service_is_told_in_one_way()
    {
        Scene.All(new(), EventTypes.All).Select(scene => (scene.Service, scene.Type)).ShouldBeUnique();
        Scene.All(new(), EventTypes.Documented).Sum(scene => scene.Weight == 1 ? 1 : 0).ShouldBeGreaterThan(200);
    }

    private static string Told(Scene scene, HistorySubjects subjects)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(bytes))
            new EventDraft(writer, subjects, new(), scene, Until.ToUnixTimeMilliseconds(), new Dice(5)).Write(7, default);
        return System.Text.Encoding.UTF8.GetString(bytes.WrittenSpan);
    }
}
