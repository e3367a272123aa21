using Jumpgate.Server.Hosting;

namespace Jumpgate.Server.Organizations;

/// <summary>What can be wrong between Jumpgate and a JumpCloud organization. The T numbers are those of the acceptance lists.</summary>
public static class LinkProblems
{
    /// <summary>JumpCloud's article on custom admin roles, named wherever a right is missing.</summary>
    public const string CustomRolesArticle = "https://jumpcloud.com/support/custom-admin-roles";

    // T1
    public static readonly ProblemCode InvalidCredentials = new(
        "invalid_credentials", 422, "JumpCloud does not accept these credentials.",
        "Check that each value was copied correctly and completely, without extra spaces or characters, and that the service account or key is still active. "
        + "For an API key also check that Enable API access is ticked for its administrator, under Edit Administrator. Then compare the region.");

    public static readonly ProblemCode ServiceAccountDisabled = new(
        "service_account_disabled", 422, "The service account is not active.",
        "In the JumpCloud Admin Console open Settings > Service Accounts, activate the account, and try again.");

    public static readonly ProblemCode CredentialExpired = new(
        "credential_expired", 422, "The credentials have reached their end date.",
        "Generate a new client secret or API key in the JumpCloud Admin Console and add it here as standby, then switch.");

    // T2
    public static readonly ProblemCode MissingPermission = new(
        "missing_permission", 422, "The credentials lack a right that is needed.",
        "In the JumpCloud Admin Console check that the role with the missing right exists and is assigned to the service account or administrator: " + CustomRolesArticle);

    // T4
    public static readonly ProblemCode WrongRegionSuspected = new(
        "wrong_region_suspected", 422, "The credentials may belong to another region.",
        "Compare the region with the address of your admin console.");

    // T5
    public static readonly ProblemCode OrganizationIdMalformed = new(
        "organization_id_malformed", 422, "The organization id has another form.",
        "Copy it from Settings > Organization Profile in the JumpCloud Admin Console: 24 hexadecimal characters such as 5a1234567890abcdef123456.");

    public static readonly ProblemCode OrganizationIdMismatch = new(
        "organization_id_mismatch", 422, "The organization id does not belong to what was asked for.",
        "Use the id of the organization these credentials belong to, or leave it empty if they see only one.");

    public static readonly ProblemCode OrganizationRequired = new(
        "organization_required", 422, "These credentials see several organizations.",
        "Choose one: give its Organization ID.");

    public static readonly ProblemCode OrganizationHeaderRefused = new(
        "organization_header_refused", 422, "JumpCloud does not take an organization id from these credentials.",
        "Leave Organization ID empty; it is only for administrators of several organizations.");

    public static readonly ProblemCode OrganizationNotFound = new(
        "organization_not_found", 422, "JumpCloud knows no organization with this id, or the credentials may not see it.",
        "Compare the Organization ID with Settings > Organization Profile, and check that the administrator has access to it.");

    public static readonly ProblemCode OrganizationChanged = new(
        "organization_changed", 422, "These credentials belong to another organization.",
        "Use credentials of the organization this link was made for, or link the other organization separately.");

    public static readonly ProblemCode AlreadyLinked = new(
        "already_linked", 409, "This organization is linked already.",
        "Open the existing link; change its credentials there.");

    // T6
    public static readonly ProblemCode SecretNearEnd = new(
        "secret_near_end", 200, "The credentials end soon.",
        "Generate the second client secret in JumpCloud (each service account can hold two), add it here as standby and switch; nothing is interrupted.");

    /// <summary>What helps against <see cref="SecretNearEnd"/> of an API key, of which an administrator has one.</summary>
    public const string KeyNearEndFix =
        "Generate a new API key in JumpCloud and replace it here right away; what was not read meanwhile is read afterwards.";

    // T8
    public static readonly ProblemCode AdminWithoutProfile = new(
        "admin_without_profile", 200, "Administrators have no profile attributes.",
        "Nothing to do: JumpCloud keeps department, job title and the like on users only.");

    // T7
    public static readonly ProblemCode SeveralAccounts = new(
        "several_accounts", 200, "One person has several accounts.",
        "Nothing to do: a JumpCloud user and administrator with the same e-mail are two accounts, shown as one person.");

    // T9
    public static readonly ProblemCode PasteSuspicious = new(
        "paste_suspicious", 422, "A pasted value contains characters that do not belong to it.",
        "Remove them (the check names each with its position), or create the key again, paste it into a plain text editor, compare, and enter it anew.");

    // T13
    public static readonly ProblemCode UpstreamRateLimited = new(
        "upstream_rate_limited", 503, "JumpCloud asks for fewer requests.",
        "Wait a little and try again. Lower the requests per second of this organization if it keeps happening.");

    public static readonly ProblemCode UpstreamUnavailable = new(
        "upstream_unavailable", 502, "JumpCloud is unavailable.",
        "Nothing was changed. Try again in a few minutes; status.jumpcloud.com says how JumpCloud is.");

    public static readonly ProblemCode UpstreamTimeout = new(
        "upstream_timeout", 504, "JumpCloud did not answer in time.",
        "Nothing was changed. Try again; if it stays so, check the network between this server and the region's hosts.");

    public static readonly ProblemCode UpstreamUnreadable = new(
        "upstream_unreadable", 502, "What came back is not an answer of JumpCloud's API.",
        "Check that no proxy or sign-in page stands between this server and JumpCloud, then try again.");

    public static readonly ProblemCode UpstreamRefused = new(
        "upstream_refused", 502, "JumpCloud refused the request.",
        "Read JumpCloud's own words in detail.");

    public static readonly ProblemCode UpstreamBlocked = new(
        "upstream_blocked", 503, "JumpCloud blocked this address for suspected abuse.",
        "Calls to this organization are stopped for a while. Ask JumpCloud support to lift the block, and lower the requests per second.");

    /// <summary>What helps where an address belongs to none of the regions.</summary>
    public const string OtherAddress = "Another address has to be made known by the operator first: start the server with --region NAME=ORIGIN.";

    public static readonly ProblemCode RegionUnknown = new(
        "region_unknown", 422, "There is no such region.", "Choose one of GET /v1/regions. " + OtherAddress);

    // T14
    public static readonly ProblemCode MassDropHeld = new(
        "mass_drop_held", 409, "A sync would remove unusually much and waits for you.",
        "Look at the losses; confirm them if they are real, or discard the run and check the credentials' rights and the scope filters.");

    // T15
    public static readonly ProblemCode PagingStuck = new(
        "paging_stuck", 502, "A listing of JumpCloud does not move on.",
        "The run was stopped instead of looping. Start it again; if it repeats, report the route in detail to JumpCloud.");

    // T16, T3
    public static readonly ProblemCode ZeroObjects = new(
        "zero_objects", 200, "The sync ended without finding anything of a kind.",
        "Check that the credentials may read it, that they belong to the organization you mean, and that the scope filter is not too narrow.");

    // T3
    public static readonly ProblemCode SyncInProgress = new(
        "sync_in_progress", 200, "The first sync still runs.",
        "Wait: users and groups appear as they are read. The progress shows how far it is.");

    public static readonly ProblemCode StandbyMissing = new(
        "standby_missing", 409, "There is no standby credential.", "Stage one first: {\"do\":\"stage\", …}.");

    public static readonly ProblemCode StandbyNotProven = new(
        "standby_not_proven", 422, "JumpCloud did not accept the standby credential, so it was not activated.",
        "Correct the standby credential (stage it again) and prove it; the active one goes on working.");
}
