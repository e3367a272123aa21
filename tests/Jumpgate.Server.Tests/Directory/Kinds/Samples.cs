using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Jumpgate.Contracts;
using Jumpgate.Server.Data;
using Jumpgate.Server.Directory;
using Jumpgate.Server.Directory.Kinds;

namespace Jumpgate.Server.Tests.Directory.Kinds;

/// <summary>Objects of samples/jumpcloud, and small changes to them.</summary>
internal static class Samples
{
    public static readonly SyncSettings NoRules = new();

    public static JsonObject Read(string name)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!System.IO.Directory.Exists(Path.Combine(folder!.FullName, "samples", "jumpcloud")))
        {
            folder = folder.Parent;
        }

        return JsonNode.Parse(File.ReadAllText(Path.Combine(folder.FullName, "samples", "jumpcloud", name + ".json")))!.AsObject();
    }

    public static Mapped Map(ResourceKind kind, JsonObject raw, SyncSettings? settings = null) => Map(kind, raw.ToJsonString(), settings);

    public static Mapped Map(ResourceKind kind, string raw, SyncSettings? settings = null)
    {
        using var document = JsonDocument.Parse(raw);
        var id = document.RootElement.TryGetProperty("_id", out var v1) || document.RootElement.TryGetProperty("id", out v1) ? v1.GetString()! : "";
        return new KindMap(kind, settings ?? NoRules).Map(new RawItem(id, Encoding.UTF8.GetBytes(raw)));
    }

    public static JsonObject Attributes(this Mapped mapped) => JsonNode.Parse(mapped.Attributes.Span)!.AsObject();

    public static string RawText(this Mapped mapped) => Encoding.UTF8.GetString(mapped.Raw.Span);

    public static JsonObject With(this JsonObject raw, Action<JsonObject> change)
    {
        var copy = raw.DeepClone().AsObject();
        change(copy);
        return copy;
    }
}
