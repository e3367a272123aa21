using Jumpgate.Contracts;
using Jumpgate.Scim.Filters;
using Jumpgate.Server.Data;
using Jumpgate.Server.Hosting;
using Quartz;

namespace Jumpgate.Server.Organizations.Settings;

/// <summary>Refuses settings that could not work, each fault at its member. Pure.</summary>
public static class SettingsCheck
{
    private static readonly TimeSpan Least = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LeastRefresh = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Longest = TimeSpan.FromDays(31);
    private const int MostEntries = 500;
    private const double MostRequests = 1000;

    public static void Check(SyncSettings settings, FieldFaults faults)
    {
        Schedule(settings, faults);
        if (!string.IsNullOrEmpty(settings.RefreshInterval)) faults.Duration(settings.RefreshInterval, "settings.refreshInterval", LeastRefresh, Longest);
        foreach (var (kind, names) in settings.Attributes ?? new Dictionary<string, IReadOnlyList<string>>()) Allowed(kind, names, faults);
        foreach (var (kind, entries) in settings.Mapping ?? new Dictionary<string, IReadOnlyDictionary<string, string>>()) Mapped(kind, entries, faults);
        Scope(settings.Scope?.Users, "settings.scope.users", faults);
        Scope(settings.Scope?.Groups, "settings.scope.groups", faults);
        if (settings.Guard is { } guard)
        {
            if (!(guard.Share is > 0 and <= 1)) faults.Add("settings.guard.share", "out_of_range", "guard.share is a number above 0, at most 1 (0.3 is 30 %).");
            if (guard.AtLeast < 0) faults.Add("settings.guard.atLeast", "out_of_range", "guard.atLeast is 0 or more.");
        }

        if (settings.MaxRequestsPerSecond is { } rate && !(rate is > 0 and <= MostRequests))
            faults.Add("settings.maxRequestsPerSecond", "out_of_range", $"maxRequestsPerSecond is a number above 0, at most {MostRequests}.");
    }

    private static void Schedule(SyncSettings settings, FieldFaults faults)
    {
        var zone = TimeZoneInfo.Utc;
        if (!string.IsNullOrEmpty(settings.TimeZone) && !TimeZoneInfo.TryFindSystemTimeZoneById(settings.TimeZone, out zone))
            faults.Add("settings.timeZone", "unknown_time_zone", $"'{settings.TimeZone}' is no time zone known here.", "Use an IANA name such as Europe/Berlin.");
        if (string.IsNullOrEmpty(settings.Schedule)) return;
        if (settings.Schedule.StartsWith('P'))
        {
            faults.Duration(settings.Schedule, "settings.schedule", Least, Longest);
            return;
        }

        try
        {
            if (new CronExpression(settings.Schedule, zone ?? TimeZoneInfo.Utc).GetNextValidTimeAfter(DateTimeOffset.UnixEpoch.AddYears(60)) is null)
                faults.Add("settings.schedule", "never_due", "This cron expression never comes due.");
        }
        catch (Exception error) when (error is FormatException or ArgumentException)
        {
            faults.Add(
                "settings.schedule", "schedule_malformed", $"This is neither an ISO 8601 duration nor a cron expression with seconds: {error.Message}",
                "Write PT1H for every hour, or 0 0 3 * * ? for three o'clock each night.");
        }
    }

    private static void Allowed(string kind, IReadOnlyList<string> names, FieldFaults faults)
    {
        var field = $"settings.attributes.{kind}";
        if (!Known(kind, field, faults)) return;
        if (names.Count > MostEntries) faults.Add(field, "too_many", $"At most {MostEntries} attributes can be named.");
        foreach (var name in names)
        {
            if (!AttributePath.TryParse(name, out _, out var error)) faults.Add(field, "path_malformed", $"'{name}' is no attribute name: {error.Message}");
        }
    }

    private static void Mapped(string kind, IReadOnlyDictionary<string, string> entries, FieldFaults faults)
    {
        var field = $"settings.mapping.{kind}";
        if (!Known(kind, field, faults)) return;
        if (entries.Count > MostEntries) faults.Add(field, "too_many", $"At most {MostEntries} attributes can be mapped.");
        foreach (var (target, source) in entries)
        {
            if (!AttributePath.TryParse(target, out _, out var error))
                faults.Add($"{field}.{target}", "path_malformed", $"The target '{target}' is no SCIM path: {error.Message}", "Write title, name.givenName or urn:…:User:department.");
            if (string.IsNullOrWhiteSpace(source) || source.Split('.').Any(part => part.Trim().Length == 0 || part.Any(char.IsControl)))
                faults.Add($"{field}.{target}", "path_malformed", "The source is a dotted path into JumpCloud's object.", "Write attributes.division or addresses.work.country.");
        }
    }

    private static bool Known(string kind, string field, FieldFaults faults)
    {
        if (Words.ResourceKindOf(kind) is not null) return true;
        faults.Add(field, "unknown_kind", $"There is no kind '{kind}'; kinds are {string.Join(", ", Words.ResourceKinds.Select(known => known.Route()))}.");
        return false;
    }

    private static void Scope(string? filter, string field, FieldFaults faults)
    {
        if (string.IsNullOrWhiteSpace(filter) || Filter.TryParse(filter, out _, out var error, AttributeTypes.Core)) return;
        faults.Add(field, "filter_malformed", $"The filter cannot be read: {error.Message}", "Compare with RFC 7644, section 3.4.2.2: userName sw \"a\" and active eq true.");
    }
}
