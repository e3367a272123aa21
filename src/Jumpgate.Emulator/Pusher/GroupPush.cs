using Jumpgate.Emulator.State;

namespace Jumpgate.Emulator.Pusher;

/// <summary>A bound group as read under the gate: its members are indices of users.</summary>
internal sealed record BoundGroup(Node Node, string Id, string Name, int[] Members);

/// <summary>Brings one group to the target and keeps its members as they are in JumpCloud (reference §8.1, §8.3).</summary>
internal sealed class GroupPush(Integration integration, ScimTarget target, Dialect dialect, PushLog log)
{
    private const string Of = "groups", Update = "group_update_provision";

    private PushSettings Settings => integration.Settings;

    /// <summary>Makes the group exist, without members where it is made before its users.</summary>
    public async Task EnsureAsync(BoundGroup group, CancellationToken cancellation)
    {
        if (group.Members.Length > 0 && !(integration.Groups.TryGetValue(group.Node.Index, out var known) && known.Bound))
            await LookUpAsync(group, [], again: false, cancellation);
    }

    public async Task BringAsync(BoundGroup group, CancellationToken cancellation)
    {
        var wanted = group.Members.Where(integration.Users.ContainsKey).ToList();
        if (!(integration.Groups.TryGetValue(group.Node.Index, out var known) && known.Bound))
        {
            // Empty groups are not created (reference §8.1, W7).
            if (wanted.Count == 0)
            {
                log.Count(Of, "empty");
                return;
            }

            await AnewAsync(group, wanted, cancellation);
            return;
        }

        if (!await FollowAsync(group, known, wanted, counted: false, cancellation))
        {
            // The target lost it: looked up and made anew.
            integration.Groups.TryRemove(group.Node.Index, out _);
            await AnewAsync(group, wanted, cancellation);
        }
    }

    private async Task AnewAsync(BoundGroup group, List<int> wanted, CancellationToken cancellation)
    {
        if (await LookUpAsync(group, wanted, again: false, cancellation) is { } made)
            await FollowAsync(group, made, wanted, counted: true, cancellation);
    }

    /// <summary>A group that is no longer bound stays in the target without its members; one deleted in JumpCloud is deleted.</summary>
    public async Task LeaveAsync(int index, PushedGroup known, bool deleted, CancellationToken cancellation)
    {
        var subject = new Subject("user_group", known.SourceId, known.Name);
        if (deleted)
        {
            var gone = await target.SendAsync(
                new Step("group_delete_provision", subject), HttpMethod.Delete, UserPush.Path("Groups", known.RemoteId), null, Expect.Gone, cancellation, 404);
            log.Count(Of, gone.Ok ? "deleted" : gone.Status == 404 ? "gone" : "failed");
            if (gone.Ok || gone.Status == 404)
                integration.Groups.TryRemove(index, out _);
            return;
        }

        if (Settings.EmptyOnDetach && known.Members.Count > 0)
        {
            var step = new Step(Update, subject);
            var reply = new Reply(405, null, "");
            var whole = Settings.MemberRemoval == MemberRemoval.Put || GroupVerb == Verb.Put;
            if (whole)
                reply = await WholeAsync(step, known, known.Name, [], cancellation);
            if (reply.Unsupported)
                reply = await RemoveAsync(step, known, [.. known.Members], cancellation);
            if (reply.Unsupported && !whole)
                reply = await WholeAsync(step, known, known.Name, [], cancellation);
            if (!reply.Ok && reply.Status != 404)
            {
                log.Count(Of, "failed");
                return;
            }
        }

        known.Members.Clear();
        known.Bound = false;
        log.Count(Of, "detached");
    }

    private Verb GroupVerb => integration.GroupVerb ?? Settings.GroupUpdate;

    /// <summary>A group of the same name is taken over (reference §8.1, W7).</summary>
    private async Task<PushedGroup?> LookUpAsync(BoundGroup group, List<int> wanted, bool again, CancellationToken cancellation)
    {
        var reply = await target.SendAsync(
            new Step(null, SubjectOf(group)), HttpMethod.Get, UserPush.Lookup("Groups", "displayName", group.Name), null, Expect.List, cancellation);
        if (reply.Ok && reply.First is null && !again)
            return await CreateAsync(group, wanted, cancellation);
        if (reply.First is not { } found || !reply.Ok)
        {
            log.Count(Of, "failed");
            return null;
        }

        if (!string.Equals(found["displayName"]?.ToString(), group.Name, StringComparison.OrdinalIgnoreCase))
        {
            target.Mistrust(new Step(null, SubjectOf(group)), $"the filter was not followed: asked for {group.Name}, got {found["displayName"]}");
            log.Count(Of, "failed");
            return null;
        }

        log.Count(Of, "adopted");
        return integration.Groups[group.Node.Index] = new PushedGroup(group.Id, group.Name, new Reply(200, found, null).Id!);
    }

    private async Task<PushedGroup?> CreateAsync(BoundGroup group, List<int> wanted, CancellationToken cancellation)
    {
        var first = wanted.Take(Settings.MembersPerRequest).ToList();
        var reply = await target.SendAsync(
            new Step("group_create_provision", SubjectOf(group)), HttpMethod.Post, "/Groups", dialect.Group(group.Name, RemoteIds(first)), Expect.Group, cancellation, 409);
        if (reply.Status == 409)
            return await LookUpAsync(group, wanted, again: true, cancellation);
        if (!reply.Ok)
        {
            log.Count(Of, "failed");
            return null;
        }

        var made = integration.Groups[group.Node.Index] = new PushedGroup(group.Id, group.Name, reply.Id!);
        made.Members.UnionWith(first);
        log.Count(Of, "created");
        log.Count("memberships", "added", first.Count);
        return made;
    }

    /// <summary>Sends what changed since; false when the target does not know the group any more.</summary>
    private async Task<bool> FollowAsync(BoundGroup group, PushedGroup known, List<int> wanted, bool counted, CancellationToken cancellation)
    {
        var keep = wanted.ToHashSet();
        var add = wanted.Where(i => !known.Members.Contains(i)).ToList();
        var remove = known.Members.Where(i => !keep.Contains(i)).ToList();
        var renamed = known.Name != group.Name;
        if (add.Count == 0 && remove.Count == 0 && !renamed)
        {
            if (!counted)
                log.Count(Of, "unchanged");
            return true;
        }

        var step = new Step(Update, SubjectOf(group));
        var whole = GroupVerb == Verb.Put || (Settings.MemberRemoval == MemberRemoval.Put && remove.Count > 0);
        var reply = whole ? await WholeAsync(step, known, group.Name, wanted, cancellation) : new Reply(0, null, null);
        if (!whole || reply.Unsupported)
        {
            if (reply.Unsupported)
                integration.GroupVerb = Verb.Patch;
            reply = await PieceByPieceAsync(step, group, known, Settings.RepeatAdds ? wanted : add, remove, cancellation);
            if (reply.Unsupported && !whole)
            {
                integration.GroupVerb = Verb.Put;
                reply = await WholeAsync(step, known, group.Name, wanted, cancellation);
            }
        }

        if (reply.Status == 404)
            return false;
        if (reply.Ok)
            known.Name = group.Name;
        if (!counted || !reply.Ok)
            log.Count(Of, !reply.Ok ? "failed" : renamed ? "renamed" : "updated");
        return true;
    }

    private async Task<Reply> PieceByPieceAsync(Step step, BoundGroup group, PushedGroup known, List<int> add, List<int> remove, CancellationToken cancellation)
    {
        var reply = new Reply(204, null, null);
        if (known.Name != group.Name)
            reply = await PatchAsync(step, known, dialect.Rename(group.Name), cancellation);
        foreach (var part in reply.Ok ? add.Chunk(Settings.MembersPerRequest) : [])
        {
            reply = await PatchAsync(step, known, dialect.Add([.. RemoteIds(part)]), cancellation);
            if (!reply.Ok)
                return reply;
            log.Count("memberships", "added", part.Count(known.Members.Add));
        }

        return reply.Ok ? await RemoveAsync(step, known, remove, cancellation) : reply;
    }

    private async Task<Reply> RemoveAsync(Step step, PushedGroup known, List<int> remove, CancellationToken cancellation)
    {
        var reply = new Reply(204, null, null);
        foreach (var part in remove.Chunk(Settings.MembersPerRequest))
        {
            List<string> ids = [.. RemoteIds(part)];
            if (ids.Count > 0)
                reply = await PatchAsync(step, known, dialect.Remove(ids), cancellation);
            if (!reply.Ok)
                return reply;
            known.Members.ExceptWith(part);
            log.Count("memberships", "removed", part.Length);
        }

        return reply;
    }

    private async Task<Reply> WholeAsync(Step step, PushedGroup known, string name, List<int> members, CancellationToken cancellation)
    {
        var reply = await target.SendAsync(
            step,
            HttpMethod.Put,
            UserPush.Path("Groups", known.RemoteId),
            dialect.Group(name, RemoteIds(members)),
            Expect.GroupOrNothing,
            cancellation,
            404,
            405,
            501);
        if (reply.Ok)
        {
            log.Count("memberships", "added", members.Count(i => !known.Members.Contains(i)));
            log.Count("memberships", "removed", known.Members.Except(members).Count());
            known.Members.Clear();
            known.Members.UnionWith(members);
        }

        return reply;
    }

    private Task<Reply> PatchAsync(Step step, PushedGroup known, byte[] body, CancellationToken cancellation)
        => target.SendAsync(step, HttpMethod.Patch, UserPush.Path("Groups", known.RemoteId), body, Expect.GroupOrNothing, cancellation, 404, 405, 501);

    /// <summary>Somebody the target does not hold any more has no id to name.</summary>
    private IEnumerable<string> RemoteIds(IEnumerable<int> users)
    {
        foreach (var index in users)
        {
            if (integration.Users.TryGetValue(index, out var user))
                yield return user.RemoteId;
        }
    }

    private static Subject SubjectOf(BoundGroup group) => new("user_group", group.Id, group.Name);
}
