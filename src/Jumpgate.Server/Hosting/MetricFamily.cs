using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text;

namespace Jumpgate.Server.Hosting;

/// <summary>One metric with its series, in Prometheus' words.</summary>
internal sealed class MetricFamily
{
    private const int MaxSeries = 2000;
    private static readonly double[] Bounds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];

    private readonly Dictionary<string, Series> _series = new(StringComparer.Ordinal);

    /// <summary>Series by the tags as they came, so that no text is made of them each time.</summary>
    private readonly Dictionary<int, (KeyValuePair<string, object?>[] Tags, Series Series)> _seen = [];
    private readonly string? _help;
    private readonly string _type;
    private readonly bool _adds;

    public MetricFamily(string name, Instrument instrument)
    {
        Name = name;
        _help = instrument.Description;
        var kind = instrument.GetType().Name;
        _adds = kind.StartsWith("Counter", StringComparison.Ordinal) || kind.StartsWith("UpDownCounter", StringComparison.Ordinal);
        _type = kind.StartsWith("Histogram", StringComparison.Ordinal) ? "histogram"
            : kind.StartsWith("Counter", StringComparison.Ordinal) || kind.StartsWith("ObservableCounter", StringComparison.Ordinal) ? "counter"
            : "gauge";
    }

    public string Name { get; }

    public static string NameOf(Instrument instrument)
    {
        var name = Clean(instrument.Name);
        var unit = instrument.Unit switch { "s" => "_seconds", "By" => "_bytes", "ms" => "_milliseconds", _ => "" };
        if (!name.EndsWith(unit, StringComparison.Ordinal)) name += unit;
        var counts = instrument.GetType().Name is var kind
            && (kind.StartsWith("Counter", StringComparison.Ordinal) || kind.StartsWith("ObservableCounter", StringComparison.Ordinal));
        return counts && !name.EndsWith("_total", StringComparison.Ordinal) ? name + "_total" : name;
    }

    public void Take(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (SeriesOf(tags) is not { } series) return;
        if (series.Buckets is { } buckets)
        {
            series.Sum += value;
            series.Count++;
            for (var i = 0; i < Bounds.Length; i++)
            {
                if (value <= Bounds[i]) buckets[i]++;
            }
        }
        else
        {
            series.Sum = _adds ? series.Sum + value : value;
        }
    }

    public void Write(StringBuilder text)
    {
        if (_series.Count == 0) return;
        if (_help is not null) text.Append(CultureInfo.InvariantCulture, $"# HELP {Name} {_help.ReplaceLineEndings(" ")}\n");
        text.Append(CultureInfo.InvariantCulture, $"# TYPE {Name} {_type}\n");
        foreach (var (labels, series) in _series)
        {
            if (series.Buckets is not { } buckets)
            {
                text.Append(CultureInfo.InvariantCulture, $"{Name}{(labels.Length == 0 ? "" : "{" + labels + "}")} {series.Sum}\n");
                continue;
            }

            var more = labels.Length == 0 ? "" : labels + ",";
            for (var i = 0; i < Bounds.Length; i++)
                text.Append(CultureInfo.InvariantCulture, $"{Name}_bucket{{{more}le=\"{Bounds[i]}\"}} {buckets[i]}\n");
            text.Append(CultureInfo.InvariantCulture, $"{Name}_bucket{{{more}le=\"+Inf\"}} {series.Count}\n");
            var own = labels.Length == 0 ? "" : "{" + labels + "}";
            text.Append(CultureInfo.InvariantCulture, $"{Name}_sum{own} {series.Sum}\n{Name}_count{own} {series.Count}\n");
        }
    }

    private Series? SeriesOf(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var hash = default(HashCode);
        foreach (var (key, value) in tags)
        {
            hash.Add(key);
            hash.Add(value);
        }

        var code = hash.ToHashCode();
        if (_seen.TryGetValue(code, out var seen) && AreSame(tags, seen.Tags)) return seen.Series;
        var labels = Labels(tags);
        if (!_series.TryGetValue(labels, out var series))
        {
            if (_series.Count >= MaxSeries) return null;
            _series[labels] = series = new Series(_type == "histogram" ? new long[Bounds.Length] : null);
        }

        if (_seen.Count < MaxSeries) _seen[code] = (tags.ToArray(), series);
        return series;
    }

    private static bool AreSame(ReadOnlySpan<KeyValuePair<string, object?>> tags, KeyValuePair<string, object?>[] others)
    {
        if (tags.Length != others.Length) return false;
        for (var i = 0; i < others.Length; i++)
            if (tags[i].Key != others[i].Key || !Equals(tags[i].Value, others[i].Value)) return false;
        return true;
    }

    private static string Labels(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (tags.IsEmpty) return "";
        List<string> labels = [];
        foreach (var (key, value) in tags)
        {
            var text = Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
            text = text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).ReplaceLineEndings("\\n");
            labels.Add($"{Clean(key)}=\"{text}\"");
        }

        labels.Sort(StringComparer.Ordinal);
        return string.Join(',', labels);
    }

    private static string Clean(string name) => string.Concat(name.Select(c => char.IsAsciiLetterOrDigit(c) || c == '_' ? c : '_'));

    private sealed class Series(long[]? buckets)
    {
        public long[]? Buckets { get; } = buckets;

        public double Sum { get; set; }

        public long Count { get; set; }
    }
}
