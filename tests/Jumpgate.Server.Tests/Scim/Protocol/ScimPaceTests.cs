namespace Jumpgate.Server.Tests.Scim.Protocol;

public sealed class ScimPaceTests(ScimPaceTests.Slow shared) : IClassFixture<ScimPaceTests.Slow>
{
    [Fact]
    public async Task A_directory_that_is_asked_too_fast_waits_and_others_do_not()
    {
        var (hasty, calm) = (await PushedClient.StartAsync(shared.Hub), await PushedClient.StartAsync(shared.Hub));
        var replies = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => hasty.GetAsync("/Users?count=0")));
        replies.Count(reply => reply.Status == 200).ShouldBeInRange(5, 15);
        var refused = replies.First(reply => reply.Status != 200);
        refused.ShouldRefuse(429);
        refused.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(1));
        (await calm.GetAsync("/Users")).Status.ShouldBe(200);
        await JumpgateHost.WaitForAsync(() => hasty.GetAsync("/Users?count=0"), reply => reply.Status == 200);
    }

    public sealed class Slow : SharedHost
    {
        protected override JumpgateHostOptions Options => new() { Arguments = ["--Scim:RequestsPerSecond", "5"] };
    }
}
