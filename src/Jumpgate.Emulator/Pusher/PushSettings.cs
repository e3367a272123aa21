using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;
using Jumpgate.Emulator.Knobs;

namespace Jumpgate.Emulator.Pusher;

internal enum Verb
{
    Put,
    Patch,
}

internal enum MemberRemoval
{
    Values,
    Filter,
    Put,
}

internal enum Farewell
{
    Deactivate,
    Delete,
}

internal enum ExtraSlash
{
    None,
    Base,
    Path,
}

/// <summary>
/// What an administrator sets on the page Identity Management, and the habits JumpCloud has not published (reference §8): each reading is a setting.
/// </summary>
internal sealed record PushSettings
{
    /// <summary>Name in JSON, how it is read, how it is shown.</summary>
    public static readonly IReadOnlyList<(string Name, Func<PushSettings, JsonNode, PushSettings> Set, Func<PushSettings, JsonNode?> Show)> All =
    [
        ("version", (s, n) => s with { Old = Choice(n, "version", ("2.0", false), ("1.1", true)) }, s => s.Old ? "1.1" : "2.0"),
        ("testUserEmail", (s, n) => s with { TestUserEmail = Text(n, "testUserEmail") }, s => s.TestUserEmail),
        ("manageGroups", (s, n) => s with { ManageGroups = Flag(n, "manageGroups") }, s => s.ManageGroups),
        ("update", (s, n) => s with { Update = Verbs(n, "update") }, s => Name(s.Update)),
        ("groupUpdate", (s, n) => s with { GroupUpdate = Verbs(n, "groupUpdate") }, s => Name(s.GroupUpdate)),
        ("memberRemoval",
            (s, n) => s with { MemberRemoval = Choice(n, "memberRemoval", ("values", MemberRemoval.Values), ("filter", MemberRemoval.Filter), ("put", MemberRemoval.Put)) },
            s => Name(s.MemberRemoval)),
        ("repeatAdds", (s, n) => s with { RepeatAdds = Flag(n, "repeatAdds") }, s => s.RepeatAdds),
        ("membersPerRequest", (s, n) => s with { MembersPerRequest = Number(n, "membersPerRequest", 1, 100_000) }, s => s.MembersPerRequest),
        ("detach", (s, n) => s with { EmptyOnDetach = Choice(n, "detach", ("members", true), ("keep", false)) }, s => s.EmptyOnDetach ? "members" : "keep"),
        ("deprovision", (s, n) => s with { Deprovision = Farewells(n, "deprovision") }, s => Name(s.Deprovision)),
        ("delete", (s, n) => s with { Delete = Farewells(n, "delete") }, s => Name(s.Delete)),
        ("order", (s, n) => s with { GroupsFirst = Choice(n, "order", ("users-first", false), ("groups-first", true)) }, s => s.GroupsFirst ? "groups-first" : "users-first"),
        ("userName", (s, n) => s with { UserNameField = Choice(n, "userName", ("username", "username"), ("email", "email")) }, s => s.UserNameField),
        ("attributes", (s, n) => s with { Enterprise = Choice(n, "attributes", ("core", false), ("enterprise", true)) }, s => s.Enterprise ? "enterprise" : "core"),
        ("mapping", (s, n) => s with { Mapping = Map(n) }, s => s.Mapping.DeepClone()),
        ("contentType", (s, n) => s with { ContentType = Media(n) }, s => s.ContentType),
        ("trailingSlash",
            (s, n) => s with { TrailingSlash = Choice(n, "trailingSlash", ("none", ExtraSlash.None), ("base", ExtraSlash.Base), ("path", ExtraSlash.Path)) },
            s => Name(s.TrailingSlash)),
        ("strictTypes", (s, n) => s with { StrictTypes = Flag(n, "strictTypes") }, s => s.StrictTypes),
        ("parallel", (s, n) => s with { Parallel = Number(n, "parallel", 1, 256) }, s => s.Parallel),
        ("retries", (s, n) => s with { Retries = Number(n, "retries", 0, 100) }, s => s.Retries),
        ("retryDelay", (s, n) => s with { RetryDelay = Span(n) }, s => Name(s.RetryDelay)),
        ("maxRetryDelay", (s, n) => s with { MaxRetryDelay = Span(n) }, s => Name(s.MaxRetryDelay)),
        ("timeout", (s, n) => s with { Timeout = Span(n) is var wait && wait > TimeSpan.Zero ? wait : throw new FormatException("timeout must be more than nothing") }, s => Name(s.Timeout)),
        ("stopAfter", (s, n) => s with { StopAfter = Number(n, "stopAfter", 0, int.MaxValue) }, s => s.StopAfter),
        ("events", (s, n) => s with { Events = Flag(n, "events") }, s => s.Events),
        ("log", (s, n) => s with { Log = Number(n, "log", 0, 100_000) }, s => s.Log),
    ];

    public string Token { get; init; } = "";

    /// <summary>SCIM 1.1 instead of 2.0.</summary>
    public bool Old { get; init; }

    public string? TestUserEmail { get; init; }

    /// <summary>JumpCloud's toggle "Enable management of User Groups and Group Membership".</summary>
    public bool ManageGroups { get; init; } = true;

    public Verb Update { get; init; }

    public Verb GroupUpdate { get; init; } = Verb.Patch;

    public MemberRemoval MemberRemoval { get; init; }

    /// <summary>A changed group's present members are added once more.</summary>
    public bool RepeatAdds { get; init; }

    public int MembersPerRequest { get; init; } = 100;

    /// <summary>A detached group loses its members by an update; otherwise it is left as it is.</summary>
    public bool EmptyOnDetach { get; init; } = true;

    /// <summary>For people who are suspended or in no bound group any more.</summary>
    public Farewell Deprovision { get; init; }

    /// <summary>For people deleted in JumpCloud.</summary>
    public Farewell Delete { get; init; } = Farewell.Delete;

    public bool GroupsFirst { get; init; }

    public string UserNameField { get; init; } = "username";

    public bool Enterprise { get; init; }

    /// <summary>SCIM path to JumpCloud field; null takes a path out of the map.</summary>
    public JsonObject Mapping { get; init; } = [];

    public string ContentType { get; init; } = "application/scim+json";

    public ExtraSlash TrailingSlash { get; init; }

    public bool StrictTypes { get; init; } = true;

    public int Parallel { get; init; } = 1;

    public int Retries { get; init; } = 3;

    /// <summary>Before the first repetition; it doubles with each. A Retry-After of the target goes before.</summary>
    public TimeSpan RetryDelay { get; init; } = TimeSpan.FromMilliseconds(500);

    public TimeSpan MaxRetryDelay { get; init; } = TimeSpan.FromSeconds(30);

    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>A target that failed this many times in a row is left alone; 0 for never.</summary>
    public int StopAfter { get; init; } = 25;

    /// <summary>Tells Directory Insights of every request.</summary>
    public bool Events { get; init; } = true;

    /// <summary>How many requests the answer lists; failures are listed beyond it.</summary>
    public int Log { get; init; } = 1000;

    /// <summary>Takes over the settings that are named in the order.</summary>
    public PushSettings With(JsonObject order)
    {
        var settings = order["token"] is { } token ? this with { Token = Secret(token) } : this;
        foreach (var (name, set, _) in All)
        {
            if (order[name] is { } value)
                settings = set(settings, value);
        }

        return settings;
    }

    public JsonObject ToJson()
    {
        var json = new JsonObject();
        foreach (var (name, _, show) in All)
            json[name] = show(this);
        return json;
    }

    private static string Name<T>(T value)
        where T : struct, Enum => value switch
        {
            Verb.Put or MemberRemoval.Put => "put",
            Verb.Patch => "patch",
            MemberRemoval.Values => "values",
            MemberRemoval.Filter => "filter",
            Farewell.Deactivate => "deactivate",
            Farewell.Delete => "delete",
            ExtraSlash.Base => "base",
            ExtraSlash.Path => "path",
            _ => "none",
        };

    private static string Name(TimeSpan span) => $"{span.TotalMilliseconds}ms";

    private static T Choice<T>(JsonNode node, string name, params (string Text, T Value)[] choices)
    {
        var text = node.GetValueKind() is JsonValueKind.True or JsonValueKind.False ? null : node.ToString();
        foreach (var (choice, value) in choices)
        {
            if (choice.Equals(text, StringComparison.OrdinalIgnoreCase))
                return value;
        }

        throw new FormatException($"{name} must be one of {string.Join(", ", choices.Select(c => c.Text))}");
    }

    private static Verb Verbs(JsonNode node, string name) => Choice(node, name, ("put", Verb.Put), ("patch", Verb.Patch));

    private static Farewell Farewells(JsonNode node, string name) => Choice(node, name, ("deactivate", Farewell.Deactivate), ("delete", Farewell.Delete));

    private static bool Flag(JsonNode node, string name) => node.GetValueKind() switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => throw new FormatException($"{name} must be true or false"),
    };

    private static int Number(JsonNode node, string name, int least, int most)
        => node is JsonValue value && value.TryGetValue<int>(out var number) && number >= least && number <= most
            ? number
            : throw new FormatException($"{name} must be a whole number from {least} to {most}");

    private static string Secret(JsonNode node)
        => Text(node, "token") is { } token && token.All(c => c is > ' ' and <= '~') ? token : throw new FormatException("token must be printable ASCII without spaces");

    private static string? Text(JsonNode node, string name)
        => node is JsonValue value && value.TryGetValue<string>(out var text) ? (text.Length == 0 ? null : text) : throw new FormatException($"{name} must be a string");

    private static TimeSpan Span(JsonNode node)
    {
        try
        {
            var span = Durations.Parse(node.ToString());
            return span >= TimeSpan.Zero && span <= TimeSpan.FromDays(1) ? span : throw new FormatException($"a duration from nothing to a day was expected, not {node}");
        }
        catch (Exception wild) when (wild is OverflowException or ArgumentException)
        {
            throw new FormatException($"not a duration: {node}");
        }
    }

    private static string Media(JsonNode node)
        => MediaTypeHeaderValue.TryParse(node.ToString(), out var media) ? media.ToString() : throw new FormatException("contentType must be a media type");

    private static JsonObject Map(JsonNode node)
        => node is JsonObject map && map.All(p => p.Value is null || p.Value.GetValueKind() == JsonValueKind.String)
            ? (JsonObject)map.DeepClone()
            : throw new FormatException("mapping must be an object of SCIM paths with the name of a JumpCloud field, or null, each");
}
