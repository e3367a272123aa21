using System.Text.Json.Nodes;
using Jumpgate.Emulator.Hosting;
using Jumpgate.Emulator.State;
using Jumpgate.Emulator.Worlds;

namespace Jumpgate.Emulator.Console.V1;

/// <summary>Making, changing and deleting users, with what follows from it: events, dynamic groups, reports of a manager.</summary>
internal static class UserWrites
{
    public static Answer Create(Call call)
        => Passwords.Refuse(call, call.Object)
            ?? (TryCreate(call, call.Object, "manualEntry", "jumpcloud:manual", out var problem) is { } index
                ? Objects.Show(call.Organization.Users, index)
                : Answer.Invalid(problem!));

    public static int? TryCreate(Call call, JsonObject wanted, string defaults, string source, out string? problem)
    {
        var organization = call.Organization;
        problem = UserDocument.Problem(organization, wanted, null);
        if (problem is not null)
            return null;
        var state = (string?)wanted["state"] ?? ((bool?)wanted["suspended"] == true ? "SUSPENDED" : organization.Settings.StateDefault(defaults));
        var changes = new Changes();
        var index = organization.Users.Add(call.Now, id => UserDocument.Blank(organization, id, organization.Users.Count, state));
        var user = organization.Users.Change(index);
        user["creationSource"] = source;
        UserDocument.Apply(organization, user, index, wanted, changes, made: true);
        organization.UserNames.Note(index, user);
        var node = new Node(Kind.User, index);
        organization.Journal.Write(call, "user_create", organization.Journal.Resource(node), changes);
        DynamicGroups.Follow(organization, node);
        return index;
    }

    public static Answer Update(Call call)
    {
        if (!call.Organization.Users.TryFind(call.Id, out var index))
            return Answer.NotFound(call);
        return Passwords.Refuse(call, call.Object)
            ?? (TryUpdate(call, index, call.Object) is { } problem ? Answer.Invalid(problem) : Objects.Show(call.Organization.Users, index));
    }

    /// <summary>Changes a user; what is wrong comes back, or null.</summary>
    public static string? TryUpdate(Call call, int index, JsonObject wanted)
    {
        var organization = call.Organization;
        if (UserDocument.Problem(organization, wanted, index) is { } problem)
            return problem;
        var changes = new Changes();
        var user = organization.Users.Change(index);
        UserDocument.Apply(organization, user, index, wanted, changes, made: false);
        organization.UserNames.Note(index, user);
        Tell(call, index, changes, password: wanted["password"] is not null);
        DynamicGroups.Follow(organization, new Node(Kind.User, index));
        return null;
    }

    public static void Tell(Call? call, Organization organization, int index, Changes changes, bool password = false)
    {
        var resource = organization.Journal.Resource(new Node(Kind.User, index));
        if (changes.Any)
            organization.Journal.Write(call, "user_update", resource, changes);
        if (changes.Has("state"))
        {
            var suspended = (bool?)organization.Users.Read(index)["suspended"] == true;
            organization.Journal.Write(call, suspended ? "user_suspended" : "user_unsuspended", (JsonObject)resource.DeepClone());
        }

        if (password)
            organization.Journal.Write(call, "user_password_set", (JsonObject)resource.DeepClone());
    }

    public static Answer Delete(Call call)
    {
        var organization = call.Organization;
        if (!organization.Users.TryFind(call.Id, out var index))
            return Answer.NotFound(call);
        var heir = call.Query("cascade_manager");
        if (heir is not null and not "null" && !organization.Users.TryFind(heir, out _))
            return Answer.Invalid("cascade_manager is not a user");
        var node = new Node(Kind.User, index);
        var resource = organization.Journal.Resource(node);
        var answer = Objects.Show(organization.Users, index);
        if (heir is not null)
            Reassign(call, index, heir == "null" ? null : heir);
        organization.Delete(node);
        organization.Journal.Write(call, "user_delete", resource);
        return answer;
    }

    private static void Reassign(Call call, int manager, string? heir)
    {
        var organization = call.Organization;
        var id = organization.Users.Id(manager);
        HashSet<int> reports = [.. organization.Users.Written.Where(u => (string?)u.Document["manager"] == id).Select(u => u.Index)];
        for (var report = (manager * Company.ReportsPerManager) + 1; report <= (manager + 1) * Company.ReportsPerManager; report++)
        {
            if (report < organization.World.Count(Kind.User) && organization.Users.Exists(report) && !organization.Users.IsWritten(report))
                reports.Add(report);
        }

        foreach (var report in reports)
        {
            var changes = new Changes();
            var user = organization.Users.Change(report);
            changes.Set(user, "manager", heir);
            organization.UserNames.Note(report, user);
            Tell(call, organization, report, changes);
        }
    }

    private static void Tell(Call call, int index, Changes changes, bool password) => Tell(call, call.Organization, index, changes, password);
}
