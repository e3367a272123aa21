using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Jumpgate.Emulator.Tests.Pusher;

[Collection(Alone.Name)]
public sealed class LargePushTests
{
    private int _users;
    private int _members;
    private int _inFlight;
    private int _most;

    [Fact]
    public async Task A_large_push_by_eight_at_once_arrives_whole_and_keeps_little_in_memory()
    {
        const int Users = 20_000, Memberships = 200_000;
        await using var emulator = await RunningEmulator.StartAsync(
            new() { Users = Users, Groups = 100, Memberships = Memberships, GroupSizes = GroupSizes.Equal, Applications = 0, Devices = 0 });
        await using var target = await FakeScimServer.StartAsync();
        target.Records = false;
        target.Interfere = Count;
        var order = new JsonObject { ["do"] = "bind-group", ["group"] = "all", ["baseUrl"] = target.Url, ["token"] = "t", ["parallel"] = 8, ["log"] = 0, ["events"] = false };
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var answer = await emulator.ScimAsync(order);
        var kept = GC.GetTotalMemory(forceFullCollection: true) - before;

        ((bool)answer["success"]!).ShouldBeTrue(answer.ToJsonString());
        _users.ShouldBe((int)answer["users"]!["created"]!);

        // The odd one is in no group.
        (_users + (int)answer["users"]!["skipped"]!).ShouldBeInRange(Users - 20, Users);
        _members.ShouldBe((int)answer["memberships"]!["added"]!);
        _members.ShouldBeGreaterThan(Memberships * 9 / 10);
        _most.ShouldBeInRange(2, 8);
        (kept / Users).ShouldBeLessThan(1200, "bytes of memory for each person");
    }

    /// <summary>A target that keeps nothing.</summary>
    private IResult Count(Received request)
    {
        var now = Interlocked.Increment(ref _inFlight);
        for (var most = _most; now > most; most = _most)
            Interlocked.CompareExchange(ref _most, now, most);
        try
        {
            if (request.Method == "GET")
                return FakeScimServer.Json(200, new JsonObject { ["totalResults"] = 0 });
            if (request.Line == "POST /Users")
                return FakeScimServer.Json(201, new JsonObject { ["id"] = $"u{Interlocked.Increment(ref _users)}" });
            var members = (request.Body!["members"] ?? request.Operations[0]!["value"])!.AsArray().Count;
            Interlocked.Add(ref _members, members);
            return request.Method == "POST" ? FakeScimServer.Json(201, new JsonObject { ["id"] = Guid.NewGuid().ToString() }) : Results.StatusCode(204);
        }
        finally
        {
            Interlocked.Decrement(ref _inFlight);
        }
    }
}
