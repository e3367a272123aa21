namespace Jumpgate.Emulator.Insights.History;

/// <summary>One kind of event of a generated past: how often it comes, what it needs, how its time is written and what it tells.</summary>
internal sealed record Scene(string Service, string Type, int Weight, TimePrecision Precision, Needs Needs, Action<EventDraft> Tell)
{
    public static IEnumerable<Scene> All(InsightsOptions options) =>
        [.. SignIns.Scenes(options), .. DeviceScenes.Scenes(), .. DirectoryChanges.Scenes(options)];

    public bool IsPossible(HistorySubjects subjects) =>
        (!Needs.HasFlag(Needs.Users) || subjects.Users > 0)
        && (!Needs.HasFlag(Needs.Admins) || subjects.Admins > 0)
        && (!Needs.HasFlag(Needs.Groups) || subjects.Groups > 0)
        && (!Needs.HasFlag(Needs.Applications) || subjects.Applications > 0)
        && (!Needs.HasFlag(Needs.Devices) || subjects.Devices > 0);
}

/// <summary>Live events carry none, three or nine fractional digits, by service.</summary>
internal enum TimePrecision
{
    Second,
    Millisecond,
    Nanosecond,
}

[Flags]
internal enum Needs
{
    None = 0,
    Users = 1,
    Admins = 2,
    Groups = 4,
    Applications = 8,
    Devices = 16,
}
