using System.Text.Json;
using System.Text.Json.Nodes;
using Jumpgate.Contracts;

namespace Jumpgate.Server.Organizations.Settings;

/// <summary>Settings over settings: a member left out keeps its value, null clears it. Pure.</summary>
public static class SettingsMerge
{
    /// <summary>What a new link starts with: a full sync each hour as the truth that repairs, events asked for each minute.</summary>
    public static SyncSettings Default { get; } = new(Schedule: "PT1H", RefreshInterval: "PT1M", Guard: new GuardSettings());

    /// <param name="changes">The member <c>settings</c> of the request as it came; undefined or null: nothing changes.</param>
    public static SyncSettings Over(SyncSettings settings, JsonElement? changes)
    {
        if (changes is not { ValueKind: JsonValueKind.Object } given) return settings;
        var merged = JsonNode.Parse(StoredJson.Write(settings))!.AsObject();
        foreach (var member in given.EnumerateObject())
            merged[JsonNamingPolicy.CamelCase.ConvertName(member.Name)] = member.Value.ValueKind == JsonValueKind.Null ? null : JsonNode.Parse(member.Value.GetRawText());
        return StoredJson.Settings(merged.ToJsonString());
    }
}
