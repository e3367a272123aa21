using Jumpgate.Contracts;
using Jumpgate.Server.Data;
using Jumpgate.Server.Organizations;

namespace Jumpgate.Server.Directory.Sync;

/// <summary>Reasons an organization shows because of its syncs; the others (an ending secret) belong to those who gave them.</summary>
internal static class SyncReasons
{
    private static readonly HashSet<string> Others = [LinkProblems.SecretNearEnd.Code];

    /// <summary>Reasons that syncing gave before make way for those of now.</summary>
    public static async ValueTask SetAsync(WriteScope scope, OrganizationKey organization, IReadOnlyList<StatusReason> now)
    {
        var stored = await scope.Sql.ScalarAsync<string>(
            "select reasons from organization where tenant = @tenant and organization = @organization", default, ("organization", organization.Value));
        var gone = RunJson.Reasons(stored ?? "[]").Select(reason => reason.Code).Where(code => !Others.Contains(code)).ToList();
        await scope.Sql.ExecuteAsync(
            "update organization set reasons = @reasons where tenant = @tenant and organization = @organization",
            default, ("reasons", OrganizationLinks.MergeReasons(stored ?? "[]", [.. now.DistinctBy(reason => (reason.Code, reason.Detail))], gone)),
            ("organization", organization.Value));
    }
}
