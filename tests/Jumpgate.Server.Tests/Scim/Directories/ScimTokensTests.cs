using System.Net;
using System.Security.Cryptography;
using System.Text;
using Jumpgate.Contracts;
using Jumpgate.Server.Data;
using Microsoft.Extensions.DependencyInjection;

namespace Jumpgate.Server.Tests.Scim.Directories;

public sealed class ScimTokensTests(ScimTokensTests.OwnClock shared) : IClassFixture<ScimTokensTests.OwnClock>
{
    private JumpgateHost Hub => shared.Hub;

    [Fact]
    public async Task S4_4_Only_a_living_token_of_the_directory_opens_its_endpoint()
    {
        var (pushed, other) = (await PushedClient.StartAsync(Hub), await PushedClient.StartAsync(Hub));
        var tokens = $"/v1/directories/{pushed.Directory.Id}/tokens";
        var revoked = await Hub.Admin.PostAsync<ScimToken>(tokens, new { name = "old" });
        var brief = await Hub.Admin.PostAsync<ScimToken>(tokens, new { expiresAt = shared.Clock.GetUtcNow().AddMinutes(1) });
        foreach (var token in (string[])[revoked.BearerToken!, brief.BearerToken!]) (await AskAsync(pushed, $"Bearer {token}")).Status.ShouldBe(200);
        (await Hub.Admin.DeleteAsync($"{tokens}/{revoked.Id}")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        shared.Clock.Advance(TimeSpan.FromMinutes(2));

        string?[] refused =
        [
            null, "", "Bearer", "Bearer ", "Bearer wrong", $"Bearer {new string('x', 5000)}", $"Bearer {pushed.Directory.BearerToken[..^1]}x", "Basic Ym9iOmJvYg==",
            $"Bearer {other.Directory.BearerToken}", $"Bearer {JumpgateHost.AdminKey}", $"Bearer {revoked.BearerToken}", $"Bearer {brief.BearerToken}",
        ];
        foreach (var header in refused)
        {
            foreach (var path in (string[])["/Users", "/ServiceProviderConfig", "/Nothing"])
            {
                var reply = await AskAsync(pushed, header, path);
                reply.ShouldRefuse(401);
                reply.Headers.WwwAuthenticate.ShouldHaveSingleItem().Scheme.ShouldBe("Bearer");
            }
        }

        (await AskAsync(pushed, $"Bearer {pushed.Directory.BearerToken}")).Status.ShouldBe(200);
        (await AskAsync(pushed, $"bearer {pushed.Directory.BearerToken}")).Status.ShouldBe(200);
        (await StoredAsync(pushed.Directory.BearerToken)).ShouldBeFalse("A token stands in the store as it is, or as its bare hash.");
    }

    [Fact]
    public async Task Tokens_overlap_for_a_rotation_and_tell_their_last_use()
    {
        var pushed = await PushedClient.StartAsync(Hub);
        var tokens = $"/v1/directories/{pushed.Directory.Id}/tokens";
        var second = await Hub.Admin.PostAsync<ScimToken>(tokens, new { name = "next" });
        second.BearerToken!.ShouldEndWith(second.Suffix);
        (await AskAsync(pushed, $"Bearer {second.BearerToken}")).Status.ShouldBe(200);

        var listed = await JumpgateHost.WaitForAsync(
            async () => (await Hub.Admin.GetAsync<Page<ScimToken>>(tokens)).Items, items => items.Any(token => token.Id == second.Id && token.LastUsedAt is not null));
        listed.Select(token => token.Id).ShouldBe([pushed.Directory.TokenId, second.Id]);
        listed.ShouldAllBe(token => token.BearerToken == null && token.RevokedAt == null && token.CreatedBy.StartsWith("key:"));
        listed[0].LastUsedAt.ShouldBeNull();
        (await Hub.Admin.DeleteAsync($"{tokens}/{pushed.Directory.TokenId}")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await pushed.GetAsync("/Users")).ShouldRefuse(401);
        (await AskAsync(pushed, $"Bearer {second.BearerToken}")).Status.ShouldBe(200);
        (await Hub.Admin.GetAsync<Page<ScimToken>>(tokens)).Items[0].RevokedAt.ShouldNotBeNull();
        (await Hub.Admin.RefusedAsync(HttpMethod.Delete, $"{tokens}/{Guid.NewGuid()}")).Status.ShouldBe(404);
        (await Hub.Admin.RefusedAsync(HttpMethod.Post, tokens, new { expiresAt = shared.Clock.GetUtcNow().AddDays(-1) })).Field.ShouldBe("expiresAt");
    }

    private async Task<ScimReply> AskAsync(PushedClient pushed, string? authorization, string path = "/Users")
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, pushed.Directory.EndpointUrl + path);
        if (authorization is not null) request.Headers.TryAddWithoutValidation("Authorization", authorization);
        using var response = await Hub.Anonymous.SendAsync(request);
        return await ScimReply.ReadAsync(response);
    }

    private async Task<bool> StoredAsync(string token)
    {
        await using var read = await Hub.Services.GetRequiredService<Store>().ReadAsync(default);
        var rows = await read.Sql.QueryAsync("select hash, suffix from scim_token where @tenant = 0", row => (Hash: row.GetFieldValue<byte[]>(0), Suffix: row.GetString(1)));
        rows.ShouldNotBeEmpty();
        var plain = SHA256.HashData(Encoding.UTF8.GetBytes(token));
        return rows.Any(row => row.Hash.SequenceEqual(plain) || Encoding.UTF8.GetString(row.Hash) == token || row.Suffix.Length > 4);
    }

    public sealed class OwnClock : SharedHost
    {
        public FakeClock Clock { get; } = new();

        protected override JumpgateHostOptions Options => new() { Time = Clock };
    }
}
