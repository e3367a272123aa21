using System.Text.Json.Nodes;

namespace Jumpgate.Emulator.Published;

/// <summary>Objects that were created through a published route nobody else serves: kept as they were sent, so that what was
/// created can be listed, read, changed and deleted.</summary>
internal sealed class PublishedCollection
{
    private static readonly string[] Ids = ["id", "_id", "objectId"];

    /// <summary>Some families name their items otherwise: custom e-mails by type, feature settings by name.</summary>
    private static readonly string[] Names = [.. Ids, "type", "name"];

    private readonly List<JsonObject> _items = [];

    public int Count => _items.Count;

    public IEnumerable<JsonObject> Page(int skip, int limit) => _items.Skip(skip).Take(limit).Select(Copy);

    public JsonObject Add(JsonObject empty, JsonObject sent, string id)
    {
        var item = Merge(empty, sent);
        foreach (var name in Ids.Where(name => item.ContainsKey(name)).DefaultIfEmpty("id").ToList())
            item[name] = id;
        _items.Add(item);
        return Copy(item);
    }

    public JsonObject? Find(string key) => _items.Find(item => Names.Any(name => Text(item[name]) == key));

    public JsonObject? Change(string key, JsonObject sent) => Find(key) is { } item ? Copy(Merge(item, sent)) : null;

    public JsonObject? Remove(string key)
    {
        if (Find(key) is not { } item)
            return null;
        _items.Remove(item);
        return item;
    }

    public static JsonObject Copy(JsonObject item) => (JsonObject)item.DeepClone();

    /// <summary>Lays what was sent over what is there; the ids stay.</summary>
    public static JsonObject Merge(JsonObject item, JsonObject sent)
    {
        foreach (var (name, value) in sent)
        {
            if (!Ids.Contains(name))
                item[name] = value?.DeepClone();
        }
        return item;
    }

    private static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var text) && text.Length > 0 ? text : null;
}
