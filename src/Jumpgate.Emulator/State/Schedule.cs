using Jumpgate.Emulator.Console.V1;
using Jumpgate.Emulator.Worlds;

namespace Jumpgate.Emulator.State;

/// <summary>State changes of users that wait for their moment.</summary>
internal sealed class Schedule(Organization organization)
{
    private readonly List<Entry> _entries = [];

    public IReadOnlyList<Entry> Waiting => _entries;

    public bool HasDue => _entries.Count > 0 && _entries.Exists(e => e.At <= organization.Clock.GetUtcNow());

    public void Add(Entry entry) => _entries.Add(entry);

    public bool Remove(string id) => _entries.RemoveAll(e => e.Id == id) > 0;

    public void RunDue()
    {
        var now = organization.Clock.GetUtcNow();
        foreach (var entry in _entries.Where(e => e.At <= now).OrderBy(e => e.At).ToList())
        {
            _entries.Remove(entry);
            if (!organization.Users.Exists(entry.User))
                continue;
            var user = organization.Users.Change(entry.User);
            var changes = new Changes();
            changes.Set(user, "state", entry.State);
            changes.Set(user, "suspended", entry.State == "SUSPENDED");
            organization.UserNames.Note(entry.User, user);
            organization.Graph.Version++;
            UserWrites.Tell(null, organization, entry.User, changes);
            DynamicGroups.Follow(organization, new Node(Kind.User, entry.User));
        }
    }

    internal sealed record Entry(string Id, int User, string State, DateTimeOffset At);
}
