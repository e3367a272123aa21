using System.Text.Json.Serialization;

namespace Jumpgate.JumpCloud;

/// <summary>A person: JumpCloud's "system user" (v1 only).</summary>
/// <remarks>Fields: JumpCloud.SDK.V1.json <c>systemuserreturn</c>, jumpcloud-api.md §6.1. Null, absent and "" are all null here. Times are UTC.</remarks>
public sealed record SystemUser
{
    /// <summary>Id: 24 hexadecimal digits, stable.</summary>
    [JsonPropertyName("id")]
    public string Id { get => field.Length > 0 ? field : ObjectId ?? ""; init => field = value ?? ""; } = "";

    [JsonInclude]
    [JsonPropertyName("_id")]
    internal string? ObjectId { get; init; }

    /// <summary>Organization it belongs to.</summary>
    [JsonPropertyName("organization")]
    public string? OrganizationId { get; init; }

    /// <summary>Login name, unique in the organization.</summary>
    [JsonPropertyName("username")]
    public string? Username { get; init; }

    /// <summary>Work address, unique in the organization.</summary>
    [JsonPropertyName("email")]
    public string? Email { get; init; }

    /// <summary>A second address.</summary>
    [JsonPropertyName("alternateEmail")]
    public string? AlternateEmail { get; init; }

    /// <summary>Managed Apple id.</summary>
    [JsonPropertyName("managedAppleId")]
    public string? ManagedAppleId { get; init; }

    /// <summary>Given name.</summary>
    [JsonPropertyName("firstname")]
    public string? FirstName { get; init; }

    /// <summary>Middle name.</summary>
    [JsonPropertyName("middlename")]
    public string? MiddleName { get; init; }

    /// <summary>Family name.</summary>
    [JsonPropertyName("lastname")]
    public string? LastName { get; init; }

    /// <summary>Name to show.</summary>
    [JsonPropertyName("displayname")]
    public string? DisplayName { get; init; }

    /// <summary>Free text.</summary>
    [JsonPropertyName("description")]
    public string? Description { get; init; }

    /// <summary><c>STAGED</c>, <c>ACTIVATED</c> or <c>SUSPENDED</c>; the set is open.</summary>
    [JsonPropertyName("state")]
    public string? State { get; init; }

    /// <summary>Has set a password; this is not <see cref="State"/> (jumpcloud-api.md §9, trap 6).</summary>
    [JsonPropertyName("activated")]
    public bool? Activated { get; init; }

    /// <summary>Mirrors the state <c>SUSPENDED</c>.</summary>
    [JsonPropertyName("suspended")]
    public bool? Suspended { get; init; }

    /// <summary>Locked, by an administrator or after failed sign-ins.</summary>
    [JsonPropertyName("account_locked")]
    public bool? AccountLocked { get; init; }

    /// <summary>When it was locked.</summary>
    [JsonPropertyName("account_locked_date")]
    public DateTimeOffset? AccountLockedDate { get; init; }

    /// <summary>Failed sign-ins in a row.</summary>
    [JsonPropertyName("badLoginAttempts")]
    public long? BadLoginAttempts { get; init; }

    /// <summary>When the password was last set.</summary>
    [JsonPropertyName("password_date")]
    public DateTimeOffset? PasswordDate { get; init; }

    /// <summary>The password is past its end.</summary>
    [JsonPropertyName("password_expired")]
    public bool? PasswordExpired { get; init; }

    /// <summary>When the password ends.</summary>
    [JsonPropertyName("password_expiration_date")]
    public DateTimeOffset? PasswordExpirationDate { get; init; }

    /// <summary>The password has no end.</summary>
    [JsonPropertyName("password_never_expires")]
    public bool? PasswordNeverExpires { get; init; }

    /// <summary>End of the password in the external source.</summary>
    [JsonPropertyName("external_password_expiration_date")]
    public DateTimeOffset? ExternalPasswordExpirationDate { get; init; }

    /// <summary>Multi-factor setting.</summary>
    [JsonPropertyName("mfa")]
    public SystemUserMfa? Mfa { get; init; }

    /// <summary>How far each second factor is enrolled.</summary>
    [JsonPropertyName("mfaEnrollment")]
    public SystemUserMfaEnrollment? MfaEnrollment { get; init; }

    /// <summary>A time-based code is enrolled.</summary>
    [JsonPropertyName("totp_enabled")]
    public bool? TotpEnabled { get; init; }

    /// <summary>A second factor is demanded at the user portal.</summary>
    [JsonPropertyName("enable_user_portal_multifactor")]
    public bool? EnableUserPortalMultifactor { get; init; }

    /// <summary>Employee id, unique in the organization, at most 256 characters.</summary>
    [JsonPropertyName("employeeIdentifier")]
    public string? EmployeeIdentifier { get; init; }

    /// <summary>Kind of employment.</summary>
    [JsonPropertyName("employeeType")]
    public string? EmployeeType { get; init; }

    /// <summary>Job title.</summary>
    [JsonPropertyName("jobTitle")]
    public string? JobTitle { get; init; }

    /// <summary>Department.</summary>
    [JsonPropertyName("department")]
    public string? Department { get; init; }

    /// <summary>Cost centre.</summary>
    [JsonPropertyName("costCenter")]
    public string? CostCenter { get; init; }

    /// <summary>Company.</summary>
    [JsonPropertyName("company")]
    public string? Company { get; init; }

    /// <summary>Place of work.</summary>
    [JsonPropertyName("location")]
    public string? Location { get; init; }

    /// <summary>System user id of the manager.</summary>
    [JsonPropertyName("manager")]
    public string? ManagerId { get; init; }

    /// <summary>Postal addresses.</summary>
    [JsonPropertyName("addresses")]
    public IReadOnlyList<SystemUserAddress> Addresses { get; init => field = value ?? []; } = [];

    /// <summary>Telephone numbers.</summary>
    [JsonPropertyName("phoneNumbers")]
    public IReadOnlyList<SystemUserPhoneNumber> PhoneNumbers { get; init => field = value ?? []; } = [];

    /// <summary>Custom attributes.</summary>
    [JsonPropertyName("attributes")]
    public IReadOnlyList<NamedValue> Attributes { get; init => field = value ?? []; } = [];

    /// <summary>Ties to other people.</summary>
    [JsonPropertyName("relationships")]
    public IReadOnlyList<SystemUserRelationship> Relationships { get; init => field = value ?? []; } = [];

    /// <summary>Fields locked by an external source.</summary>
    [JsonPropertyName("restrictedFields")]
    public IReadOnlyList<SystemUserRestrictedField> RestrictedFields { get; init => field = value ?? []; } = [];

    /// <summary>Where passwords are checked instead, such as Active Directory.</summary>
    [JsonPropertyName("delegatedAuthority")]
    public NamedReference? DelegatedAuthority { get; init; }

    /// <summary>Set when the person is also an administrator.</summary>
    [JsonPropertyName("admin")]
    public SystemUserAdmin? Admin { get; init; }

    /// <summary>Administrator on every bound device.</summary>
    [JsonPropertyName("sudo")]
    public bool? Sudo { get; init; }

    /// <summary>And without a password.</summary>
    [JsonPropertyName("passwordless_sudo")]
    public bool? PasswordlessSudo { get; init; }

    /// <summary>May sign in by SSH key.</summary>
    [JsonPropertyName("allow_public_key")]
    public bool? AllowPublicKey { get; init; }

    /// <summary>Older single SSH key.</summary>
    [JsonPropertyName("public_key")]
    public string? PublicKey { get; init; }

    /// <summary>SSH keys.</summary>
    [JsonPropertyName("ssh_keys")]
    public IReadOnlyList<SystemUserSshKey> SshKeys { get; init => field = value ?? []; } = [];

    /// <summary>May bind to cloud LDAP.</summary>
    [JsonPropertyName("ldap_binding_user")]
    public bool? LdapBindingUser { get; init; }

    /// <summary>Is the Samba service user.</summary>
    [JsonPropertyName("samba_service_user")]
    public bool? SambaServiceUser { get; init; }

    /// <summary>Unix ids are set by JumpCloud.</summary>
    [JsonPropertyName("enable_managed_uid")]
    public bool? EnableManagedUid { get; init; }

    /// <summary>Unix user id.</summary>
    [JsonPropertyName("unix_uid")]
    public long? UnixUid { get; init; }

    /// <summary>Unix group id.</summary>
    [JsonPropertyName("unix_guid")]
    public long? UnixGuid { get; init; }

    /// <summary>Distinguished name in the external source.</summary>
    [JsonPropertyName("external_dn")]
    public string? ExternalDn { get; init; }

    /// <summary>Kind of external source.</summary>
    [JsonPropertyName("external_source_type")]
    public string? ExternalSourceType { get; init; }

    /// <summary>The external source owns the person.</summary>
    [JsonPropertyName("externally_managed")]
    public bool? ExternallyManaged { get; init; }

    /// <summary>No lock-out on devices.</summary>
    [JsonPropertyName("disableDeviceMaxLoginAttempts")]
    public bool? DisableDeviceMaxLoginAttempts { get; init; }

    /// <summary>Name of the local account on devices (recorded answers; not in the spec).</summary>
    [JsonPropertyName("systemUsername")]
    public string? SystemUsername { get; init; }

    /// <summary>Address for recovery.</summary>
    [JsonPropertyName("recoveryEmail")]
    public RecoveryEmail? RecoveryEmail { get; init; }

    /// <summary>How it came in, such as <c>jumpcloud:bulk</c>.</summary>
    [JsonPropertyName("creationSource")]
    public string? CreationSource { get; init; }

    /// <summary>When it was created.</summary>
    [JsonPropertyName("created")]
    public DateTimeOffset? Created { get; init; }

    /// <summary>Suspended by either of the two fields that say so.</summary>
    [JsonIgnore]
    public bool IsSuspended => Suspended == true || string.Equals(State, SystemUserStates.Suspended, StringComparison.OrdinalIgnoreCase);

    /// <summary>Reads one object as JumpCloud sends it.</summary>
    /// <exception cref="JumpCloudException"><see cref="JumpCloudErrorKind.InvalidResponse"/>: it is not such an object.</exception>
    public static SystemUser Parse(ReadOnlySpan<byte> json) => WireJson.Read(json, WireJson.Default.SystemUser);
}

/// <summary>States of a person (JumpCloud.SDK.V1.json <c>systemuserput.state</c>, <c>systemuserputpost.state</c>).</summary>
public static class SystemUserStates
{
    /// <summary>Created, not yet let in. Cannot be set by an update.</summary>
    public const string Staged = "STAGED";

    /// <summary>Let in.</summary>
    public const string Activated = "ACTIVATED";

    /// <summary>Kept out.</summary>
    public const string Suspended = "SUSPENDED";
}
