namespace Jumpgate.Server.Tests.Hosting;

public sealed class PassThroughTests(SharedHost shared) : IClassFixture<SharedHost>
{
    [Fact]
    public void C9_No_route_takes_a_path_of_JumpClouds_to_call()
    {
        var api = RouteWalk.Of(shared.Hub).Where(route => route.IsApi).ToList();

        api.Count.ShouldBeGreaterThan(40);
        api.ShouldAllBe(route => !route.Endpoint.RoutePattern.Parameters.Any(parameter => parameter.IsCatchAll));
        api.ShouldAllBe(route => !route.Pattern.Contains("proxy", StringComparison.OrdinalIgnoreCase) && !route.Pattern.Contains("passthrough", StringComparison.OrdinalIgnoreCase));
    }
}
