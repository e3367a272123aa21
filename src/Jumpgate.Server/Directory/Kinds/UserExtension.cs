using System.Text.Json;
using static Jumpgate.Server.Directory.Kinds.JsonText;

namespace Jumpgate.Server.Directory.Kinds;

/// <summary>What JumpCloud knows about a person beyond SCIM; the names are documented in docs/guide/attributes.md.</summary>
internal static class UserExtension
{
    private static readonly (string Name, string Source)[] Copied =
    [
        ("description", "description"), ("location", "location"), ("state", "state"), ("activated", "activated"), ("suspended", "suspended"),
        ("accountLocked", "account_locked"), ("accountLockedAt", "account_locked_date"), ("managedAppleId", "managedAppleId"),
        ("created", "created"), ("creationSource", "creationSource"), ("passwordChangedAt", "password_date"), ("passwordExpired", "password_expired"),
        ("passwordExpiresAt", "password_expiration_date"), ("passwordNeverExpires", "password_never_expires"),
        ("externalPasswordExpiresAt", "external_password_expiration_date"), ("sudo", "sudo"), ("passwordlessSudo", "passwordless_sudo"),
        ("allowPublicKey", "allow_public_key"), ("unixUid", "unix_uid"), ("unixGid", "unix_guid"), ("enableManagedUid", "enable_managed_uid"),
        ("ldapBindingUser", "ldap_binding_user"), ("sambaServiceUser", "samba_service_user"), ("systemUserName", "systemUsername"),
        ("externallyManaged", "externally_managed"), ("externalDn", "external_dn"), ("externalSourceType", "external_source_type"),
        ("disableDeviceMaxLoginAttempts", "disableDeviceMaxLoginAttempts"), ("delegatedAuthority", "delegatedAuthority"),
        ("restrictedFields", "restrictedFields"), ("admin", "admin"),
    ];

    public static void Write(JsonElement raw, AttributeWriter attributes)
    {
        foreach (var (name, source) in Copied)
        {
            attributes.Copy(name, raw, source);
        }

        using (attributes.Object("recoveryEmail"))
        {
            var recovery = Member(raw, "recoveryEmail");
            attributes.Copy("address", recovery, "address");
            attributes.Copy("verified", recovery, "verified");
        }

        Mfa.Write(raw, attributes);
        CustomAttributes(raw, attributes);
        using (attributes.Array("sshKeys"))
        {
            foreach (var key in Elements(raw, "ssh_keys"))
            {
                attributes.Item(Of(key, "name"));
            }
        }
    }

    /// <summary><c>[{"name":"division","value":"EMEA"}]</c> → <c>{"division":"EMEA"}</c>.</summary>
    public static void CustomAttributes(JsonElement raw, AttributeWriter attributes)
    {
        using (attributes.Object("customAttributes"))
        {
            foreach (var attribute in Elements(raw, "attributes"))
            {
                if (Of(attribute, "name") is { } name)
                {
                    attributes.Copy(name, attribute, "value");
                }
            }
        }
    }
}
