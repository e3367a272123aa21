using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Jumpgate.Contracts;

namespace Jumpgate.Server.Tests.Scim;

/// <summary>A directory that is pushed, and a SCIM client with its token.</summary>
public sealed class PushedClient(DirectoryCreated directory, HttpClient http)
{
    public const string Enterprise = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

    public DirectoryCreated Directory => directory;

    public HttpClient Http => http;

    public static async Task<PushedClient> StartAsync(JumpgateHost hub, string provider = "custom", string? tenant = null)
    {
        var made = await hub.Admin.PostAsync<DirectoryCreated>("/v1/directories", new { tenant = tenant ?? await hub.TenantAsync(), source = "scim", provider });
        return new PushedClient(made, hub.Client(made.BearerToken));
    }

    public async Task<ScimReply> SendAsync(HttpMethod method, string path, string? body = null, Action<HttpRequestMessage>? edit = null)
    {
        using var request = new HttpRequestMessage(method, directory.EndpointUrl + path);
        if (body is not null)
        {
            request.Content = new StringContent(body, Encoding.UTF8);
            request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse("application/scim+json");
        }

        edit?.Invoke(request);
        using var response = await http.SendAsync(request);
        return await ScimReply.ReadAsync(response);
    }

    public Task<ScimReply> GetAsync(string path) => SendAsync(HttpMethod.Get, path);

    public Task<ScimReply> PatchAsync(string path, string operations) =>
        SendAsync(HttpMethod.Patch, path, $$"""{"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":[{{operations}}]}""");

    /// <summary>Makes a user and answers its id.</summary>
    public async Task<string> UserAsync(string userName, string more = "") => await MadeAsync("/Users", UserBody(userName, more));

    /// <summary>Makes a group and answers its id.</summary>
    public async Task<string> GroupAsync(string name, params IEnumerable<string> members) => await MadeAsync("/Groups", GroupBody(name, members));

    public static string UserBody(string userName, string more = "") =>
        $$"""{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"{{(more.Contains(Enterprise, StringComparison.Ordinal) ? $",\"{Enterprise}\"" : "")}}],"userName":"{{userName}}"{{(more.Length > 0 ? "," + more : "")}}}""";

    public static string GroupBody(string name, params IEnumerable<string> members) =>
        $$"""{"schemas":["urn:ietf:params:scim:schemas:core:2.0:Group"],"displayName":"{{name}}","members":[{{Members(members)}}]}""";

    public static string Members(IEnumerable<string> ids) => string.Join(',', ids.Select(id => $$"""{"value":"{{id}}"}"""));

    /// <summary>The ids of a group's members.</summary>
    public async Task<List<string>> MembersAsync(string group) => [.. (await GetAsync($"/Groups/{group}")).Values("members")];

    private async Task<string> MadeAsync(string path, string body)
    {
        var reply = await SendAsync(HttpMethod.Post, path, body);
        reply.Status.ShouldBe(201, reply.Text);
        return reply.Id;
    }
}

/// <summary>An answer in SCIM's form.</summary>
public sealed record ScimReply(int Status, string Text, string? ETag, string? Location, string? MediaType, HttpResponseHeaders Headers)
{
    public JsonObject Body => JsonNode.Parse(Text)!.AsObject();

    public string Id => (string)Body["id"]!;

    public IReadOnlyList<JsonObject> Resources => [.. Body[nameof(Resources)]!.AsArray().Select(resource => resource!.AsObject())];

    /// <summary>The <c>value</c> of each value of an attribute.</summary>
    public IEnumerable<string> Values(string attribute) => Body[attribute]?.AsArray().Select(value => (string)value!["value"]!) ?? [];

    public static async Task<ScimReply> ReadAsync(HttpResponseMessage response) => new(
        (int)response.StatusCode, await response.Content.ReadAsStringAsync(), response.Headers.ETag?.ToString(), response.Headers.Location?.OriginalString,
        response.Content.Headers.ContentType?.MediaType, response.Headers);

    /// <summary>That it is a refusal, in the form of RFC 7644 §3.12.</summary>
    public void ShouldRefuse(int status, string? scimType = null)
    {
        Status.ShouldBe(status, Text);
        Body["schemas"]!.ToJsonString().ShouldBe("""["urn:ietf:params:scim:api:messages:2.0:Error"]""");
        ((string)Body["status"]!).ShouldBe(status.ToString(System.Globalization.CultureInfo.InvariantCulture));
        ((string?)Body["scimType"]).ShouldBe(scimType, Text);
        ((string)Body["detail"]!).ShouldNotBeNullOrEmpty();
    }
}
