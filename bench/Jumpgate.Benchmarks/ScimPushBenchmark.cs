using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Jumpgate.Benchmarks;

/// <summary>The first push of a directory by JumpCloud's SCIM client, as the emulator plays it, with eight requests under way.</summary>
internal static class ScimPushBenchmark
{
    public static async Task MeasureAsync(Report report, string store, IEnumerable<int> sizes)
    {
        foreach (var users in sizes)
        {
            using var emulator = await Emulator.StartAsync($"--users {users} --groups {users / 100} --memberships {users * 10} --group-sizes equal --admins 1 --devices 0 --applications 1");
            using var hub = await Hub.StartAsync(store, emulator.Url);
            var made = await (await hub.Http.PostAsJsonAsync(
                "/v1/directories", new JsonObject { ["tenant"] = "default", ["source"] = "scim", ["provider"] = "jumpcloud", ["name"] = "bench" }))
                .EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonNode>();
            var (url, token) = (made!["endpointUrl"]!.GetValue<string>(), made["bearerToken"]!.GetValue<string>());
            Check(await emulator.ScimAsync(new JsonObject { ["do"] = "activate", ["baseUrl"] = url, ["token"] = token, ["parallel"] = 8, ["log"] = 0, ["events"] = false }));
            var watch = Stopwatch.StartNew();
            Check(await emulator.ScimAsync(new JsonObject { ["do"] = "bind-group", ["baseUrl"] = url, ["groups"] = "all" }));
            var seconds = watch.Elapsed.TotalSeconds;
            var (people, groups) = (await TotalAsync("Users"), await TotalAsync("Groups"));
            if (groups != users / 100) throw new InvalidOperationException($"{groups} groups arrived.");
            report.Add($"{store}: first push of {users:N0} users ({people:N0} in groups) and {users * 10:N0} memberships, 8 at once", seconds, "s");
            report.Add($"{store}: — users and memberships per second", (people + users * 10.0) / seconds, "/s");
            report.Add($"{store}: — server, peak", hub.Child.PeakMemory, "MiB");

            async Task<long> TotalAsync(string kind)
            {
                var load = new HttpLoad(hub.Http.BaseAddress!, token);
                return JsonNode.Parse(await load.OneAsync(load.Get(new Uri(url).AbsolutePath + $"/{kind}?count=0")))!["totalResults"]!.GetValue<long>();
            }
        }
    }

    private static void Check(JsonNode answer)
    {
        if (!answer["success"]!.GetValue<bool>()) throw new InvalidOperationException(answer.ToJsonString());
    }
}
