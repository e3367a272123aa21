using System.Text.Json.Nodes;
using Jumpgate.Emulator.Worlds;

namespace Jumpgate.Emulator.State;

/// <summary>The organization object and its settings.</summary>
internal sealed class OrganizationProfile(Organization organization)
{
    /// <summary>The short form of the organizations list (as recorded from JumpCloud).</summary>
    public JsonObject Short() => new()
    {
        ["_id"] = organization.Id,
        ["id"] = organization.Id,
        ["displayName"] = Document["displayName"]?.DeepClone(),
        ["logoUrl"] = Document["logoUrl"]?.DeepClone(),
        ["created"] = Document["created"]?.DeepClone(),
    };

    public JsonObject Document { get; } = Create(organization.World);

    public string StateDefault(string source)
        => (string?)Document["settings"]!["newSystemUserStateDefaults"]![source] ?? "ACTIVATED";

    private static JsonObject Create(World world) => new()
    {
        ["_id"] = world.OrganizationId,
        ["id"] = world.OrganizationId,
        ["accountsReceivable"] = "CURRENT",
        ["accessRestriction"] = "",
        ["created"] = "2020-11-02T09:00:00.000Z",
        ["displayName"] = world.Name,
        ["entitlement"] = new JsonObject
        {
            ["billingModel"] = "MONTHLY",
            ["capUserQuantity"] = false,
            ["entitlementProducts"] = new JsonArray(new JsonObject
            {
                ["committedUsers"] = 0,
                ["contractType"] = "MONTHLY",
                ["maxUserCount"] = 0,
                ["name"] = "Platform",
                ["pricePerUser"] = 0,
                ["productCategory"] = "PACKAGE",
                ["productCode"] = "JCPLATFORM",
                ["uncommittedUsers"] = 0,
            }),
            ["isManuallyBilled"] = true,
            ["maxUserQuantity"] = 0,
            ["pricePerUserSum"] = 0,
            ["purchaseChannel"] = "DIRECT",
        },
        ["hasCreditCard"] = false,
        ["hasStripeCustomerId"] = false,
        ["logoUrl"] = null,
        ["provider"] = world.Options.Organizations > 1 ? ProviderId(world.Options) : null,
        ["totalBillingEstimate"] = 0,
        ["settings"] = new JsonObject
        {
            ["agentVersion"] = "2.71.3",
            ["betaFeatures"] = new JsonObject(),
            ["contactEmail"] = $"it@{world.Domain}",
            ["contactName"] = "IT",
            ["deviceIdentificationEnabled"] = false,
            ["disableCommandRunner"] = false,
            ["disableGoogleLogin"] = false,
            ["disableLdap"] = false,
            ["disableUM"] = false,
            ["duplicateLDAPGroups"] = false,
            ["emailDisclaimer"] = "",
            ["enableGoogleApps"] = false,
            ["enableManagedUID"] = false,
            ["enableO365"] = false,
            ["enableUserPortalAgentInstall"] = true,
            ["features"] = new JsonObject
            {
                ["directoryInsights"] = new JsonObject { ["enabled"] = true },
                ["directoryInsightsPremium"] = new JsonObject { ["enabled"] = true, ["createdAt"] = "2021-01-04T09:00:00.000Z", ["updatedAt"] = "2021-01-04T09:00:00.000Z" },
                ["systemInsights"] = new JsonObject { ["enabled"] = true, ["enableNewDarwin"] = true, ["enableNewLinux"] = true, ["enableNewWindows"] = true },
            },
            ["growthData"] = new JsonObject(),
            ["logo"] = "",
            ["maxSystemUsers"] = 0,
            ["name"] = world.Name,
            ["newSystemUserStateDefaults"] = new JsonObject { ["manualEntry"] = "ACTIVATED", ["csvImport"] = "ACTIVATED", ["applicationImport"] = "STAGED" },
            ["passwordCompliance"] = "custom",
            ["passwordPolicy"] = new JsonObject
            {
                ["allowUnenrolledMFAPasswordReset"] = false,
                ["allowUsernameSubstring"] = false,
                ["daysAfterExpirationToSelfRecover"] = 14,
                ["daysBeforeExpirationToForceReset"] = 5,
                ["disallowCommonlyUsedPasswords"] = true,
                ["disallowSequentialOrRepetitiveChars"] = false,
                ["displayComplexityOnResetScreen"] = true,
                ["effectiveDate"] = "2021-01-04T09:00:00.000Z",
                ["enableDaysAfterExpirationToSelfRecover"] = true,
                ["enableDaysBeforeExpirationToForceReset"] = true,
                ["enableLockoutTimeInSeconds"] = true,
                ["enableMaxHistory"] = true,
                ["enableMaxLoginAttempts"] = true,
                ["enableMinChangePeriodInDays"] = false,
                ["enableMinLength"] = true,
                ["enablePasswordExpirationInDays"] = true,
                ["enableRecoveryEmail"] = true,
                ["enableResetLockoutCounter"] = false,
                ["lockoutTimeInSeconds"] = 900,
                ["maxHistory"] = 5,
                ["maxLoginAttempts"] = 6,
                ["minChangePeriodInDays"] = 0,
                ["minLength"] = 8,
                ["needsLowercase"] = true,
                ["needsNumeric"] = true,
                ["needsSymbolic"] = true,
                ["needsUppercase"] = true,
                ["passwordExpirationInDays"] = 180,
                ["resetLockoutCounterMinutes"] = 30,
            },
            ["pendingDelete"] = false,
            ["requireAdminMFA"] = true,
            ["showIntro"] = false,
            ["systemUserPasswordExpirationInDays"] = 180,
            ["systemUserDefaults"] = new JsonObject { ["restrictedFields"] = new JsonArray() },
            ["systemUsersCanEdit"] = false,
            ["trustedAppConfig"] = new JsonObject { ["checksum"] = "", ["trustedApps"] = new JsonArray() },
            ["userPortal"] = new JsonObject { ["cookieExpirationType"] = "session", ["idleSessionDurationMinutes"] = 60 },
            ["windowsMDM"] = new JsonObject { ["autoEnroll"] = false, ["enabled"] = false },
        },
    };

    public static string ProviderId(EmulatorOptions options)
    {
        var noise = Noise.Mix((ulong)(uint)options.Seed ^ 0x50524F56);
        return new ObjectIds((uint)noise & 0xFFFFFF).Of(Kind.Provider, 0, 1_600_000_000);
    }
}
