using System.Text.Json.Nodes;
using Jumpgate.Emulator.Worlds;

namespace Jumpgate.Emulator.State;

/// <summary>Who holds a user name, e-mail or employee number: computed for people of the world, remembered for written ones.</summary>
internal sealed class UserNames
{
    private static readonly string[] Fields = ["username", "email", "employeeIdentifier"];

    private readonly Dictionary<(string Field, string Value), int> _written = [];
    private readonly Dictionary<int, (string, string)[]> _held = [];
    private readonly Organization _organization;

    public UserNames(Organization organization)
    {
        _organization = organization;
        organization.Users.Lookup = (field, value) => Fields.Contains(field) && !value.Contains('*')
            ? Find(field, value) is { } index ? [index] : []
            : null;
    }

    public int? Find(string field, string value)
    {
        var text = value.ToLowerInvariant();
        if (_written.TryGetValue((field, text), out var written))
            return written;
        var world = _organization.World;
        var index = field switch
        {
            "username" => world.People.Lookup.ByUsername(text),
            "email" => text.EndsWith("@" + world.Domain, StringComparison.Ordinal) ? world.People.Lookup.ByUsername(text[..^(world.Domain.Length + 1)]) : null,
            _ => NameLookup.ByEmployee(value),
        };
        return index is { } found && found < world.Count(Kind.User) && _organization.Users.Exists(found) && !_held.ContainsKey(found) ? found : null;
    }

    /// <summary>To be called after every write of a user.</summary>
    public void Note(int index, JsonObject user)
    {
        Forget(index);
        var held = Fields.Select(f => (f, ((string?)user[f] ?? "").ToLowerInvariant())).Where(p => p.Item2.Length > 0).ToArray();
        _held[index] = held;
        foreach (var name in held)
            _written[name] = index;
    }

    public void Forget(int index)
    {
        if (!_held.Remove(index, out var held))
            return;
        foreach (var name in held)
            _written.Remove(name);
    }
}
