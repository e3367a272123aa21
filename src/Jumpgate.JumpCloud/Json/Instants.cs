using System.Globalization;

namespace Jumpgate.JumpCloud;

/// <summary>Times as JumpCloud writes them.</summary>
public static class Instants
{
    private const int FinestDigits = 7;

    /// <summary>RFC 3339 with any number of fraction digits; what is finer than 100 ns is cut off. Null when it is no time.</summary>
    /// <remarks>Directory Insights writes seconds, milliseconds and nanoseconds side by side (jumpcloud-api.md §7.5).</remarks>
    public static DateTimeOffset? Parse(string? text)
    {
        if (string.IsNullOrEmpty(text)) return null;
        var dot = text.IndexOf('.', StringComparison.Ordinal);
        if (dot >= 0)
        {
            var end = dot + 1;
            while (end < text.Length && char.IsAsciiDigit(text[end])) end++;
            if (end - dot - 1 > FinestDigits) text = string.Concat(text.AsSpan(0, dot + 1 + FinestDigits), text.AsSpan(end));
        }

        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at : null;
    }

    /// <summary>RFC 3339 in UTC with milliseconds, as the console API writes it; finer where the time is finer.</summary>
    public static string Format(DateTimeOffset at) => at.UtcTicks % TimeSpan.TicksPerMillisecond == 0
        ? at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture)
        : at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'", CultureInfo.InvariantCulture);
}
