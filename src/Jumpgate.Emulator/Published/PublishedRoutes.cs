using System.Text.Json.Nodes;

namespace Jumpgate.Emulator.Published;

/// <summary>Answers the published routes that hold no state of their own: lists are empty until something is created, items are not found,
/// settings are empty, actions are accepted.</summary>
/// <param name="newId">Makes the id of a created object; told whether a UUID is wanted.</param>
/// <param name="exists">Says whether an object served elsewhere exists (collection name, id); null for collections not served elsewhere.</param>
internal sealed class PublishedRoutes(Func<bool, string> newId, Func<string, string, string, bool?> exists)
{
    private const int DefaultLimit = 10;
    private const int MaxLimit = 100;

    private readonly Dictionary<(string Organization, string Path), PublishedCollection> _collections = [];
    private readonly Dictionary<(string Organization, string Path), JsonObject> _settings = [];
    private readonly Lock _gate = new();

    /// <summary>The route a request belongs to, or null when it is in no specification.</summary>
    public static PublishedRoute? Find(string method, string path) => PublishedTable.Instance.Find(method, path);

    public PublishedAnswer Answer(PublishedRoute route, PublishedRequest request)
    {
        lock (_gate)
        {
            if (!ParentsExist(route, request))
                return PublishedAnswer.NotFound;
            return route.EndsInParameter ? Item(route, request) : Whole(route, request);
        }
    }

    private PublishedAnswer Whole(PublishedRoute route, PublishedRequest request)
    {
        var path = route.Path;
        if (route.Method == "GET" && !IsChangedInPlace(path) && ListIn(route.Answer()) is not null)
            return List(route, request);
        if (route.Method == "POST" && route.HasBody && PublishedTable.Instance.ItemOf(path) is { } item)
        {
            var empty = PublishedCollection.Merge(item.Answer() as JsonObject ?? [], route.Answer() as JsonObject ?? []);
            return new PublishedAnswer(route.Status, Collection(request, request.Path).Add(empty, request.Object, newId(item.Parameter == "UUID")));
        }
        if (PublishedTable.Instance.Named("GET", path)?.Answer() is JsonObject setting && route.Method is "GET" or "PUT" or "PATCH")
            return Setting(route, request, setting);
        return new PublishedAnswer(route.Status, route.Answer());
    }

    private PublishedAnswer List(PublishedRoute route, PublishedRequest request)
    {
        var answer = route.Answer()!;
        var collection = Collection(request, request.Path);
        var list = ListIn(answer)!;
        foreach (var item in collection.Page(Math.Max(0, request.Skip ?? 0), Math.Clamp(request.Limit ?? DefaultLimit, 1, MaxLimit)))
            list.Add(item);
        foreach (var total in new[] { "totalCount", "count" })
        {
            if (answer is JsonObject envelope && envelope.ContainsKey(total))
                envelope[total] = collection.Count;
        }
        return new PublishedAnswer(route.Status, answer, answer is JsonArray ? collection.Count : null);
    }

    private PublishedAnswer Item(PublishedRoute route, PublishedRequest request)
    {
        if (IsAlone(route, request))
            return new PublishedAnswer(route.Status, Named(route.Answer(), request.Path));
        var cut = request.Path.LastIndexOf('/');
        var (collection, key) = (Collection(request, request.Path[..cut]), request.Path[(cut + 1)..]);
        var item = route.Method switch
        {
            "GET" => collection.Find(key) is { } found ? PublishedCollection.Copy(found) : null,
            "PUT" or "PATCH" => collection.Change(key, request.Object),
            "DELETE" => collection.Remove(key),
            _ => [],
        };
        return item is null ? PublishedAnswer.NotFound : new PublishedAnswer(route.Status, route.Answer() is JsonArray list ? list : route.HasBody ? item : null);
    }

    /// <summary>Whether an item belongs to no collection of ours: it can be neither listed nor made, or it is served elsewhere.</summary>
    private bool IsAlone(PublishedRoute route, PublishedRequest request) =>
        Known(route.Path.Split('/'), request.Path.Split('/'), route.Length - 1, request.Organization) == true
        || (PublishedTable.Instance.Named("GET", route.Collection) is null && PublishedTable.Instance.Named("POST", route.Collection) is null);

    private static JsonNode? Named(JsonNode? answer, string path)
    {
        if (answer is JsonObject item && item.ContainsKey("id"))
            item["id"] = path[(path.LastIndexOf('/') + 1)..];
        return answer;
    }

    private PublishedAnswer Setting(PublishedRoute route, PublishedRequest request, JsonObject empty)
    {
        var key = (request.Organization, request.Path);
        if (!_settings.TryGetValue(key, out var setting))
            setting = empty;
        if (route.Method != "GET")
            _settings[key] = PublishedCollection.Merge(setting, request.Object);
        return new PublishedAnswer(route.Status, route.HasBody ? PublishedCollection.Copy(setting) : null);
    }

    /// <summary>Whether every object named on the way exists: those served elsewhere, and those created here.</summary>
    private bool ParentsExist(PublishedRoute route, PublishedRequest request)
    {
        var template = route.Path.Split('/');
        var parts = request.Path.Split('/');
        for (var i = 2; i < parts.Length; i++)
        {
            if (template[i][0] != '{')
                continue;
            if (Known(template, parts, i, request.Organization) is { } known)
            {
                if (!known)
                    return false;
            }
            else if (i < parts.Length - 1 && PublishedTable.Instance.Named("POST", string.Join('/', template[..i])) is { HasBody: true }
                && Collection(request, string.Join('/', parts[..i])).Find(parts[i]) is null)
            {
                return false;
            }
        }
        return true;
    }

    /// <summary>Only first-level collections are served elsewhere: <c>/api/v2/applications</c>, not <c>/api/v2/duo/accounts/{id}/applications</c>.</summary>
    private bool? Known(string[] template, string[] parts, int at, string organization) =>
        at == (template[2] == "v2" ? 4 : 3) ? exists(organization, template[at - 1], parts[at]) : null;

    private static bool IsChangedInPlace(string path) =>
        PublishedTable.Instance.Named("PUT", path) is not null || PublishedTable.Instance.Named("PATCH", path) is not null;

    private PublishedCollection Collection(PublishedRequest request, string path)
    {
        if (!_collections.TryGetValue((request.Organization, path), out var collection))
            _collections.Add((request.Organization, path), collection = new PublishedCollection());
        return collection;
    }

    /// <summary>The list of a list answer: the answer itself, or the first list of an envelope that also counts or holds nothing else.</summary>
    private static JsonArray? ListIn(JsonNode? answer) => answer switch
    {
        JsonArray list => list,
        JsonObject envelope when envelope.ContainsKey("totalCount") || envelope.ContainsKey("count") || envelope.Count == 1 => envelope.Select(field => field.Value).OfType<JsonArray>().FirstOrDefault(),
        _ => null,
    };
}

/// <summary>What of a request a stateless route looks at.</summary>
internal sealed record PublishedRequest(string Organization, string Path, JsonObject Object, int? Limit = null, int? Skip = null);
