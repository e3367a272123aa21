using System.Xml;
using Quartz;

namespace Jumpgate.Server.Organizations.Settings;

/// <summary>When a schedule comes due next. Pure; the text has passed <see cref="SettingsCheck"/>.</summary>
public static class NextDue
{
    public static DateTimeOffset? After(string? schedule, string? timeZone, DateTimeOffset now)
    {
        if (string.IsNullOrEmpty(schedule)) return null;
        if (schedule.StartsWith('P')) return now + XmlConvert.ToTimeSpan(schedule);
        var zone = string.IsNullOrEmpty(timeZone) ? TimeZoneInfo.Utc : TimeZoneInfo.FindSystemTimeZoneById(timeZone);
        return new CronExpression(schedule, zone).GetNextValidTimeAfter(now);
    }
}
