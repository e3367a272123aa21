using System.Text.Json;
using System.Text.Json.Nodes;
using Jumpgate.Emulator.State;
using Jumpgate.Emulator.Worlds;

namespace Jumpgate.Emulator.Console.V1;

/// <summary>A user as it is made and changed: which fields may be written, what they default to, and the rules between them (reference §6.1).</summary>
internal static class UserDocument
{
    private const int LongestText = 1024, LongestEmployeeNumber = 256;

    private static readonly string[] Texts =
    [
        "alternateEmail", "company", "costCenter", "department", "description", "displayname", "email", "employeeIdentifier", "employeeType", "external_dn",
        "external_password_expiration_date", "external_source_type", "firstname", "jobTitle", "lastname", "location", "managedAppleId", "manager", "middlename",
        "public_key", "state", "username",
    ];

    private static readonly string[] Flags =
    [
        "account_locked", "allow_public_key", "disableDeviceMaxLoginAttempts", "enable_managed_uid", "enable_user_portal_multifactor", "externally_managed",
        "ldap_binding_user", "password_never_expires", "samba_service_user", "sudo", "suspended",
    ];

    private static readonly string[] OnlyWhenMade = ["activated", "passwordless_sudo"];

    private static readonly string[] Numbers = ["unix_guid", "unix_uid"];

    private static readonly string[] Arrays = ["addresses", "attributes", "phoneNumbers", "relationships", "restrictedFields", "ssh_keys"];

    private static readonly string[] Objects = ["delegatedAuthority", "mfa", "recoveryEmail"];

    public static JsonObject Blank(Organization organization, string id, int number, string state) => new()
    {
        ["account_locked"] = false,
        ["account_locked_date"] = null,
        ["activated"] = false,
        ["addresses"] = new JsonArray(),
        ["admin"] = null,
        ["allow_public_key"] = true,
        ["alternateEmail"] = "",
        ["attributes"] = new JsonArray(),
        ["badLoginAttempts"] = 0,
        ["company"] = "",
        ["costCenter"] = "",
        ["creationSource"] = "jumpcloud:manual",
        ["delegatedAuthority"] = null,
        ["department"] = "",
        ["description"] = "",
        ["disableDeviceMaxLoginAttempts"] = false,
        ["displayname"] = "",
        ["email"] = "",
        ["employeeIdentifier"] = null,
        ["employeeType"] = "",
        ["enable_managed_uid"] = false,
        ["enable_user_portal_multifactor"] = false,
        ["external_dn"] = "",
        ["external_password_expiration_date"] = null,
        ["external_source_type"] = "",
        ["externally_managed"] = false,
        ["firstname"] = "",
        ["jobTitle"] = "",
        ["lastname"] = "",
        ["ldap_binding_user"] = false,
        ["location"] = "",
        ["managedAppleId"] = "",
        ["manager"] = null,
        ["mfa"] = new JsonObject { ["configured"] = false, ["exclusion"] = false },
        ["mfaEnrollment"] = new JsonObject
        {
            ["jcGoStatus"] = "NOT_ENROLLED",
            ["overallStatus"] = "NOT_ENROLLED",
            ["pushStatus"] = "NOT_ENROLLED",
            ["totpStatus"] = "NOT_ENROLLED",
            ["webAuthnStatus"] = "NOT_ENROLLED",
        },
        ["middlename"] = "",
        ["organization"] = organization.Id,
        ["password_date"] = null,
        ["password_expiration_date"] = null,
        ["password_never_expires"] = false,
        ["passwordless_sudo"] = false,
        ["phoneNumbers"] = new JsonArray(),
        ["public_key"] = "",
        ["recoveryEmail"] = new JsonObject { ["address"] = "", ["verified"] = false },
        ["relationships"] = new JsonArray(),
        ["restrictedFields"] = new JsonArray(),
        ["samba_service_user"] = false,
        ["ssh_keys"] = new JsonArray(),
        ["state"] = state,
        ["sudo"] = false,
        ["suspended"] = state == "SUSPENDED",
        ["systemUsername"] = "",
        ["unix_guid"] = 5000 + number,
        ["unix_uid"] = 5000 + number,
        ["username"] = "",
        ["created"] = JsonWriting.Iso(organization.Clock.GetUtcNow()),
        ["password_expired"] = false,
        ["totp_enabled"] = false,
        ["_id"] = id,
        ["id"] = id,
    };

    /// <summary>What is wrong with the wanted fields, or null.</summary>
    public static string? Problem(Organization organization, JsonObject wanted, int? user)
    {
        foreach (var name in Texts)
        {
            if (wanted[name] is not { } value)
                continue;
            if (value.GetValueKind() != JsonValueKind.String)
                return $"{name} must be a string";
            if (((string?)value)!.Length > (name == "employeeIdentifier" ? LongestEmployeeNumber : LongestText))
                return $"{name} is too long";
        }

        foreach (var name in Flags.Concat(OnlyWhenMade))
        {
            if (wanted[name] is { } value && value.GetValueKind() is not (JsonValueKind.True or JsonValueKind.False))
                return $"{name} must be a boolean";
        }

        foreach (var name in Numbers)
        {
            if (wanted[name] is { } value && value.GetValueKind() != JsonValueKind.Number)
                return $"{name} must be an integer";
        }

        foreach (var name in Arrays)
        {
            if (wanted[name] is { } value and not JsonArray)
                return $"{name} must be an array, got {value.GetValueKind()}";
        }

        return NamesProblem(organization, wanted, user) ?? AttributesProblem(wanted) ?? StateProblem(wanted, user is null);
    }

    /// <summary>Writes the wanted fields; arrays replace what is stored and get new element ids.</summary>
    public static void Apply(Organization organization, JsonObject user, int index, JsonObject wanted, Changes changes, bool made)
    {
        foreach (var name in Texts.Concat(Flags).Concat(Numbers).Concat(made ? OnlyWhenMade : []))
        {
            if (name is "state" or "suspended" or "account_locked" || !wanted.TryGetPropertyValue(name, out var value))
                continue;
            changes.Set(user, name, value ?? (user[name]?.GetValueKind() == JsonValueKind.String ? "" : null));
        }

        foreach (var name in Arrays)
        {
            if (wanted[name] is JsonArray array)
                changes.Set(user, name, WithIds(organization, index, array, name));
        }

        foreach (var name in Objects)
        {
            if (!wanted.TryGetPropertyValue(name, out var value))
                continue;
            var merged = user[name]?.DeepClone() as JsonObject ?? [];
            foreach (var (key, part) in value as JsonObject ?? [])
                merged[key] = part?.DeepClone();
            changes.Set(user, name, value is null ? null : merged);
        }

        ApplyState(user, wanted, changes);
        ApplyLock(organization, user, wanted, changes);
        ApplyPassword(organization, user, wanted, changes);
        ElementIds.Renew(organization, user, index);
    }

    private static string? NamesProblem(Organization organization, JsonObject wanted, int? user)
    {
        foreach (var name in (string[])["username", "email"])
        {
            if ((user is null || wanted.ContainsKey(name)) && string.IsNullOrWhiteSpace((string?)wanted[name]))
                return $"{name} is required";
        }

        if ((string?)wanted["email"] is { } email && (email.IndexOf('@') <= 0 || email.EndsWith('@') || email.Contains(' ')))
            return "email is not valid";
        if ((string?)wanted["username"] is { } username && username.Contains(' '))
            return "username may not contain spaces";
        foreach (var name in (string[])["username", "email", "employeeIdentifier"])
        {
            if ((string?)wanted[name] is { Length: > 0 } value && organization.UserNames.Find(name, value) is { } other && other != user)
                return $"{name} already in use";
        }

        return (string?)wanted["manager"] is { Length: > 0 } manager && !organization.Users.TryFind(manager, out _) ? "manager does not exist" : null;
    }

    private static string? AttributesProblem(JsonObject wanted)
    {
        foreach (var attribute in wanted["attributes"] as JsonArray ?? [])
        {
            if ((string?)attribute?["name"] is not { Length: > 0 } name || !name.All(char.IsAsciiLetterOrDigit))
                return "attribute names may only hold letters and digits";
        }

        return null;
    }

    private static string? StateProblem(JsonObject wanted, bool made)
    {
        var state = (string?)wanted["state"];
        if (state is not null && state is not ("ACTIVATED" or "SUSPENDED") && !(made && state == "STAGED"))
            return $"state must be {(made ? "STAGED, " : "")}ACTIVATED or SUSPENDED";
        return state is not null && (bool?)wanted["suspended"] is { } suspended && suspended != (state == "SUSPENDED")
            ? $"Cannot save conflicting state and suspended fields. (state={state} suspended={(suspended ? "true" : "false")})"
            : null;
    }

    /// <summary>state and suspended mirror each other: setting either sets both.</summary>
    private static void ApplyState(JsonObject user, JsonObject wanted, Changes changes)
    {
        var state = (string?)wanted["state"];
        if (state is null && (bool?)wanted["suspended"] is { } suspended)
            state = suspended ? "SUSPENDED" : (string?)user["state"] == "SUSPENDED" ? "ACTIVATED" : null;
        if (state is null)
            return;
        changes.Set(user, "state", state);
        changes.Set(user, "suspended", state == "SUSPENDED");
    }

    private static void ApplyLock(Organization organization, JsonObject user, JsonObject wanted, Changes changes)
    {
        if ((bool?)wanted["account_locked"] is not { } locked)
            return;
        changes.Set(user, "account_locked", locked);
        user["account_locked_date"] = locked ? JsonWriting.Iso(organization.Clock.GetUtcNow()) : null;
    }

    private static void ApplyPassword(Organization organization, JsonObject user, JsonObject wanted, Changes changes)
    {
        if (wanted["password"] is null)
            return;
        var now = organization.Clock.GetUtcNow();
        changes.Set(user, "activated", true);
        user["password_date"] = JsonWriting.Iso(now);
        user["password_expiration_date"] = JsonWriting.Iso(now.AddDays(180));
        user["password_expired"] = false;
    }

    private static JsonArray WithIds(Organization organization, int index, JsonArray array, string name)
    {
        var seconds = (uint)organization.Clock.GetUtcNow().ToUnixTimeSeconds();
        return new JsonArray([.. array.Select(element =>
        {
            var copy = element?.DeepClone();
            if (copy is JsonObject part && name is not ("relationships" or "restrictedFields"))
                part["_id"] = ElementIds.Next(organization, index, seconds);
            if (copy is JsonObject && name is "addresses" or "phoneNumbers" or "attributes")
                copy!["id"] = copy["_id"]?.DeepClone();
            return copy;
        })]);
    }
}
