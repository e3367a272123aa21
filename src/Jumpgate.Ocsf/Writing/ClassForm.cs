using System.Globalization;
using System.Text;
using System.Text.Json;
using Jumpgate.Ocsf.Schemas;
using Jumpgate.Ocsf.Table;

namespace Jumpgate.Ocsf.Writing;

/// <summary>A class as a release knows it: which common attributes it has, and its constant pieces ready to be written.</summary>
internal sealed class ClassForm
{
    private readonly Dictionary<int, byte[]> activityPieces = [];
    private readonly Dictionary<int, ActivityForm> activities = [];

    public ClassForm(int uid, OcsfSchema schema)
    {
        Uid = uid;
        Shape = schema.Classes[uid];
        var now = OcsfSchema.Of(OcsfVersion.V180).Classes[uid];
        (HasActor, ActorNeedsHost, NeedsActor) = (Shape.Has("actor"), Shape.NeedsProfile("actor"), IsRequired("actor"));
        (HasDevice, DeviceNeedsHost) = (Shape.Has("device"), Shape.NeedsProfile("device"));
        (HasSource, NeedsSource) = (Shape.Has("src_endpoint"), IsRequired("src_endpoint"));
        HasRequest = Shape.Has("http_request");
        var category = Shape.Attributes["category_uid"].Captions!.Single();
        Head = Encoding.UTF8.GetBytes($"\"class_uid\":{uid},\"class_name\":{Quoted(Shape.Caption)},\"category_uid\":{category.Key},\"category_name\":{Quoted(category.Value)},");
        Status = new Coded(Shape, now, "status_id");
        foreach (var id in now.Attributes["activity_id"].Captions!.Keys.Select(key => int.Parse(key, CultureInfo.InvariantCulture)))
        {
            var (fitted, named) = MappingTable.Fit(uid, id, null, schema);
            activities[id] = new ActivityForm(fitted, named is null ? null : Inside(named), named ?? Shape.Call("activity_id", fitted)!);
            if (Shape.Call("activity_id", id) is not { } caption) continue;
            // Base Event has no type name of its own for 99: there the source's word would be due.
            var type = uid == ClassUids.BaseEvent && id == EventRow.OtherActivity ? "" : $"\"type_name\":{Quoted(Shape.Call("type_uid", uid * 100 + id)!)},";
            activityPieces[id] = Encoding.UTF8.GetBytes(
                $"\"activity_id\":{id},\"type_uid\":{uid * 100 + id},{type}\"activity_name\":" + (id == EventRow.OtherActivity ? "" : Quoted(caption) + ","));
        }
    }

    public int Uid { get; }

    public SchemaShape Shape { get; }

    public bool HasActor { get; }

    public bool ActorNeedsHost { get; }

    public bool NeedsActor { get; }

    public bool HasDevice { get; }

    public bool DeviceNeedsHost { get; }

    public bool HasSource { get; }

    public bool NeedsSource { get; }

    public bool HasRequest { get; }

    /// <summary>Class and category.</summary>
    public byte[] Head { get; }

    public Coded Status { get; }

    /// <summary>Activity and type; for 99 up to where the name belongs.</summary>
    public ReadOnlySpan<byte> ActivityPiece(int id) => activityPieces[id];

    /// <summary>An activity by its number in 1.8.0.</summary>
    public ActivityForm Activity(int id) => activities[id];

    /// <summary>The activity with that caption; null where there is none.</summary>
    public ActivityForm? Called(string caption) => activities.Values.FirstOrDefault(activity => activity.Caption == caption && activity.Named is null);

    /// <summary>A text as the inside of a JSON string.</summary>
    public static byte[] Inside(string text) => JsonEncodedText.Encode(text, System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping).EncodedUtf8Bytes.ToArray();

    private static string Quoted(string text) => "\"" + Encoding.UTF8.GetString(Inside(text)) + "\"";

    private bool IsRequired(string attribute) => Shape.Attributes.TryGetValue(attribute, out var found) && found.IsRequired;
}
