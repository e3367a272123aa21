using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace Jumpgate.JumpCloud.Tests.Published;

/// <summary>Answers the real JumpCloud gave, read by the client.</summary>
public sealed class RecordedAnswersTests
{
    [PublishedFact]
    public async Task Every_recorded_answer_is_read()
    {
        var recordings = JsonNode.Parse(await File.ReadAllTextAsync(SharedReference.PathOf("jumpcloud-recordings.json")))!.AsArray();
        var read = 0;
        foreach (var recording in recordings)
        {
            var body = recording!["body"]!;
            var address = new Uri(recording["url"]!.GetValue<string>());
            using var client = Clients.For(new ScriptedHandler(_ => Answer(recording)));
            var listed = (body as JsonArray ?? body["results"]!.AsArray()).Count;
            var items = await ReadAsync(client, address.AbsolutePath);
            items.ShouldBe(listed, address.AbsolutePath);
            read++;
        }

        read.ShouldBe(recordings.Count);
    }

    private static async Task<int> ReadAsync(JumpCloudClient client, string path)
    {
        var segments = path.Trim('/').Split('/');
        switch (segments)
        {
            case ["api", "organizations"]:
                return Parsed(await client.Organizations.ListPageAsync(0, 100), json => Organization.Parse(json.Span).Id);
            case ["api", "systemusers"]:
                return Parsed(await client.SystemUsers.ListPageAsync(0, 100), json => SystemUser.Parse(json.Span).Id);
            case ["api", "applications"]:
                return Parsed(await client.Applications.ListPageAsync(0, 100), json => Application.Parse(json.Span).Id);
            case ["api", "v2", "usergroups"]:
                return Parsed(await client.UserGroups.ListPageAsync(0, 100), json => UserGroup.Parse(json.Span).Id);
            case ["api", "v2", "applemdms"]:
                return Parsed(await client.AppleMdm.ListPageAsync(0, 100), json => AppleMdm.Parse(json.Span).Id);
            case ["api", "v2", "applemdms", var mdm, "devices"]:
                return Parsed(await client.AppleMdm.ListDevicesPageAsync(mdm, 0, 100), json => AppleMdmDevice.Parse(json.Span).Id);
            case ["api", "v2", "applications", var application, "users"]:
                return Reached(await client.Applications.UsersPageAsync(application, 0, 100), GraphTypes.User);
            case ["api", "v2", "applications", var application, "usergroups"]:
                return Reached(await client.Applications.UserGroupsPageAsync(application, 0, 100), GraphTypes.UserGroup);
            case ["api", "v2", "usergroups", var group, "members"]:
                return (await client.UserGroups.ListMembersPageAsync(group, 0, 100)).Items.Count;
            default:
                throw new InvalidOperationException($"no reading for {path}");
        }
    }

    private static int Parsed(RawPage page, Func<ReadOnlyMemory<byte>, string> idOf)
    {
        foreach (var item in page.Items) idOf(item.Json).ShouldBe(item.Id);
        page.Total.ShouldNotBeNull();
        return page.Items.Count;
    }

    private static int Reached(PathPage page, string type)
    {
        foreach (var item in page.Items)
        {
            item.Type.ShouldBe(type);
            item.Paths.ShouldNotBeEmpty();
            foreach (var path in item.Paths) path[^1].Id.ShouldBe(item.Id);
        }

        return page.Items.Count;
    }

    private static HttpResponseMessage Answer(JsonNode recording)
    {
        var response = new HttpResponseMessage((HttpStatusCode)recording["status"]!.GetValue<int>())
        {
            Content = new StringContent(recording["body"]!.ToJsonString(), Encoding.UTF8, "application/json"),
        };
        foreach (var (name, value) in recording["headers"]!.AsObject()) response.Headers.TryAddWithoutValidation(name, value!.GetValue<string>());
        return response;
    }
}
