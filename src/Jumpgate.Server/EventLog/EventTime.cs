using System.Globalization;

namespace Jumpgate.Server.EventLog;

/// <summary>Times of Directory Insights: RFC 3339 with none to nine decimals, cut to milliseconds.</summary>
internal static class EventTime
{
    private const int Decimals = 7;

    public static bool TryRead(string text, out long milliseconds)
    {
        milliseconds = 0;
        var dot = text.IndexOf('.', StringComparison.Ordinal);
        if (dot >= 0)
        {
            var end = dot + 1;
            while (end < text.Length && char.IsAsciiDigit(text[end]))
            {
                end++;
            }

            if (end - dot - 1 > Decimals)
            {
                text = text[..(dot + 1 + Decimals)] + text[end..];
            }
        }

        if (!DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at))
        {
            return false;
        }

        milliseconds = at.ToUnixTimeMilliseconds();
        return true;
    }
}
