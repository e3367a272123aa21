using System.Globalization;

namespace Jumpgate.Emulator.Knobs;

/// <summary>Spans of time as people type them: <c>50ms</c>, <c>90s</c>, <c>15m</c>, <c>2h</c>, <c>7d</c>, or seconds without a unit.</summary>
internal static class Durations
{
    public static TimeSpan Parse(string text)
    {
        var digits = text.TrimEnd('m', 's', 'h', 'd');
        if (!double.TryParse(digits, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
            throw new FormatException($"not a duration: '{text}' (wanted for example 50ms, 90s, 15m, 2h, 7d)");
        return text[digits.Length..] switch
        {
            "ms" => TimeSpan.FromMilliseconds(number),
            "" or "s" => TimeSpan.FromSeconds(number),
            "m" => TimeSpan.FromMinutes(number),
            "h" => TimeSpan.FromHours(number),
            "d" => TimeSpan.FromDays(number),
            var unit => throw new FormatException($"no such unit of time: '{unit}'"),
        };
    }
}
