using Jumpgate.Scim.Errors;
using Jumpgate.Server.Data;
using Jumpgate.Server.Directory;
using Jumpgate.Server.Roles.Guard;
using Jumpgate.Server.Scim.Resources;

namespace Jumpgate.Server.Scim.Guard;

/// <summary>A group that a request would leave without members, and the administrator-like roles they have through it.</summary>
internal sealed record GuardedLoss(string GroupId, string? Name, IReadOnlyList<string> Roles, long Members)
{
    /// <summary>
    /// Looks at a group whose members a request has taken out, before that is committed.
    /// </summary>
    /// <param name="members">How many it has taken out.</param>
    /// <exception cref="ScimException">403, where the directory refuses or holds such requests; held ones are told to the request's record.</exception>
    public static async ValueTask CheckAsync(Push push, RoleGuard guard, Identity group, string? name, long members)
    {
        var setting = push.AdminGuard;
        if (setting == PushSettings.Off || members == 0) return;
        var roles = await guard.ThroughAsync(push.Sql, push.Directory, group.Key);
        if (roles.Count == 0) return;
        var loss = new GuardedLoss(group.RemoteId, name, roles, members);
        var what = $"It would take the last {(members == 1 ? "member" : $"{members} members")} out of a group through which {string.Join(", ", roles)} {(roles.Count == 1 ? "is" : "are")} given.";
        if (setting == PushSettings.Refuse) throw new ScimException(new ScimError(403, null, $"The directory refuses this request. {what}"));
        push.Trace.Held = loss;
        throw new ScimException(new ScimError(403, null, $"The request is held until a person confirms it. {what}"));
    }

    /// <summary>Members of a group, users and groups.</summary>
    public static ValueTask<long> MembersAsync(TenantSql sql, Identity group) => sql.ScalarAsync<long>(
        "select count(*) from edge where tenant = @tenant and kind in (1, 6) and to_resource = @group and to_seq is null", default, ("group", group.Key));
}
