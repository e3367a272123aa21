using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Jumpgate.JumpCloud;

/// <summary>Source-generated reading of JumpCloud's objects. Unknown fields and values pass; missing ones are null or empty.</summary>
[JsonSourceGenerationOptions(
    GenerationMode = JsonSourceGenerationMode.Metadata,
    MaxDepth = 128,
    Converters =
    [
        typeof(TextConverter), typeof(FlagConverter), typeof(WholeNumberConverter), typeof(InstantConverter),
        typeof(ListConverter<string>), typeof(ListConverter<SystemUserAddress>), typeof(ListConverter<SystemUserPhoneNumber>),
        typeof(ListConverter<NamedValue>), typeof(ListConverter<SystemUserSshKey>), typeof(ListConverter<SystemUserRelationship>),
        typeof(ListConverter<SystemUserRestrictedField>), typeof(ListConverter<MemberQueryFilter>), typeof(ListConverter<GroupExemption>),
        typeof(ListConverter<NetworkInterface>), typeof(ListConverter<BuiltInCommand>), typeof(ListConverter<SystemUserMetric>),
        typeof(ListConverter<ServiceAccountAuthConfig>),
    ])]
[JsonSerializable(typeof(SystemUser))]
[JsonSerializable(typeof(Administrator))]
[JsonSerializable(typeof(Role))]
[JsonSerializable(typeof(UserGroup))]
[JsonSerializable(typeof(SystemGroup))]
[JsonSerializable(typeof(JumpCloudSystem))]
[JsonSerializable(typeof(Application))]
[JsonSerializable(typeof(ApplicationTemplate))]
[JsonSerializable(typeof(Organization))]
[JsonSerializable(typeof(ProviderOrganization))]
[JsonSerializable(typeof(ServiceAccount))]
[JsonSerializable(typeof(AppleMdm))]
[JsonSerializable(typeof(AppleMdmDevice))]
[JsonSerializable(typeof(BulkResult))]
[JsonSerializable(typeof(ScheduledStateChange))]
internal sealed partial class WireJson : JsonSerializerContext
{
    public static T Read<T>(ReadOnlySpan<byte> json, JsonTypeInfo<T> type)
    {
        try
        {
            return JsonSerializer.Deserialize(json, type) ?? throw Unreadable(type.Type, null);
        }
        catch (JsonException error)
        {
            throw Unreadable(type.Type, error);
        }
    }

    private static JumpCloudException Unreadable(Type type, JsonException? error) => new(
        JumpCloudErrorKind.InvalidResponse,
        $"A {type.Name} of JumpCloud cannot be read{(error?.Path is { } path ? $" at {path}" : "")}.",
        error);
}
