namespace Jumpgate.Emulator.Insights.History;

/// <summary>One kind of event of a generated past: how often it comes, what it needs, how its time is written and what it tells.</summary>
internal sealed record Scene(string Service, string Type, int Weight, TimePrecision Precision, Needs Needs, Action<EventDraft> Tell)
{
    /// <summary>How much more often what people do all day comes than what a catalogue names beside it.</summary>
    private const int Common = 10;

    /// <summary>Of the multi-tenant portal: no organization, but a provider.</summary>
    public bool InPortal { get; init; }

    public static IEnumerable<Scene> All(InsightsOptions options, EventTypes types)
    {
        Scene[] common = [.. SignIns.Scenes(options), .. DeviceScenes.Scenes(), .. DirectoryChanges.Scenes(options)];
        var told = common.Select(scene => (scene.Service, scene.Type)).ToHashSet();
        return [.. common.Select(scene => scene with { Weight = scene.Weight * Common }), .. CatalogueScenes.All(options, types).Where(scene => told.Add((scene.Service, scene.Type)))];
    }

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
