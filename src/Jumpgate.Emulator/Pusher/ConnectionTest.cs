using System.Text.Json.Nodes;

namespace Jumpgate.Emulator.Pusher;

/// <summary>
/// Test Connection, which activation repeats (reference §8.1, §8.3): a test user and a test group are really made, looked up, changed and deleted.
/// A step that fails ends it, and what was made until then stays behind in the target.
/// </summary>
internal sealed class ConnectionTest(Integration integration, ScimTarget target, Dialect dialect, string email)
{
    private const string GroupName = "JumpCloud Test Group";

    private readonly Subject _user = new("user", null, email);
    private readonly Subject _group = new("user_group", null, GroupName);

    /// <summary>What the test left in the target.</summary>
    public List<string> Left { get; } = [];

    /// <summary>Null when all went well, or what the page would say.</summary>
    public async Task<string?> RunAsync(CancellationToken cancellation)
    {
        var list = await target.SendAsync(new Step(null, _user), HttpMethod.Get, "/Users?startIndex=1&count=1", null, Expect.List, cancellation);
        if (!list.Ok)
            return $"The service provider did not list its users: {list.Problem}";
        var found = await target.SendAsync(
            new Step("user_lookup_provision", _user), HttpMethod.Get, UserPush.Lookup("Users", "userName", email), null, Expect.List, cancellation);
        if (!found.Ok)
            return $"The test user could not be looked up: {found.Problem}";
        if (found.First is not null)
            return $"A user {email} exists already: the test needs an e-mail address that the service provider does not know";
        var made = await target.SendAsync(
            new Step("user_create_provision", _user), HttpMethod.Post, "/Users", dialect.User(Values("User")), Expect.User, cancellation);
        if (!made.Ok)
        {
            if (made.Status is >= 200 and < 300)
                Left.Add($"user {email}");
            return $"The test user could not be created: {made.Problem}";
        }

        Left.Add($"user {email}");
        var changed = await ChangeUserAsync(made.Id!, cancellation);
        if (!changed.Ok)
            return $"The test user could not be updated: {changed.Problem}";
        if (integration.Settings.ManageGroups && await GroupAsync(made.Id!, cancellation) is { } problem)
            return problem;
        return await EndUserAsync(made.Id!, cancellation);
    }

    private async Task<Reply> ChangeUserAsync(string id, CancellationToken cancellation)
    {
        var step = new Step("user_update_provision", _user);
        var (before, values) = (Values("User"), Values("Changed"));
        List<int> changed = [.. Enumerable.Range(0, values.Length).Where(i => !JsonNode.DeepEquals(before[i], values[i]))];
        return await EitherAsync(integration.UserVerb ?? integration.Settings.Update, ByAsync, verb => integration.UserVerb = verb);

        Task<Reply> ByAsync(Verb verb, int[] handled) => target.SendAsync(
            step,
            verb == Verb.Put ? HttpMethod.Put : HttpMethod.Patch,
            UserPush.Path("Users", id),
            verb == Verb.Put ? dialect.User(values) : dialect.UserPatch(values, changed),
            Expect.User,
            cancellation,
            handled);
    }

    /// <summary>Changes by the one verb and, where the target does not know it, by the other, which is then remembered.</summary>
    private static async Task<Reply> EitherAsync(Verb first, Func<Verb, int[], Task<Reply>> change, Action<Verb> remember)
    {
        var reply = await change(first, [405, 501]);
        if (!reply.Unsupported)
            return reply;
        var second = first == Verb.Put ? Verb.Patch : Verb.Put;
        reply = await change(second, []);
        if (reply.Ok)
            remember(second);
        return reply;
    }

    /// <summary>Create, update and delete of groups must all work, or the toggle must be off (reference §8.1, W6).</summary>
    private async Task<string?> GroupAsync(string user, CancellationToken cancellation)
    {
        var found = await target.SendAsync(new Step(null, _group), HttpMethod.Get, UserPush.Lookup("Groups", "displayName", GroupName), null, Expect.List, cancellation);
        if (!found.Ok)
            return $"The test group could not be looked up: {found.Problem}";
        var id = found.First is { } left ? new Reply(200, left, null).Id! : null;
        if (id is null)
        {
            var made = await target.SendAsync(
                new Step("group_create_provision", _group), HttpMethod.Post, "/Groups", dialect.Group(GroupName, [user]), Expect.Group, cancellation);
            if (!made.Ok)
                return $"The test group could not be created: {made.Problem}";
            id = made.Id!;
        }

        Left.Add($"group {GroupName}");
        var changed = await ChangeGroupAsync(id, user, cancellation);
        if (!changed.Ok)
            return $"The test group could not be updated: {changed.Problem}";
        var gone = await target.SendAsync(
            new Step("group_delete_provision", _group), HttpMethod.Delete, UserPush.Path("Groups", id), null, Expect.Gone, cancellation);
        if (!gone.Ok)
            return $"The test group could not be deleted: {gone.Problem}";
        Left.RemoveAt(Left.Count - 1);
        return null;
    }

    private async Task<Reply> ChangeGroupAsync(string id, string user, CancellationToken cancellation)
    {
        const string Changed = GroupName + " Changed";
        return await EitherAsync(integration.GroupVerb ?? integration.Settings.GroupUpdate, ByAsync, verb => integration.GroupVerb = verb);

        Task<Reply> ByAsync(Verb verb, int[] handled) => target.SendAsync(
            new Step("group_update_provision", _group),
            verb == Verb.Put ? HttpMethod.Put : HttpMethod.Patch,
            UserPush.Path("Groups", id),
            verb == Verb.Put ? dialect.Group(Changed, [user]) : dialect.Rename(Changed),
            Expect.GroupOrNothing,
            cancellation,
            handled);
    }

    /// <summary>Where users cannot be deleted, the test user is deactivated and stays behind (reference §8.1, W5).</summary>
    private async Task<string?> EndUserAsync(string id, CancellationToken cancellation)
    {
        var gone = await target.SendAsync(
            new Step("user_delete_provision", _user), HttpMethod.Delete, UserPush.Path("Users", id), null, Expect.Gone, cancellation, 405, 501);
        if (gone.Ok)
        {
            Left.Clear();
            return null;
        }

        if (!gone.Unsupported)
            return $"The test user could not be deleted: {gone.Problem}";
        var inactive = await target.SendAsync(
            new Step("user_deprovision", _user), HttpMethod.Patch, UserPush.Path("Users", id), dialect.Deactivation(), Expect.User, cancellation);
        return inactive.Ok ? null : $"The test user could neither be deleted nor deactivated: {inactive.Problem}";
    }

    private JsonNode?[] Values(string family)
        => integration.Map.Read(
            new JsonObject { ["username"] = email, ["email"] = email, ["firstname"] = "Test", ["lastname"] = family, ["displayname"] = $"Test {family}" }, active: true, _ => null);
}
