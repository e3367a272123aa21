using System.Text.Json.Nodes;
using Jumpgate.Emulator.Console.Queries;
using Jumpgate.Emulator.Hosting;
using Jumpgate.Emulator.State;
using Jumpgate.Emulator.Worlds;

namespace Jumpgate.Emulator.Console.V1;

/// <summary>Administrators, under the path JumpCloud's own tools use.</summary>
internal static class Admins
{
    private static readonly string[] Writable = ["email", "firstname", "lastname", "enableMultiFactor", "apiKeyAllowed", "growthData", "lastWhatsNewChecked", "suspended", "usersTimeZone"];

    public static void Map(Routes v1) => v1
        .Get("/users/getSelf", "", Self)
        .Get("/users/reactivate/{id}", "administrators", Reactivate)
        .Post("/users/resettotp/{id}", "administrators", ResetTotp)
        .Get("/roles", "roles administrators", call => Lists.Envelope(call, call.Organization.Roles))
        .Get("/users", "administrators", call => Lists.Envelope(call, call.Organization.Admins))
        .Post("/users", "administrators", Create)
        .Get("/users/{id:length(24)}", "administrators", call => Objects.Get(call, Kind.Admin))
        .Put("/users/{id:length(24)}", "administrators", Update)
        .Delete("/users/{id:length(24)}", "administrators", Delete);

    private static Answer Self(Call call)
    {
        var self = call.Caller.Home.Find(Kind.Admin, call.Caller.Id)?.DeepClone() as JsonObject ?? new JsonObject
        {
            ["_id"] = call.Caller.Id,
            ["email"] = call.Caller.Email,
            ["organization"] = call.Organization.Id,
            ["roleName"] = call.Caller.RoleName,
        };
        self["provider"] = call.Caller.Provider;
        return Answer.Json(200, new Selection(null, [], Selection.FieldsOf(call.Query("fields"), ' ')).Project(self));
    }

    private static Answer Create(Call call)
        => TryCreate(call, call.Organization, call.Object, out var problem) is { } index ? Objects.Show(call.Organization.Admins, index) : problem!;

    public static int? TryCreate(Call call, Organization organization, JsonObject body, out Answer? problem)
    {
        problem = null;
        var email = (string?)body["email"];
        if (email is null || email.IndexOf('@') <= 0)
            problem = Answer.Invalid("email is required");
        else if (organization.Admins.All().Any(i => string.Equals((string?)organization.Admins.Read(i)["email"], email, StringComparison.OrdinalIgnoreCase)))
            problem = Answer.Invalid("email already in use");
        var role = AdminDocument.FindRole(organization, (string?)(body["roleName"] ?? (body["roleNames"] as JsonArray)?.FirstOrDefault() ?? body["role"]) ?? "Read Only");
        if (role is null)
            problem ??= Answer.Invalid("no such role");
        if (problem is not null)
            return null;
        var index = organization.Admins.Add(call.Now, id =>
            AdminDocument.New(organization, id, email!, (string?)body["firstname"] ?? "", (string?)body["lastname"] ?? "", role!.Value));
        var changes = new Changes();
        changes.Take(organization.Admins.Change(index), body, Writable);
        var node = new Node(Kind.Admin, index);
        changes.Set(organization.Admins.Change(index), "organization", organization.Id);
        organization.Journal.Write(call, "admin_create", organization.Journal.Resource(node), changes);
        return index;
    }

    private static Answer Update(Call call)
    {
        var organization = call.Organization;
        if (!organization.Admins.TryFind(call.Id, out var index))
            return Answer.NotFound(call);
        var body = call.Object;
        var roleName = (string?)(body["roleName"] ?? (body["roleNames"] as JsonArray)?.FirstOrDefault());
        var role = roleName is null ? null : AdminDocument.FindRole(organization, roleName);
        if (roleName is not null && role is null)
            return Answer.Invalid("no such role");
        var admin = organization.Admins.Change(index);
        var changes = new Changes();
        changes.Take(admin, body, Writable);
        if (role is { } wanted)
            AdminDocument.SetRole(organization, admin, wanted, changes);
        var resource = organization.Journal.Resource(new Node(Kind.Admin, index));
        if (changes.Any)
            organization.Journal.Write(call, "admin_update", resource, changes);
        if (changes.Has("suspended"))
            organization.Journal.Write(call, (bool?)admin["suspended"] == true ? "admin_suspended" : "admin_unsuspend", (JsonObject)resource.DeepClone());
        return Objects.Show(organization.Admins, index);
    }

    private static Answer Delete(Call call)
    {
        var organization = call.Organization;
        if (!organization.Admins.TryFind(call.Id, out var index))
            return Answer.NotFound(call);
        var resource = organization.Journal.Resource(new Node(Kind.Admin, index));
        var answer = Objects.Show(organization.Admins, index);
        organization.Delete(new Node(Kind.Admin, index));
        organization.Journal.Write(call, "admin_delete", resource);
        return answer;
    }

    private static Answer Reactivate(Call call) => call.Organization.Find(Kind.Admin, call.Id) is null ? Answer.NotFound(call) : Answer.Json(200, new JsonObject());

    private static Answer ResetTotp(Call call)
    {
        var organization = call.Organization;
        if (!organization.Admins.TryFind(call.Id, out var index))
            return Answer.NotFound(call);
        if ((bool?)organization.Admins.Read(index)["totpEnrolled"] != true)
            return Answer.Error(412, "TOTP is not enrolled", "FAILED_PRECONDITION");
        var changes = new Changes();
        changes.Set(organization.Admins.Change(index), "totpEnrolled", false);
        organization.Journal.Write(call, "admin_totp_disable", organization.Journal.Resource(new Node(Kind.Admin, index)), changes);
        return Answer.Json(200, new JsonObject());
    }
}
