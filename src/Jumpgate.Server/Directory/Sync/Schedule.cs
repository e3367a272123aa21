using System.Xml;
using Quartz;

namespace Jumpgate.Server.Directory.Sync;

/// <summary>When an organization syncs: an ISO 8601 interval (<c>PT1H</c>) or a Quartz cron expression (<c>0 0 3 * * ?</c>) in a time zone.</summary>
internal sealed class Schedule
{
    public static readonly TimeSpan Least = TimeSpan.FromMinutes(1);

    private readonly TimeSpan? interval;
    private readonly CronExpression? cron;

    private Schedule(TimeSpan? interval, CronExpression? cron)
    {
        this.interval = interval;
        this.cron = cron;
    }

    /// <summary>Reads a schedule; null text gives null: by hand only. What is wrong comes back as a sentence.</summary>
    public static bool TryRead(string? text, string? timeZone, out Schedule? schedule, out string? fault)
    {
        schedule = null;
        fault = null;
        if (string.IsNullOrWhiteSpace(text))
        {
            return true;
        }

        if (text.StartsWith('P'))
        {
            if (!TryReadInterval(text, out var interval))
            {
                fault = $"'{text}' is no ISO 8601 duration such as PT1H or PT15M.";
            }
            else if (interval < Least)
            {
                fault = $"The interval {text} is shorter than one minute (PT1M).";
            }
            else
            {
                schedule = new Schedule(interval, null);
            }

            return fault is null;
        }

        TimeZoneInfo? zone = TimeZoneInfo.Utc;
        if (!string.IsNullOrWhiteSpace(timeZone) && !TimeZoneInfo.TryFindSystemTimeZoneById(timeZone, out zone))
        {
            fault = $"'{timeZone}' is no time zone this server knows; use an IANA name such as Europe/Berlin.";
            return false;
        }

        try
        {
            schedule = new Schedule(null, new CronExpression(text, zone));
            return true;
        }
        catch (Exception error) when (error is FormatException or ArgumentException)
        {
            fault = $"'{text}' is neither an ISO 8601 duration (PT1H) nor a cron expression with seconds (0 0 3 * * ?): {error.Message}";
            return false;
        }
    }

    public static bool TryReadInterval(string text, out TimeSpan interval)
    {
        try
        {
            interval = XmlConvert.ToTimeSpan(text);
            return interval > TimeSpan.Zero;
        }
        catch (Exception error) when (error is FormatException or OverflowException)
        {
            interval = default;
            return false;
        }
    }

    /// <summary>The next time after a run that started then; null where the cron expression never fires again.</summary>
    public DateTimeOffset? Next(DateTimeOffset now, DateTimeOffset? lastStart) => cron is not null
        ? cron.GetNextValidTimeAfter(now)
        : lastStart is { } start && start + interval!.Value > now ? start + interval.Value : now + (lastStart is null ? interval!.Value : TimeSpan.Zero);
}
