using System.Text.Json.Nodes;

namespace Jumpgate.Emulator.Tests.Clients;

/// <summary>Which organizations of a provider an administrator may see, as scripts of managed service providers change it.</summary>
public sealed class OrganizationLinksTests
{
    [Fact]
    public async Task An_administrator_is_given_a_second_organization_and_loses_it()
    {
        await using var emulator = await EmulatorClient.StartAsync(new() { Users = 3, Admins = 8, Organizations = 2 });
        var (home, second) = (emulator.Emulator.OrganizationIds[0], emulator.Emulator.OrganizationIds[1]);
        var links = $"/api/v2/administrators/{emulator.Emulator.World.AdminId(4)}/organizationlinks";
        async Task<int> SendAsync(HttpMethod method, string path, JsonObject? body)
        {
            using var answer = await emulator.SendAsync(method, path, body, request => request.Headers.Add("x-org-id", home));
            return (int)answer.StatusCode;
        }

        var first = await SendAsync(HttpMethod.Post, links, new() { ["organization"] = second });
        first.ShouldBeOneOf(201, 409);
        (await SendAsync(HttpMethod.Delete, $"{links}/{second}", null)).ShouldBe(204);
        (await SendAsync(HttpMethod.Delete, $"{links}/{second}", null)).ShouldBe(404);
        (await SendAsync(HttpMethod.Post, links, new() { ["organization"] = second })).ShouldBe(201);
        (await SendAsync(HttpMethod.Post, links, new() { ["organization"] = second })).ShouldBe(409);
    }
}
