using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Jumpgate.Benchmarks;

/// <summary>
/// A pushed directory of 10,000 users, 500 groups and one group of 10,000, asked and written by eight connections, against limits measured in
/// the same run: HTTP without a store, the store without HTTP.
/// </summary>
internal sealed class ScimBenchmarks(Report report, Hub hub, HttpLoad load, string path)
{
    private const int Connections = 8;
    private const int Users = 10_000;
    private const int Groups = 500;

    /// <summary>What the best durable server others offer did on such a machine, per second, and how far ahead of it to be.</summary>
    private const double Ahead = 8;
    private static readonly TimeSpan Warm = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Time = TimeSpan.FromSeconds(5);
    private string[] users = [];

    public static async Task MeasureAsync(Report report, string store)
    {
        using var hub = await Hub.StartAsync(store, "http://127.0.0.1:1");
        var made = await (await hub.Http.PostAsJsonAsync("/v1/directories", new JsonObject { ["tenant"] = "default", ["source"] = "scim", ["provider"] = "custom", ["name"] = "bench" }))
            .EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonNode>();
        var load = new HttpLoad(hub.Http.BaseAddress!, made!["bearerToken"]!.GetValue<string>());
        await new ScimBenchmarks(report, hub, load, new Uri(made["endpointUrl"]!.GetValue<string>()).AbsolutePath).RunAsync();
    }

    private async Task RunAsync()
    {
        // Once before, so that little is compiled while it is timed.
        await load.RunAsync(Connections, 201, Enumerable.Range(0, 3000).Select(n => load.Send("POST", path + "/Users", User("warm", n))));
        var creates = await load.RunAsync(Connections, 201, Enumerable.Range(0, Users).Select(n => load.Send("POST", path + "/Users", User("user", n))));
        users = [.. (await ListAsync("filter=userName%20sw%20%22user%22", Users)).Select(user => user["id"]!.GetValue<string>())];
        var (small, middle, large) = (await GroupAsync("Ten", 10), await GroupAsync("Five thousand", 5000), await GroupAsync("Ten thousand", Users));
        await load.RunAsync(Connections, 201, Enumerable.Range(0, Groups).Select(n => load.Send("POST", path + "/Groups", $$"""{"schemas":["urn:ietf:params:scim:schemas:core:2.0:Group"],"displayName":"Group {{n}}"}""")));

        var one = load.Get($"{path}/Users/{users[0]}");
        var plain = await PlainAsync(await load.OneAsync(one));
        var gets = await TimedAsync(200, n => load.Get($"{path}/Users/{users[n * 7919L % Users]}"));
        var filters = await TimedAsync(200, n => load.Get($"{path}/Users?filter=userName%20eq%20%22user{n * 7919L % Users}@example.com%22"));
        var plainFilter = await PlainAsync(await load.OneAsync(load.Get($"{path}/Users?filter=userName%20eq%20%22user1@example.com%22")));
        var lists = await TimedAsync(200, n => load.Get($"{path}/Users?startIndex={1 + n % 90 * 100}&count=100"));
        var patches = await TimedAsync(200, n => load.Send("PATCH", $"{path}/Users/{users[n * 7919L % Users]}", Patch($$"""{"op":"replace","path":"title","value":"Title {{n}}"}""")));
        var adds = await MembersAsync(middle);
        var (toSmall, toLarge) = (await OneByOneAsync(small), await OneByOneAsync(large));
        var whole = await load.RunAsync(1, Time, 200, _ => load.Get($"{path}/Groups/{large}"));
        var without = await load.RunAsync(1, Warm, 200, _ => load.Get($"{path}/Groups/{large}?excludedAttributes=members"));

        Compare("GET by id", gets, 1061);
        Compare("filter=userName eq", filters, 707);
        Compare("POST of a user", creates, 375);
        Compare("PATCH of a user", patches, 566);
        Compare("PATCH, one member into a group of 5,000", adds, 343);
        Compare("list of 100", lists, 108);
        if (hub.Database is null)
        {
            report.Add($"{hub.Store}: GET by id, share of Kestrel answering the same bytes ({plain.PerSecond:N0}/s)", 100 * gets.PerSecond / plain.PerSecond, "%", atLeast: 40);
            report.Add($"{hub.Store}: filter=userName eq, share of Kestrel answering the same bytes ({plainFilter.PerSecond:N0}/s)", 100 * filters.PerSecond / plainFilter.PerSecond, "%", atLeast: 40);
        }
        else
        {
            var select = await RawStore.SelectsAsync(hub.Database, Connections, Time);
            report.Add($"{hub.Store}: GET by id, share of a raw keyed SELECT ({select:N0}/s)", 100 * gets.PerSecond / select, "%", atLeast: 60);
            report.Add($"{hub.Store}: filter=userName eq, share of a raw keyed SELECT", 100 * filters.PerSecond / select, "%", atLeast: 60);
        }

        var insert = await RawStore.InsertsAsync(hub, Connections);
        report.Add($"{hub.Store}: POST of a user, share of durable inserts of the same rows ({insert:N0}/s)", 100 * creates.PerSecond / insert, "%", atLeast: 25);
        report.Add($"{hub.Store}: PATCH of a user, share of them", 100 * patches.PerSecond / insert, "%", atLeast: 25);
        report.Add($"{hub.Store}: one member into a group of 10,000 ÷ into one of 10 ({toSmall.Median:0.##} ms, medians)", toLarge.Median / toSmall.Median, "", atMost: 1.5);
        report.Add($"{hub.Store}: GET of the group of 10,000, p99", whole.P99, "ms", atMost: 100);
        report.Add($"{hub.Store}: — without members, p99", without.P99, "ms", atMost: 5);
        report.Add($"{hub.Store}: — server, peak", hub.Child.PeakMemory, "MiB");
    }

    private void Compare(string what, LoadResult result, double others) =>
        report.Add($"{hub.Store}: {what}, {Connections} connections (p99 {result.P99.ToString("0.#", CultureInfo.InvariantCulture)} ms; {Ahead} × {others:N0})", result.PerSecond, "/s", atLeast: Ahead * others);

    private async Task<LoadResult> TimedAsync(int status, Func<int, byte[]> request)
    {
        await load.RunAsync(Connections, Warm, status, request);
        return await load.RunAsync(Connections, Time, status, n => request(n + 1_000_000));
    }

    /// <summary>Each adds another user, who is not in the group yet.</summary>
    private async Task<LoadResult> MembersAsync(string group)
    {
        var n = 5000 - 1;
        return await load.RunAsync(Connections, 204, Enumerable.Range(0, 4500).Select(_ => Add(group, users[++n])));
    }

    /// <summary>One member after the other, by one client, in and out again: the group keeps its size.</summary>
    private async Task<LoadResult> OneByOneAsync(string group)
    {
        var extra = (await ListAsync("filter=userName%20sw%20%22warm%22", 3000)).Select(user => user["id"]!.GetValue<string>()).ToArray();
        List<double> adds = [];
        for (var n = 0; n < 600; n++)
        {
            var added = await load.RunAsync(1, 204, [Add(group, extra[n])]);
            await load.RunAsync(1, 204, [load.Send("PATCH", $"{path}/Groups/{group}", Patch($$"""{"op":"remove","path":"members[value eq \"{{extra[n]}}\"]"}"""))]);
            if (n >= 100) adds.AddRange(added.Milliseconds);
        }

        adds.Sort();
        return new LoadResult([.. adds], adds.Sum() / 1000);
    }

    private byte[] Add(string group, string user) => load.Send("PATCH", $"{path}/Groups/{group}", Patch($$"""{"op":"add","path":"members","value":[{"value":"{{user}}"}]}"""));

    private async Task<string> GroupAsync(string name, int members)
    {
        var answer = await load.OneAsync(load.Send("POST", path + "/Groups",
            $$"""{"schemas":["urn:ietf:params:scim:schemas:core:2.0:Group"],"displayName":"{{name}}","members":[{{string.Join(',', users.Take(members).Select(id => $$"""{"value":"{{id}}"}"""))}}]}"""));
        return JsonNode.Parse(answer)!["id"]!.GetValue<string>();
    }

    private async Task<List<JsonNode>> ListAsync(string query, int count)
    {
        List<JsonNode> all = [];
        while (all.Count < count)
        {
            var page = JsonNode.Parse(await load.OneAsync(load.Get($"{path}/Users?{query}&attributes=id&count=1000&startIndex={all.Count + 1}")))!;
            all.AddRange(page["Resources"]!.AsArray().Select(user => user!));
        }

        return all;
    }

    private static async Task<LoadResult> PlainAsync(byte[] answer)
    {
        var (child, origin) = await PlainAnswer.StartAsync(answer);
        using (child)
        {
            var plain = new HttpLoad(origin, "none");
            var request = plain.Get("/scim/00000000-0000-0000-0000-000000000000/v2/Users/00000000-0000-0000-0000-000000000000");
            await plain.RunAsync(Connections, Warm, 200, _ => request);
            return await plain.RunAsync(Connections, Time, 200, _ => request);
        }
    }

    private static string Patch(string operation) => $$"""{"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":[{{operation}}]}""";

    private static string User(string name, int n) => $$$"""
        {"schemas":["urn:ietf:params:scim:schemas:core:2.0:User","urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"],"userName":"{{{name}}}{{{n}}}@example.com","externalId":"{{{name}}}-{{{n}}}",
        "name":{"givenName":"Given{{{n}}}","familyName":"Family{{{n}}}"},"displayName":"Given{{{n}}} Family{{{n}}}","active":true,"emails":[{"value":"{{{name}}}{{{n}}}@example.com","type":"work","primary":true}],
        "title":"Engineer","urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":{"employeeNumber":"{{{n}}}","department":"Department {{{n % 20}}}"}}
        """;
}
