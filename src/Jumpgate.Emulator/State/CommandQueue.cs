namespace Jumpgate.Emulator.State;

/// <summary>Commands for devices that are offline: kept until the device is active again (S1: "run when the device becomes available").</summary>
internal sealed class CommandQueue(Organization organization)
{
    private readonly List<Entry> _waiting = [];

    public IReadOnlyList<Entry> Waiting => _waiting;

    public bool HasDue => _waiting.Count > 0 && _waiting.Exists(IsDue);

    public bool IsOffline(int device) => (bool?)organization.Systems.Read(device)["active"] != true;

    public void Add(Entry entry) => _waiting.Add(entry);

    /// <summary>Devices that are back run what waited for them; those that are gone never will.</summary>
    public void Deliver()
    {
        foreach (var entry in _waiting.FindAll(IsDue))
        {
            _waiting.Remove(entry);
            if (organization.Systems.Exists(entry.Device))
                entry.Run();
        }
    }

    private bool IsDue(Entry entry) => !organization.Systems.Exists(entry.Device) || !IsOffline(entry.Device);

    internal sealed record Entry(string Workflow, string Command, int Device, Action Run);
}
