using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Jumpgate.Emulator.Hosting;
using Jumpgate.Emulator.State;
using Jumpgate.Emulator.Worlds;

namespace Jumpgate.Emulator.Console.V1;

/// <summary>What can be done to one user beside editing: activate, expire, unlock, second factors, SSH keys.</summary>
internal static class UserActions
{
    public static void Map(Routes v1) => v1
        .Post("/systemusers/{id}/state/activate", "users", Activate)
        .Post("/systemusers/{id}/expire", "users", call => Act(call, Expire))
        .Post("/systemusers/{id}/unlock", "users", call => Act(call, Unlock))
        .Post("/systemusers/{id}/mfasync", "users", call => Act(call, (_, _, _) => null))
        .Post("/systemusers/{id}/resetmfa", "users mfa", call => WrongDays(call) ?? Act(call, ResetMfa))
        .Get("/systemusers/{id}/totpinfo", "users mfa", TotpInfo)
        .Get("/systemusers/{id}/sshkeys", "users", Keys)
        .Post("/systemusers/{id}/sshkeys", "users", AddKey)
        .Delete("/systemusers/{id}/sshkeys/{key}", "users", DeleteKey);

    private static Answer Act(Call call, Func<Call, JsonObject, Changes, string?> act)
    {
        var organization = call.Organization;
        if (!organization.Users.TryFind(call.Id, out var index))
            return Answer.NotFound(call);
        var user = organization.Users.Change(index);
        organization.UserNames.Note(index, user);
        var changes = new Changes();
        if (act(call, user, changes) is { } type)
            organization.Journal.Write(call, type, organization.Journal.Resource(new Node(Kind.User, index)), changes);
        return Answer.Json(200, new JsonObject());
    }

    private static Answer Activate(Call call)
    {
        var organization = call.Organization;
        if (!organization.Users.TryFind(call.Id, out var index))
            return Answer.NotFound(call);
        if ((string?)organization.Users.Read(index)["state"] != "STAGED")
            return Answer.Invalid("only a staged user can be activated");
        var user = organization.Users.Change(index);
        organization.UserNames.Note(index, user);
        var changes = new Changes();
        changes.Set(user, "state", "ACTIVATED");
        changes.Set(user, "suspended", false);
        var resource = organization.Journal.Resource(new Node(Kind.User, index));
        organization.Journal.Write(call, "user_update", resource, changes);
        organization.Journal.Write(call, "user_activated", (JsonObject)resource.DeepClone());
        if (call.Object["email"] is not { } email || email.GetValueKind() != System.Text.Json.JsonValueKind.False)
            organization.Journal.Write(call, "user_activation_email", (JsonObject)resource.DeepClone());
        DynamicGroups.Follow(organization, new Node(Kind.User, index));
        return Answer.Json(200, new JsonObject());
    }

    private static string Expire(Call call, JsonObject user, Changes changes)
    {
        changes.Set(user, "password_expired", true);
        user["password_expiration_date"] = JsonWriting.Iso(call.Now);
        return "user_password_expired";
    }

    private static string Unlock(Call call, JsonObject user, Changes changes)
    {
        changes.Set(user, "account_locked", false);
        user["account_locked_date"] = null;
        user["badLoginAttempts"] = 0;
        return "user_unlocked";
    }

    private static Answer? WrongDays(Call call)
        => call.Object["exclusionDays"] is { } days && !(days.GetValueKind() == JsonValueKind.Number && days.GetValue<double>() >= 1)
            ? Answer.Invalid("exclusionDays must be at least 1")
            : null;

    private static string ResetMfa(Call call, JsonObject user, Changes changes)
    {
        var body = call.Object;
        var until = (string?)body["exclusionUntil"];
        if (until is null && body["exclusionDays"] is { } days)
            until = JsonWriting.Iso(call.Now.AddDays(double.Parse(days.ToJsonString(), CultureInfo.InvariantCulture)));
        var mfa = new JsonObject { ["configured"] = false, ["exclusion"] = (bool?)body["exclusion"] ?? false };
        if (until is not null)
            mfa["exclusionUntil"] = until;
        var enrolled = (bool?)user["totp_enabled"] == true;
        changes.Set(user, "mfa", mfa);
        changes.Set(user, "totp_enabled", false);
        foreach (var name in (string[])["overallStatus", "totpStatus"])
            user["mfaEnrollment"]![name] = until is null ? "NOT_ENROLLED" : "IN_ENROLLMENT";
        return enrolled ? "totp_delete_enrollment" : "user_update";
    }

    private static Answer TotpInfo(Call call)
    {
        if (call.Organization.Find(Kind.User, call.Id) is not { } user)
            return Answer.NotFound(call);
        return (bool?)user["totp_enabled"] == true
            ? Answer.Json(200, new JsonObject { ["enrollmentDate"] = user["password_date"]?.DeepClone() ?? user["created"]!.DeepClone() })
            : Answer.NotFound(call);
    }

    private static Answer Keys(Call call)
        => call.Organization.Find(Kind.User, call.Id) is { } user ? Answer.Json(200, user["ssh_keys"]) : Answer.NotFound(call);

    private static Answer AddKey(Call call)
    {
        if (call.Organization.Users.TryFind(call.Id, out var index) is false)
            return Answer.NotFound(call);
        if ((string?)call.Object["public_key"] is not { Length: > 0 } key || (string?)call.Object["name"] is not { Length: > 0 } name)
            return Answer.Invalid("name and public_key are required");
        var seconds = (uint)call.Now.ToUnixTimeSeconds();
        var added = new JsonObject { ["_id"] = ElementIds.Next(call.Organization, index, seconds), ["create_date"] = JsonWriting.Iso(call.Now), ["name"] = name, ["public_key"] = key };
        Replace(call, index, keys => keys.Add(added.DeepClone()));
        return Answer.Json(200, added);
    }

    private static Answer DeleteKey(Call call)
    {
        if (!call.Organization.Users.TryFind(call.Id, out var index))
            return Answer.NotFound(call);
        var key = call.Route("key");
        if (call.Organization.Users.Read(index)["ssh_keys"] is not JsonArray keys || !keys.Any(k => (string?)k?["_id"] == key))
            return Answer.NotFound(call);
        Replace(call, index, list => list.RemoveAll(k => (string?)k?["_id"] == key));
        return Answer.Json(200, JsonValue.Create(key));
    }

    private static void Replace(Call call, int index, Action<List<JsonNode?>> edit)
    {
        var user = call.Organization.Users.Change(index);
        call.Organization.UserNames.Note(index, user);
        List<JsonNode?> keys = [.. (user["ssh_keys"] as JsonArray ?? []).Select(k => k?.DeepClone())];
        edit(keys);
        var changes = new Changes();
        changes.Set(user, "ssh_keys", new JsonArray([.. keys]));
        UserWrites.Tell(call, call.Organization, index, changes);
    }
}
