using Jumpgate.Emulator.State;
using Jumpgate.Emulator.Worlds;

namespace Jumpgate.Emulator.Pusher;

/// <summary>
/// One push: what the bound groups hold now against what was sent before. Users are read one at a time while they are sent, so that a run of any size
/// holds no more than the indices of the people it has met; the gate is never held while sending.
/// </summary>
internal sealed class PushRun(ReaderWriterLockSlim gate, Integration integration, ScimTarget target, PushLog log, IReadOnlySet<int>? only)
{
    private readonly Dialect _dialect = new(integration.Settings, integration.Map);
    private readonly HashSet<int> _bound = [];

    private Organization Organization => integration.Organization;

    public async Task RunAsync(CancellationToken cancellation)
    {
        var users = new UserPush(integration, target, _dialect, log);
        var groups = new GroupPush(integration, target, _dialect, log);
        var bound = Read(BoundGroups);
        var manage = integration.Settings.ManageGroups;
        if (manage && integration.Settings.GroupsFirst)
            await EachAsync(bound.Select(Read), (group, token) => groups.EnsureAsync(group, token), cancellation);
        await EachAsync(Members(bound), (index, token) => BringAsync(users, index, token), cancellation);

        // A manager may have got an id after the reports were sent.
        if (integration.Map.NamesManagers)
            await EachAsync(Unsettled(bound), (index, token) => BringAsync(users, index, token), cancellation);

        if (manage)
        {
            await EachAsync(bound.Select(Read), (group, token) => groups.BringAsync(group, token), cancellation);
            var left = integration.Groups.Where(g => g.Value.Bound && !bound.Contains(new Node(Kind.UserGroup, g.Key))).ToList();
            var deleted = integration.Groups.Where(g => !g.Value.Bound && !Read(() => Organization.UserGroups.Exists(g.Key)));
            await EachAsync([.. left, .. deleted], (group, token) => groups.LeaveAsync(group.Key, group.Value, !Read(() => Organization.UserGroups.Exists(group.Key)), token), cancellation);
        }

        var leaving = integration.Users.Where(u => !_bound.Contains(u.Key) && only?.Contains(u.Key) != false);
        await EachAsync(leaving, (user, token) => users.LeaveAsync(user.Key, user.Value, Read(() => PersonOf(user.Key, bound: false)), token), cancellation);
    }

    private Task EachAsync<T>(IEnumerable<T> all, Func<T, CancellationToken, Task> act, CancellationToken cancellation)
        => Parallel.ForEachAsync(
            all.TakeWhile(_ => target.Stopped is null),
            new ParallelOptions { MaxDegreeOfParallelism = integration.Settings.Parallel, CancellationToken = cancellation },
            async (item, token) =>
            {
                if (target.Stopped is null)
                    await act(item, token);
            });

    private async Task BringAsync(UserPush users, int index, CancellationToken cancellation)
    {
        if (Read(() => IsAsSent(index)))
            log.Count("users", "unchanged");
        else if (Read(() => PersonOf(index, bound: true)) is { } person)
            await users.BringAsync(person, cancellation);
    }

    /// <summary>Nobody has written the person since, so that it need not be read.</summary>
    private bool IsAsSent(int index)
        => !integration.Map.NamesManagers && integration.Users.TryGetValue(index, out var known) && known.AsMade && known.MapVersion == integration.MapVersion
            && !Organization.Users.IsWritten(index) && Organization.Users.Exists(index);

    private List<Node> BoundGroups()
        => Organization.Applications.Exists(integration.Application.Index)
            ? [.. Organization.Graph.Associations.Of(integration.Application, Kind.UserGroup).Where(Organization.Exists)]
            : [];

    private BoundGroup Read(Node group) => Read(() => new BoundGroup(
        group,
        Organization.IdOf(group),
        (string?)Organization.UserGroups.Read(group.Index)["name"] ?? "",
        [.. Organization.Graph.AllMembers(group).Where(m => m.Kind == Kind.User).Select(m => m.Index).Where(Organization.Users.Exists)]));

    /// <summary>Everybody in a bound group, each once.</summary>
    private IEnumerable<int> Members(List<Node> bound)
    {
        foreach (var group in bound)
        {
            foreach (var index in Read(group).Members)
            {
                if (_bound.Add(index) && only?.Contains(index) != false)
                    yield return index;
            }
        }
    }

    /// <summary>Everybody in a bound group whom the target holds, once more.</summary>
    private IEnumerable<int> Unsettled(List<Node> bound)
    {
        HashSet<int> met = [];
        return bound.SelectMany(group => Read(group).Members).Where(index => met.Add(index) && integration.Users.ContainsKey(index) && only?.Contains(index) != false);
    }

    private Person? PersonOf(int index, bool bound)
    {
        if (!Organization.Users.Exists(index))
            return null;
        var document = Organization.Users.Read(index);
        var active = bound && (string?)document["state"] == "ACTIVATED";
        var values = integration.Map.Read(document, active, RemoteIdOf);
        return new Person(
            index, Organization.Users.Id(index), (string?)document["username"] ?? "", values[UserNameAt()]?.ToString() ?? "", active, !Organization.Users.IsWritten(index), values);
    }

    private string? RemoteIdOf(string id)
        => Organization.Users.TryFind(id, out var index) && integration.Users.TryGetValue(index, out var known) ? known.RemoteId : null;

    private int UserNameAt()
    {
        for (var i = 0; ; i++)
        {
            if (integration.Map.Paths[i] == "userName")
                return i;
        }
    }

    private T Read<T>(Func<T> read)
    {
        gate.EnterReadLock();
        try
        {
            return read();
        }
        finally
        {
            gate.ExitReadLock();
        }
    }
}
