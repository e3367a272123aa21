using System.Collections.Frozen;
using Jumpgate.Ocsf.Schemas;

namespace Jumpgate.Ocsf.Table;

/// <summary>
/// What every known event type becomes, by release of the schema. Rows are written for 1.8.0; what an older release lacks is fitted here: an
/// activity it does not know is 99 under its later name, or the one that comes nearest.
/// </summary>
public sealed class MappingTable
{
    // 1.1.0 knows Lock, but no Unlock: enabling is the nearest.
    private static readonly Dictionary<(int Class, int Activity), int> NearestIn110 = new() { [(ClassUids.AccountChange, 12)] = 2 };

    private static readonly Lazy<MappingTable>[] Tables = [.. OcsfVersions.All.Select(version => new Lazy<MappingTable>(() => new MappingTable(version)))];

    private MappingTable(OcsfVersion version)
    {
        Version = version;
        var schema = OcsfSchema.Of(version);
        Rows = [.. Written.Select(row => Fit(row, schema))];
        ByType = Rows.ToFrozenDictionary(row => row.Type, StringComparer.Ordinal);
    }

    /// <summary>The release of the schema.</summary>
    public OcsfVersion Version { get; }

    /// <summary>All rows, by service.</summary>
    public IReadOnlyList<EventRow> Rows { get; }

    /// <summary>The same by event type.</summary>
    public FrozenDictionary<string, EventRow> ByType { get; }

    /// <summary>The table of that release.</summary>
    public static MappingTable Of(OcsfVersion version) => Tables[(int)version].Value;

    private static IReadOnlyList<EventRow> Written { get; } =
    [
        .. SignInEvents.Rows, .. AccountEvents.Rows, .. DirectoryEvents.Rows, .. DeviceEvents.Rows, .. ManagementEvents.Rows, .. PasswordManagerEvents.Rows,
        .. UnplacedEvents.Rows,
    ];

    private static EventRow Fit(EventRow row, OcsfSchema schema)
    {
        var (activity, named) = Fit(row.Class, row.Activity, row.Named, schema);
        return row with { Activity = activity, Named = named };
    }

    /// <summary>The activity in that release, and its name where it is 99.</summary>
    internal static (int Activity, string? Named) Fit(int @class, int activity, string? named, OcsfSchema schema)
    {
        if (activity == EventRow.OtherActivity) return (activity, named);
        if (schema.Version == OcsfVersion.V110 && NearestIn110.TryGetValue((@class, activity), out var nearest)) return (nearest, null);
        return schema.Classes.GetValueOrDefault(@class)?.Call("activity_id", activity) is not null
            ? (activity, null)
            : (EventRow.OtherActivity, OcsfSchema.Of(OcsfVersion.V180).Classes[@class].Call("activity_id", activity));
    }
}
