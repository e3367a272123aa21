using System.Text.Json;
using System.Text.Json.Serialization;
using Jumpgate.Contracts;

namespace Jumpgate.Server.Organizations;

/// <summary>The JSON columns of an organization.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(List<StatusReason>))]
[JsonSerializable(typeof(List<Capability>))]
[JsonSerializable(typeof(SyncSettings))]
internal sealed partial class StoredJson : JsonSerializerContext
{
    public static List<StatusReason> Reasons(string json) => JsonSerializer.Deserialize(json, Default.ListStatusReason) ?? [];

    public static string Write(List<StatusReason> reasons) => JsonSerializer.Serialize(reasons, Default.ListStatusReason);

    public static List<Capability> Capabilities(string json) => JsonSerializer.Deserialize(json, Default.ListCapability) ?? [];

    public static string Write(List<Capability> capabilities) => JsonSerializer.Serialize(capabilities, Default.ListCapability);

    public static SyncSettings Settings(string json) => JsonSerializer.Deserialize(json, Default.SyncSettings) ?? new SyncSettings();

    public static string Write(SyncSettings settings) => JsonSerializer.Serialize(settings, Default.SyncSettings);
}
