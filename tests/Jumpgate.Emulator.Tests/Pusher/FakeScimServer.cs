using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace Jumpgate.Emulator.Tests.Pusher;

/// <summary>A request as it arrived.</summary>
internal sealed record Received(string Method, string Target, string? Authorization, string? ContentType, string? Accept, JsonObject? Body)
{
    /// <summary>Method and path below the base URL, unescaped.</summary>
    public string Line => $"{Method} {Uri.UnescapeDataString(Target.StartsWith(FakeScimServer.Base, StringComparison.Ordinal) ? Target[FakeScimServer.Base.Length..] : Target)}";

    public JsonArray Operations => Body![nameof(Operations)]!.AsArray();
}

/// <summary>A service provider after RFC 7644, strict where the RFC is: users, groups with members, filters by equality, PATCH in both versions' forms.</summary>
internal sealed partial class FakeScimServer : IAsyncDisposable
{
    public const string Base = "/scim/v2", Token = "fake-token";

    private readonly WebApplication _app;
    private readonly ConcurrentQueue<Received> _received = [];
    private readonly Lock _gate = new();
    private readonly Dictionary<string, string> _idsByName = new(StringComparer.OrdinalIgnoreCase);
    private int _next;
    private int _count;

    private FakeScimServer(WebApplication app) => _app = app;

    public string Url => _app.Urls.First() + Base;

    public Dictionary<string, JsonObject> Users { get; } = [];

    public Dictionary<string, (string Name, HashSet<string> Members)> Groups { get; } = [];

    /// <summary>Requests in order of arrival; those of a load are only counted.</summary>
    public IReadOnlyList<Received> Requests => [.. _received];

    public IReadOnlyList<string> Lines => [.. _received.Select(r => r.Line)];

    public int Count => _count;

    public bool Records { get; set; } = true;

    /// <summary>Answers instead of the server where it returns a result.</summary>
    public Func<Received, IResult?>? Interfere { get; set; }

    /// <summary>Changes what is answered about a resource.</summary>
    public Action<JsonObject>? Distort { get; set; }

    public static async Task<FakeScimServer> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var server = new FakeScimServer(app);
        app.Run(server.HandleAsync);
        await app.StartAsync();
        return server;
    }

    public void Clear() => _received.Clear();

    public JsonObject User(string userName) => Users.Values.Single(u => (string?)u["userName"] == userName);

    public HashSet<string> MembersOf(string group) => Groups.Values.Single(g => g.Name == group).Members;

    /// <summary>Names of a group's members.</summary>
    public IEnumerable<string> NamesIn(string group) => MembersOf(group).Select(id => (string)Users[id]["userName"]!).Order(StringComparer.Ordinal);

    /// <summary>A user or group somebody else made.</summary>
    public string Put(JsonObject resource)
    {
        var id = Create(resource, resource["userName"] is null ? "/Groups" : "/Users").Id;
        return id!;
    }

    public async ValueTask DisposeAsync()
    {
        using var soon = new CancellationTokenSource(TimeSpan.FromSeconds(1));
        await _app.StopAsync(soon.Token);
        await _app.DisposeAsync();
    }

    private async Task HandleAsync(HttpContext http)
    {
        Interlocked.Increment(ref _count);
        var request = http.Request;
        var body = request.ContentLength is > 0 ? await JsonNode.ParseAsync(request.Body) as JsonObject : null;
        var received = new Received(
            request.Method, http.Features.Get<IHttpRequestFeature>()!.RawTarget, request.Headers.Authorization, request.ContentType, request.Headers.Accept, body);
        if (Records)
            _received.Enqueue(received);
        var result = Interfere?.Invoke(received)
            ?? (request.Headers.Authorization != $"Bearer {Token}" ? Error(401, "who are you?") : Answer(received.Method, request.Path, request.Query["filter"], request.Query["startIndex"], request.Query["count"], body));
        await result.ExecuteAsync(http);
    }

    public static IResult Error(int status, string detail, string? type = null) => Json(status, new JsonObject
    {
        ["schemas"] = new JsonArray("urn:ietf:params:scim:api:messages:2.0:Error"),
        ["status"] = status.ToString(CultureInfo.InvariantCulture),
        ["scimType"] = type,
        ["detail"] = detail,
    });

    private IResult Answer(string method, string path, string? filter, string? start, string? count, JsonObject? body)
    {
        lock (_gate)
        {
            var parts = path.StartsWith(Base + "/", StringComparison.Ordinal) ? path[(Base.Length + 1)..].Split('/') : [];
            if (parts is not (["Users" or "Groups"] or ["Users" or "Groups", _]))
                return Error(404, "no such endpoint");
            var users = parts[0] == "Users";
            if (parts.Length == 1)
                return method == "GET" ? List(users, filter, start, count) : method == "POST" ? Create(body!, "/" + parts[0]).Result : Error(405, "no");
            var id = parts[1];
            if (users ? !Users.ContainsKey(id) : !Groups.ContainsKey(id))
                return Error(404, $"{id} not found");
            switch (method)
            {
                case "DELETE":
                    Delete(users, id);
                    return Results.StatusCode(204);
                case "PUT":
                    Replace(users, id, body!);
                    break;
                case "PATCH" when users:
                    PatchUser(Users[id], body!);
                    break;
                case "PATCH":
                    PatchGroup(id, body!);
                    break;
            }

            return Json(200, Show(users, id));
        }
    }

    private IResult List(bool users, string? filter, string? start, string? count)
    {
        IEnumerable<string> ids = users ? Users.Keys : Groups.Keys;
        if (filter is not null)
        {
            var match = Equality().Match(filter);
            if (!match.Success || match.Groups[1].Value != (users ? "userName" : "displayName"))
                return Error(400, $"cannot filter by {filter}", "invalidFilter");
            var value = JsonNode.Parse(match.Groups[2].Value)!.GetValue<string>();
            ids = users ? (_idsByName.TryGetValue(value, out var id) ? [id] : []) : Groups.Where(g => g.Value.Name == value).Select(g => g.Key);
        }

        var all = ids.ToList();
        var first = start is null ? 1 : int.Parse(start, CultureInfo.InvariantCulture);
        var page = all.Skip(first - 1).Take(count is null ? 100 : int.Parse(count, CultureInfo.InvariantCulture));
        return Json(200, new JsonObject
        {
            ["schemas"] = new JsonArray("urn:ietf:params:scim:api:messages:2.0:ListResponse"),
            ["totalResults"] = all.Count,
            ["startIndex"] = first,
            ["Resources"] = new JsonArray([.. page.Select(id => (JsonNode)Show(users, id))]),
        });
    }

    private (IResult Result, string? Id) Create(JsonObject body, string path)
    {
        var id = $"{(path == "/Users" ? 'u' : 'g')}{++_next}";
        if (path == "/Users")
        {
            if (!_idsByName.TryAdd((string)body["userName"]!, id))
                return (Error(409, "userName is taken", "uniqueness"), null);
            Users[id] = (JsonObject)body.DeepClone();
        }
        else
        {
            Groups[id] = ((string)body["displayName"]!, [.. Values(body["members"])]);
        }

        return (Json(201, Show(path == "/Users", id)), id);
    }

    private void Delete(bool users, string id)
    {
        if (!users)
        {
            Groups.Remove(id);
            return;
        }

        _idsByName.Remove((string)Users[id]["userName"]!);
        Users.Remove(id);
        foreach (var group in Groups.Values)
            group.Members.Remove(id);
    }

    private void Replace(bool users, string id, JsonObject body)
    {
        if (users)
        {
            _idsByName.Remove((string)Users[id]["userName"]!);
            Users[id] = (JsonObject)body.DeepClone();
            _idsByName[(string)body["userName"]!] = id;
        }
        else
        {
            Groups[id] = ((string)body["displayName"]!, [.. Values(body["members"])]);
        }
    }

    private static void PatchUser(JsonObject user, JsonObject body)
    {
        foreach (var operation in body["Operations"] as JsonArray ?? [])
            Set(user, (string)operation!["path"]!, (string?)operation["op"] == "remove" ? null : operation["value"]);
        if (body["Operations"] is null)
        {
            foreach (var (name, value) in body.Where(p => p.Key is not ("schemas" or "meta")))
                user[name] = value?.DeepClone();
        }
    }

    private void PatchGroup(string id, JsonObject body)
    {
        var (name, members) = Groups[id];
        foreach (var operation in body["Operations"] as JsonArray ?? [])
        {
            var (op, path) = ((string?)operation!["op"], (string?)operation["path"]);
            if (path == "displayName")
                name = (string)operation["value"]!;
            else if (path == "members" && op == "add")
                members.UnionWith(Values(operation["value"]));
            else if (path == "members" && op == "remove")
                members.ExceptWith(Values(operation["value"]));
            else if (path is not null && MemberFilter().Match(path) is { Success: true } match && op == "remove")
                members.Remove(match.Groups[1].Value);
        }

        if (body["Operations"] is null)
        {
            name = (string?)body["displayName"] ?? name;
            foreach (var member in body["members"] as JsonArray ?? [])
                _ = (string?)member!["operation"] == "delete" ? members.Remove((string)member["value"]!) : members.Add((string)member["value"]!);
        }

        Groups[id] = (name, members);
    }

    private static void Set(JsonObject user, string path, JsonNode? value)
    {
        var parent = user;
        var rest = path;
        if (path.StartsWith("urn:", StringComparison.Ordinal))
        {
            var colon = path.LastIndexOf(':');
            parent = (JsonObject)(user[path[..colon]] ??= new JsonObject());
            rest = path[(colon + 1)..];
        }

        foreach (var part in rest.Split('.')[..^1])
            parent = (JsonObject)(parent[part] ??= new JsonObject());
        var name = rest.Split('.')[^1];
        if (value is null)
            parent.Remove(name);
        else
            parent[name] = value.DeepClone();
    }

    private JsonObject Show(bool users, string id)
    {
        var resource = users
            ? (JsonObject)Users[id].DeepClone()
            : new JsonObject
            {
                ["schemas"] = new JsonArray("urn:ietf:params:scim:schemas:core:2.0:Group"),
                ["displayName"] = Groups[id].Name,
                ["members"] = new JsonArray([.. Groups[id].Members.Select(m => (JsonNode)new JsonObject { ["value"] = m })]),
            };
        resource["id"] = id;
        resource["meta"] = new JsonObject { ["resourceType"] = users ? "User" : "Group" };
        Distort?.Invoke(resource);
        return resource;
    }

    private static IEnumerable<string> Values(JsonNode? members) => members?.AsArray().Select(m => (string)m!["value"]!) ?? [];

    public static IResult Json(int status, JsonObject body) => Results.Text(body.ToJsonString(), "application/scim+json", null, status);

    [GeneratedRegex("^(\\w+) eq (\".*\")$")]
    private static partial Regex Equality();

    [GeneratedRegex("^members\\[value eq \"([^\"]*)\"\\]$")]
    private static partial Regex MemberFilter();
}
