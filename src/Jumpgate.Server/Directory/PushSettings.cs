using System.Text.Json;
using Jumpgate.Contracts;
using Jumpgate.Scim;
using Jumpgate.Scim.Profiles;

namespace Jumpgate.Server.Directory;

/// <summary>What a pushed directory is set to, as its row keeps it: only the members that were set.</summary>
internal static class PushSettings
{
    public const string Off = "off", Hold = "hold", Refuse = "refuse";

    /// <summary>How long JumpCloud rests between the pieces of a first push at most: it makes a test user and a test group, then users, then groups.</summary>
    private const string QuietForJumpCloud = "PT60S";

    private static readonly JsonSerializerOptions Writing = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull,
        TypeInfoResolver = ContractsJson.Default,
    };

    public static ScimSettings Parse(string text) => JsonSerializer.Deserialize(text, ContractsJson.Default.ScimSettings) ?? new ScimSettings();

    public static string Text(ScimSettings settings) => JsonSerializer.Serialize(settings, Writing);

    /// <summary>What holds, with what holds by itself where nothing was set.</summary>
    public static ScimSettings Effective(ScimSettings set, string provider) => set with
    {
        RequestsPerSecond = set.RequestsPerSecond ?? 0,
        BodyBytes = set.BodyBytes ?? ScimLimits.Default.BodyBytes,
        Depth = set.Depth ?? ScimLimits.Default.BodyDepth,
        Members = set.Members ?? ScimLimits.Default.OutsideValues,
        Resources = set.Resources ?? 0,
        Extensions = set.Extensions ?? [],
        PartialAcceptance = set.PartialAcceptance ?? false,
        QuietFirstLoad = set.QuietFirstLoad ?? (provider == ClientProfile.JumpCloud.Name ? QuietForJumpCloud : null),
        SuppressTestObjects = set.SuppressTestObjects ?? false,
        AdminGuard = set.AdminGuard ?? Hold,
    };

    /// <summary>What is set after a request: null stays; 0, an empty text, an empty list and an empty link unset.</summary>
    public static ScimSettings Over(ScimSettings set, ScimSettings wanted) => new(
        Number(wanted.RequestsPerSecond, set.RequestsPerSecond), Number(wanted.BodyBytes, set.BodyBytes), Number(wanted.Depth, set.Depth),
        Number(wanted.Members, set.Members), Number(wanted.Resources, set.Resources),
        wanted.Extensions is null ? set.Extensions : wanted.Extensions.Count == 0 ? null : wanted.Extensions,
        wanted.PartialAcceptance ?? set.PartialAcceptance, Word(wanted.QuietFirstLoad, set.QuietFirstLoad), wanted.SuppressTestObjects ?? set.SuppressTestObjects,
        Word(wanted.AdminGuard, set.AdminGuard),
        wanted.Drift is null ? set.Drift : wanted.Drift is { OrganizationId: null, ApplicationId: null } ? null : wanted.Drift);

    private static int? Number(int? wanted, int? set) => wanted is 0 ? null : wanted ?? set;

    private static string? Word(string? wanted, string? set) => wanted is "" ? null : wanted ?? set;
}
