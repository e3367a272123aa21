using System.Text.Json;
using System.Text.Json.Nodes;

namespace Jumpgate.Ocsf.Tests;

/// <summary>Events of the samples, and small changes to them.</summary>
internal static class Events
{
    /// <summary>A sample of samples/jumpcloud/events by file name.</summary>
    public static string Sample(string name) => File.ReadAllText(Repository.PathOf("samples", "jumpcloud", "events", name + ".json")).TrimEnd('\n');

    public static IReadOnlyList<string> Names { get; } =
        [.. Directory.GetFiles(Repository.PathOf("samples", "jumpcloud", "events"), "*.json").Select(file => Path.GetFileNameWithoutExtension(file)!).Order(StringComparer.Ordinal)];

    /// <summary>The sample with members set; null takes one away.</summary>
    public static string Sample(string name, params (string Member, object? Value)[] changes)
    {
        var sample = JsonNode.Parse(Sample(name))!.AsObject();
        foreach (var (member, value) in changes)
        {
            if (value is null) sample.Remove(member);
            else sample[member] = value is string { Length: > 0 } json && json[0] is '{' or '[' ? JsonNode.Parse((string)value) : JsonSerializer.SerializeToNode(value);
        }

        return sample.ToJsonString();
    }

    public static int Int(this JsonNode record, string member) => record[member]!.GetValue<int>();

    public static string? Text(this JsonNode record, params string[] path)
    {
        JsonNode? at = record;
        foreach (var name in path) at = at?[name];
        return at?.GetValue<string>();
    }
}
