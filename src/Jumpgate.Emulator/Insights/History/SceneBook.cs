using System.Buffers;
using System.Text.Json;

namespace Jumpgate.Emulator.Insights.History;

/// <summary>The kinds of events that can happen to given people and things, how often each comes, and how it is told.</summary>
internal sealed class SceneBook
{
    [ThreadStatic]
    private static Utf8JsonWriter? _writer;

    private readonly HistorySubjects _subjects;
    private readonly InsightsOptions _options;
    private readonly Scene[] _scenes;
    private readonly int[] _weights;
    private ushort[] _kinds = [];

    public SceneBook(HistorySubjects subjects, InsightsOptions options, EventTypes types)
    {
        (_subjects, _options) = (subjects, options);
        _scenes = [.. Scene.All(options, types).Where(scene => scene.IsPossible(subjects))];
        _weights = [.. _scenes.Select(scene => scene.Weight)];
        for (var i = 1; i < _weights.Length; i++)
            _weights[i] += _weights[i - 1];
    }

    public HistorySubjects Subjects => _subjects;

    public bool IsEmpty => _scenes.Length == 0;

    public void Number(EventKinds kinds) => _kinds = [.. _scenes.Select(scene => kinds.Number(scene.Service, scene.Type))];

    /// <summary>The number of the scene that a throw of the dice means.</summary>
    public int Draw(ulong chance)
    {
        var at = Array.BinarySearch(_weights, (int)(chance % (ulong)_weights[^1]) + 1);
        return at >= 0 ? at : ~at;
    }

    public Scene At(int scene) => _scenes[scene];

    public ushort Kind(int scene) => _kinds[scene];

    /// <summary>The time an event of the scene shows: some services cut it to the second.</summary>
    public long Shown(int scene, long milliseconds) => _scenes[scene].Precision == TimePrecision.Second ? milliseconds / 1000 * 1000 : milliseconds;

    public string Id(int scene, long shown, ulong id) => EventDraft.Id(_scenes[scene], shown, id);

    public void Write(int scene, long shown, Dice dice, ulong id, EventTwist twist, IBufferWriter<byte> output)
    {
        var writer = _writer ??= new Utf8JsonWriter(output, EventJson.Writing);
        writer.Reset(output);
        new EventDraft(writer, _subjects, _options, _scenes[scene], shown, dice).Write(id, twist);
        writer.Flush();
    }
}
