using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Jumpgate.Contracts;

namespace Jumpgate.Server.Tests.Webhooks;

/// <summary>The same facts as security event tokens: RFC 8417, 8935, 8936 and 9967.</summary>
public sealed class EventTokenTests(SharedHost shared) : IClassFixture<SharedHost>
{
    private const string Events = "urn:ietf:params:scim:event:prov:";

    [Fact]
    public async Task Tokens_are_pushed_signed_and_named_by_the_events_of_RFC_9967()
    {
        await using var hooked = await Hooked.StartAsync(shared.Hub);
        await using var receiver = await Receiver.StartAsync();
        receiver.Answer = (_, _) => Task.FromResult(202);
        var webhook = await hooked.HookAsync(new { url = receiver.Url, format = "set" });
        var user = await hooked.Client.UserAsync("ada", "\"active\":true,\"externalId\":\"x-1\"");
        var group = await hooked.Client.GroupAsync("Engineers", user);
        await hooked.Client.PatchAsync($"/Users/{user}", """{"op":"replace","path":"active","value":false}""");
        await hooked.Client.SendAsync(HttpMethod.Delete, $"/Users/{user}");
        var sent = await receiver.UntilAsync(taken => taken.Count >= 6);

        sent[0].Headers["content-type"].ShouldBe("application/secevent+jwt");
        sent[0].Headers["accept"].ShouldBe("application/json");
        sent[0].Headers["authorization"].ShouldBe($"Bearer {webhook.Secret}");
        var tokens = new List<JsonObject>();
        foreach (var one in sent) tokens.Add(await ReadAsync(webhook, Encoding.ASCII.GetString(one.Body)));
        tokens.Select(token => string.Join('+', token["events"]!.AsObject().Select(member => member.Key.Replace(Events, "", StringComparison.Ordinal)))).ShouldBe(
            ["create:full", "create:full", "patch:full", "put:full+deactivate", "patch:full", "delete"]);
        tokens[0]["sub_id"]!.ToJsonString().ShouldBe($$"""{"format":"scim","uri":"/Users/{{user}}","externalId":"x-1"}""");
        ((string)tokens[0]["events"]![Events + "create:full"]!["data"]!["userName"]!).ShouldBe("ada");
        ((string)tokens[2]["sub_id"]!["uri"]!).ShouldBe($"/Groups/{group}");
        var added = tokens[2]["events"]![Events + "patch:full"]!["data"]!["Operations"]!.AsArray().Single()!;
        ((string)added["op"]!, (string)added["value"]![0]!["value"]!).ShouldBe(("add", user));
        ((string)tokens[0]["aud"]!).ShouldBe(receiver.Url);
        tokens.Select(token => (string)token["jti"]!).ShouldBeUnique();
    }

    [Fact]
    public async Task A_receivers_error_is_kept_in_the_log()
    {
        await using var hooked = await Hooked.StartAsync(shared.Hub);
        await using var receiver = await Receiver.StartAsync();
        receiver.Answer = async (_, http) =>
        {
            http.Response.StatusCode = 400;
            await Microsoft.AspNetCore.Http.HttpResponseJsonExtensions.WriteAsJsonAsync(http.Response, new { err = "invalid_key", description = "unknown kid" });
            return 400;
        };
        var webhook = await hooked.HookAsync(new { url = receiver.Url, format = "set" });
        await hooked.Client.UserAsync("ada");

        var logged = await JumpgateHost.WaitForAsync(() => hooked.LogAsync(of: webhook), log => log.Any(one => one.Attempts.Count > 0));
        logged[0].Attempts[0].Error.ShouldBe("invalid_key: unknown kid");
    }

    [Fact]
    public async Task Tokens_are_fetched_acknowledged_and_do_not_come_again()
    {
        await using var hooked = await Hooked.StartAsync(shared.Hub);
        var webhook = await hooked.HookAsync(new { format = "set", delivery = "poll" });
        for (var i = 0; i < 5; i++) await hooked.Client.UserAsync($"user{i}");

        var first = await PollAsync(webhook, new { maxEvents = 3, returnImmediately = true });
        (first.Sets.Count, first.MoreAvailable).ShouldBe((3, true));
        (await PollAsync(webhook, new { maxEvents = 3, returnImmediately = true })).Sets.Keys.ShouldBe(first.Sets.Keys, "nothing was acknowledged");
        var ids = first.Sets.Keys.ToList();
        var second = await PollAsync(webhook, new
        {
            returnImmediately = true,
            ack = new[] { ids[0], ids[2], "evt_of_another_1" },
            setErrs = new Dictionary<string, object> { [ids[1]] = new { err = "invalid_request", description = "cannot use it" } },
        });
        (second.Sets.Count, second.MoreAvailable).ShouldBe((2, false));
        second.Sets.Keys.Intersect(ids).ShouldBeEmpty();
        foreach (var (id, token) in second.Sets) ((string)(await ReadAsync(webhook, token))["jti"]!).ShouldBe(id);
        (await PollAsync(webhook, new { returnImmediately = true, ack = second.Sets.Keys })).Sets.ShouldBeEmpty();
        (await hooked.LogAsync(of: webhook)).Select(one => one.State).ShouldBe(["Success", "Success", "Success", "Failed", "Success"]);

        var waiting = PollAsync(webhook, new { });
        await hooked.Client.UserAsync("new");
        (await waiting.WaitAsync(TimeSpan.FromSeconds(10))).Sets.Count.ShouldBe(1);
    }

    [Fact]
    public async Task The_service_provider_config_names_the_events()
    {
        await using var hooked = await Hooked.StartAsync(shared.Hub);
        var config = (await hooked.Client.GetAsync("/ServiceProviderConfig")).Body;
        config["securityEvents"]!["eventUris"]!.AsArray().Select(uri => (string)uri!).ShouldContain(Events + "create:full");
        ((string)config["securityEvents"]!["asyncRequest"]!).ShouldBe("none");
    }

    [Fact]
    public async Task What_does_not_fit_together_is_refused()
    {
        await using var hooked = await Hooked.StartAsync(shared.Hub);
        (await shared.Hub.Admin.RefusedAsync(HttpMethod.Post, "/v1/webhooks", new { tenant = hooked.Tenant, delivery = "poll" })).Code.ShouldBe("validation_failed");
        (await shared.Hub.Admin.RefusedAsync(HttpMethod.Post, $"{hooked.Path}/poll", new { })).Code.ShouldBe("webhook_not_polled");
        var polled = await hooked.HookAsync(new { format = "set", delivery = "poll" });
        (await shared.Hub.Admin.RefusedAsync(HttpMethod.Post, $"/v1/webhooks/{polled.Id}/test")).Code.ShouldBe("webhook_not_pushed");
    }

    private Task<SetPollAnswer> PollAsync(Webhook webhook, object body) => shared.Hub.Admin.PostAsync<SetPollAnswer>($"/v1/webhooks/{webhook.Id}/poll", body);

    /// <summary>The claims of a token whose signature is by a published key.</summary>
    private async Task<JsonObject> ReadAsync(Webhook webhook, string token)
    {
        var parts = token.Split('.');
        var header = JsonNode.Parse(Base64Url.DecodeFromChars(parts[0]))!;
        ((string)header["typ"]!, (string)header["alg"]!).ShouldBe(("secevent+jwt", "ES256"));
        var keys = JsonNode.Parse(await shared.Hub.Anonymous.GetStringAsync(new Uri(webhook.Jwks!).AbsolutePath))!["keys"]!.AsArray();
        var key = keys.Single(one => (string)one!["kid"]! == (string)header["kid"]!)!;
        using var ecdsa = ECDsa.Create(new ECParameters
        {
            Curve = ECCurve.NamedCurves.nistP256,
            Q = new ECPoint { X = Base64Url.DecodeFromChars((string)key["x"]!), Y = Base64Url.DecodeFromChars((string)key["y"]!) },
        });
        ecdsa.VerifyData(Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"), Base64Url.DecodeFromChars(parts[2]), HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation)
            .ShouldBeTrue();
        var claims = JsonNode.Parse(Base64Url.DecodeFromChars(parts[1]))!.AsObject();
        ((string)claims["iss"]!).ShouldBe(webhook.Issuer);
        return claims;
    }
}
