using Jumpgate.Contracts;
using Jumpgate.Server.Data;
using Jumpgate.Server.Organizations;

namespace Jumpgate.Server.Directory.Sync;

/// <summary>T16: a sync that ends well and brought nothing is told as such, with what is likely behind it.</summary>
internal static class ZeroObjects
{
    public static IEnumerable<StatusReason> Of(
        ApplyCounts applied, IReadOnlyList<string> skipped, SyncSettings settings, DateTimeOffset at)
    {
        if (IsEmpty(applied, ResourceKind.User, skipped))
        {
            var cause = settings.Scope?.Users is { Length: > 0 } filter
                ? $"The scope filter '{filter}' may leave everyone out, or the organization behind the credentials has no users."
                : "The organization behind the credentials has no users, or their role shows none of them (Full User Management may be missing).";
            yield return SyncFailure.Because(LinkProblems.ZeroObjects, $"No users were found. {cause}", at, Severities.Warning);
        }

        if (IsEmpty(applied, ResourceKind.Group, skipped))
        {
            var cause = settings.Scope?.Groups is { Length: > 0 } filter
                ? $"The scope filter '{filter}' may leave every group out."
                : "Every organization has at least the group All Users, so the role behind the credentials probably shows none (Full Group Management may be missing).";
            yield return SyncFailure.Because(LinkProblems.ZeroObjects, $"No groups were found. {cause}", at, Severities.Warning);
        }
        else if (applied.Edges[EdgeKind.MemberOf].Seen == 0 && !IsEmpty(applied, ResourceKind.User, skipped))
        {
            yield return SyncFailure.Because(
                LinkProblems.ZeroObjects, "No memberships were found although there are users and groups. Either all groups are empty, or the role may not read members.",
                at, Severities.Warning);
        }
    }

    // Nothing was shown, or the scope filter let nothing of it in.
    private static bool IsEmpty(ApplyCounts applied, ResourceKind kind, IReadOnlyList<string> skipped) =>
        !skipped.Contains(kind.Route()) && (applied.Resources[kind].Seen == 0 || applied.Present.GetValueOrDefault(kind.Word()) == 0);
}
