namespace Jumpgate.Server.Data;

public enum ResourceKind : short { User = 1, Admin, Group, DeviceGroup, Device, Application, Role }

public enum EdgeKind : short { MemberOf = 1, BoundTo, HoldsRole, Manages, Owns, NestedIn }

public enum ChangeOp : short
{
    Created = 1, Updated, Deleted, EdgeAdded, EdgeRemoved,
    OrganizationLinked = 20, OrganizationUpdated, OrganizationPaused, OrganizationResumed, OrganizationRemoved,
    CredentialStaged, CredentialProven, CredentialSwitched, CredentialDropped, CredentialExpiring, CredentialExpired,
    RunHeld, RunConfirmed, RunDiscarded, RunFailed, Erased, Pruned, PersonLinked, PersonUnlinked,
    DirectoryCreated, DirectoryUpdated, DirectoryRemoved, TokenCreated, TokenRevoked, DirectoryEnabled, DirectoryDisabled,
    DirectoryReady = 60,
}

public enum CauseKind : short { SyncRun = 1, Refresh, ScimRequest, PlanStep, Api, System }

/// <summary>Why a change happened.</summary>
public readonly record struct Cause(CauseKind Kind, Guid? Id);

/// <summary>The words of the API for the numbers of the store.</summary>
public static class Words
{
    private static readonly string[] Kinds = ["user", "admin", "group", "device_group", "device", "application", "role"];
    private static readonly string[] Routes = ["users", "admins", "groups", "device-groups", "devices", "applications", "roles"];
    private static readonly string[] Edges = ["member_of", "bound_to", "holds_role", "manages", "owns", "nested_in"];
    private static readonly string[] Causes = ["sync_run", "refresh", "scim_request", "plan_step", "api", "system"];
    private static readonly Dictionary<ChangeOp, string> Ops = Enum.GetValues<ChangeOp>().ToDictionary(op => op, op => Snake(op.ToString()));

    public static IReadOnlyList<ResourceKind> ResourceKinds { get; } = Enum.GetValues<ResourceKind>();

    public static IReadOnlyList<EdgeKind> EdgeKinds { get; } = Enum.GetValues<EdgeKind>();

    /// <summary><c>device_group</c>.</summary>
    public static string Word(this ResourceKind kind) => Kinds[(int)kind - 1];

    /// <summary><c>device-groups</c>.</summary>
    public static string Route(this ResourceKind kind) => Routes[(int)kind - 1];

    /// <summary><c>member_of</c>.</summary>
    public static string Word(this EdgeKind kind) => Edges[(int)kind - 1];

    /// <summary><c>edge_added</c>.</summary>
    public static string Word(this ChangeOp op) => Ops[op];

    /// <summary><c>sync_run</c>.</summary>
    public static string Word(this CauseKind kind) => Causes[(int)kind - 1];

    /// <summary>Takes the word (<c>device_group</c>) and the route's plural (<c>device-groups</c>).</summary>
    public static ResourceKind? ResourceKindOf(string? word)
    {
        var i = Array.IndexOf(Kinds, word);
        if (i < 0) i = Array.IndexOf(Routes, word);
        return i < 0 ? null : (ResourceKind)(i + 1);
    }

    public static EdgeKind? EdgeKindOf(string? word)
    {
        var i = Array.IndexOf(Edges, word);
        return i < 0 ? null : (EdgeKind)(i + 1);
    }

    public static ChangeOp? ChangeOpOf(string? word)
    {
        foreach (var (op, text) in Ops) if (text == word) return op;
        return null;
    }

    private static string Snake(string name) =>
        string.Concat(name.Select((c, i) => char.IsUpper(c) ? (i == 0 ? "" : "_") + char.ToLowerInvariant(c) : c.ToString()));
}
