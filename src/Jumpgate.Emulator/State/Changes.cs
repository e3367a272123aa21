using System.Text.Json.Nodes;

namespace Jumpgate.Emulator.State;

/// <summary>Sets fields and remembers what they were, for the event's <c>changes</c>.</summary>
internal sealed class Changes
{
    private readonly List<JsonObject> _list = [];

    public bool Any => _list.Count > 0;

    public bool Has(string field) => _list.Exists(c => (string?)c["field"] == field);

    public void Set(JsonObject document, string name, JsonNode? value, string? field = null)
    {
        var old = document[name];
        if (JsonNode.DeepEquals(old, value))
            return;
        _list.Add(new JsonObject { ["field"] = field ?? name, ["from"] = old?.DeepClone(), ["to"] = value?.DeepClone() });
        document[name] = value?.DeepClone();
    }

    /// <summary>Takes over those of the fields that the body has.</summary>
    public Changes Take(JsonObject document, JsonObject body, IEnumerable<string> fields)
    {
        foreach (var name in fields)
        {
            if (body.TryGetPropertyValue(name, out var value))
                Set(document, name, value);
        }

        return this;
    }

    public JsonArray ToJson() => new([.. _list.Select(c => c.DeepClone())]);
}
