using Jumpgate.Server.Data;

namespace Jumpgate.Server.Webhooks.Events;

/// <summary>The names of events.</summary>
internal static class EventTypes
{
    public const string Test = "webhook.test";
    public const string DirectoryReady = "organization.directory_ready";

    private const string Directory = "organization.directory.";
    private static readonly string[] Verbs = ["created", "updated", "deleted"];

    /// <summary>Every type there is.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        "organization.directory_enabled", "organization.directory_disabled", DirectoryReady,
        .. Words.ResourceKinds.SelectMany(kind => Verbs.Select(verb => $"{Directory}{kind.Word()}_{verb}")),
        Directory + "group_user_added", Directory + "group_user_removed", Directory + "edge_added", Directory + "edge_removed",
        "account.created", "account.updated", "account.deleted",
    ];

    private static readonly Dictionary<(ChangeOp, ResourceKind), string> OfResources = Words.ResourceKinds
        .SelectMany(kind => Verbs.Select((verb, i) => ((ChangeOp)(i + 1), kind, verb)))
        .ToDictionary(one => (one.Item1, one.kind), one => $"{Directory}{one.kind.Word()}_{one.verb}");

    /// <summary>The event a row of the change log is; null: it is none.</summary>
    public static string? Of(ChangeOp op, ResourceKind? kind, EdgeKind? edge) => op switch
    {
        ChangeOp.Created or ChangeOp.Updated or ChangeOp.Deleted => kind is { } of ? OfResources[(op, of)] : null,
        // Only users are members of user groups, and of nothing else.
        ChangeOp.EdgeAdded => IsMembership(kind, edge) ? Directory + "group_user_added" : Directory + "edge_added",
        ChangeOp.EdgeRemoved => IsMembership(kind, edge) ? Directory + "group_user_removed" : Directory + "edge_removed",
        ChangeOp.DirectoryCreated or ChangeOp.DirectoryEnabled => "organization.directory_enabled",
        ChangeOp.DirectoryDisabled or ChangeOp.DirectoryRemoved => "organization.directory_disabled",
        ChangeOp.DirectoryReady => DirectoryReady,
        ChangeOp.OrganizationLinked => "account.created",
        ChangeOp.OrganizationUpdated or ChangeOp.OrganizationPaused or ChangeOp.OrganizationResumed or ChangeOp.CredentialSwitched or ChangeOp.CredentialExpired => "account.updated",
        ChangeOp.OrganizationRemoved => "account.deleted",
        _ => null,
    };

    /// <summary>Whether an endpoint that chose these wants the type.</summary>
    public static bool Wanted(IReadOnlyList<string> patterns, string type)
    {
        foreach (var pattern in patterns)
            if (pattern.EndsWith('*') ? type.AsSpan().StartsWith(pattern.AsSpan(0, pattern.Length - 1)) : pattern == type) return true;
        return false;
    }

    /// <summary>Whether a choice names anything there is.</summary>
    public static bool IsKnown(string pattern) =>
        pattern.IndexOf('*', StringComparison.Ordinal) is var star && (star < 0 || star == pattern.Length - 1) && All.Any(type => Wanted([pattern], type));

    private static bool IsMembership(ResourceKind? kind, EdgeKind? edge) => (kind, edge) is (ResourceKind.User, EdgeKind.MemberOf);
}
