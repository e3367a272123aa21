using System.Text.Json.Nodes;
using Jumpgate.Emulator.Published;

namespace Jumpgate.Emulator.Tests.Published;

public sealed class PublishedRoutesTests
{
    private const string Organization = "5f1b881dc9e9a9b7e8d6c5a4";
    private const string User = "665f0c1e8a1b2c0001d3e4f5";

    private readonly PublishedRoutes _routes;
    private int _ids;

    public PublishedRoutesTests() =>
        _routes = new PublishedRoutes(
            uuid => uuid ? $"00000000-0000-0000-0000-{++_ids:000000000000}" : $"{++_ids:x24}",
            (_, collection, id) => collection == "users" ? id == User : null);

    [Fact]
    public void Lists_are_empty_and_counted()
    {
        var hosts = Send("GET", "/api/v2/systeminsights/etc_hosts");
        (hosts.Status, hosts.Body!.ToJsonString(), hosts.Total).ShouldBe((200, "[]", 0));
        var flows = Send("GET", "/api/v2/approvalflows");
        (flows.Status, flows.Body!.ToJsonString(), flows.Total).ShouldBe((200, """{"results":[],"totalCount":0}""", null));
        Send("GET", "/api/v2/alerts").Body!.ToJsonString().ShouldBe("""{"alerts":[],"totalCount":0}""");
    }

    [Fact]
    public void What_was_created_is_listed_read_changed_and_deleted()
    {
        var made = Send("POST", "/api/v2/duo/accounts", """{"id":"mine","name":"Duo"}""");
        (made.Status, made.Body!.ToJsonString()).ShouldBe((201, """{"id":"000000000000000000000001","name":"Duo"}"""));
        Send("GET", "/api/v2/duo/accounts").Body!.AsArray().Count.ShouldBe(1);
        Send("GET", "/api/v2/duo/accounts").Total.ShouldBe(1);

        const string item = "/api/v2/duo/accounts/000000000000000000000001";
        Send("GET", item).Body!["name"]!.GetValue<string>().ShouldBe("Duo");
        var application = Send("POST", item + "/applications", """{"name":"Duo app"}""");
        application.Body!.ToJsonString().ShouldBe("""{"id":"000000000000000000000002","apiHost":"","integrationKey":"","name":"Duo app"}""");
        Send("PUT", item + "/applications/000000000000000000000002", """{"name":"Changed"}""").Body!["name"]!.GetValue<string>().ShouldBe("Changed");
        Send("DELETE", item).Status.ShouldBe(200);
        Send("GET", item).Status.ShouldBe(404);
        Send("GET", item + "/applications").Status.ShouldBe(404);
    }

    [Fact]
    public void Organizations_do_not_see_each_others_objects()
    {
        Send("POST", "/api/v2/duo/accounts", "{}");
        Send("GET", "/api/v2/duo/accounts", organization: "5f1b881dc9e9a9b7e8d6c5a5").Body!.AsArray().ShouldBeEmpty();
    }

    [Fact]
    public void Items_nobody_made_are_not_found()
    {
        foreach (var path in new[] { "/api/v2/duo/accounts/1", "/api/v2/alerts/1", "/api/v2/assets/devices/1", "/api/v2/workdays/1", "/api/v2/workdays/1/workers" })
            Send("GET", path).Status.ShouldBe(404, path);
        Send("DELETE", "/api/v2/assets/devices/1").Status.ShouldBe(404);
    }

    [Fact]
    public void Things_of_a_user_need_the_user()
    {
        Send("GET", $"/api/v2/users/{User}/pushendpoints").Body!.ToJsonString().ShouldBe("[]");
        Send("GET", "/api/v2/users/665f0c1e8a1b2c0001d3e4f6/pushendpoints").Status.ShouldBe(404);
    }

    [Fact]
    public void Settings_keep_what_was_put()
    {
        Send("GET", "/api/v2/approvalflowsettings").Body!.ToJsonString().ShouldBe("""{"channelEvents":[]}""");
        Send("PUT", "/api/v2/approvalflowsettings", """{"enabled":true}""").Status.ShouldBe(200);
        Send("GET", "/api/v2/approvalflowsettings").Body!["enabled"]!.GetValue<bool>().ShouldBeTrue();
    }

    [Fact]
    public void Custom_mails_are_named_by_their_type()
    {
        Send("POST", "/api/v2/customemails", """{"type":"lockout_notice_user","subject":"Locked"}""").Status.ShouldBe(201);
        Send("GET", "/api/v2/customemails/lockout_notice_user").Body!["subject"]!.GetValue<string>().ShouldBe("Locked");
        Send("DELETE", "/api/v2/customemails/lockout_notice_user").ShouldBe(new PublishedAnswer(204, null));
    }

    [Fact]
    public void Literal_segments_win_over_parameters()
    {
        PublishedRoutes.Find("GET", "/api/v2/passwordpolicies/user/1")!.Path.ShouldBe("/api/v2/passwordpolicies/user/{systemUserId}");
        PublishedRoutes.Find("GET", "/api/v2/bulk/userstates/eventlist/next")!.Path.ShouldBe("/api/v2/bulk/userstates/eventlist/next");
        PublishedRoutes.Find("GET", "/api/v2/no/such/thing").ShouldBeNull();
        PublishedRoutes.Find("GET", "/api/v2/applemdms/1").ShouldBeNull();
    }

    [Fact]
    public void Every_route_is_open_to_an_administrator() =>
        PublishedTable.Instance.Routes.Where(route => route.Needs.Length > 0 && !route.Needs.Any(Emulator.Worlds.Roles.Families.Contains)).Select(route => route.Path).ShouldBeEmpty();

    [PublishedFact]
    public void Every_published_operation_is_in_the_table_with_a_documented_status()
    {
        foreach (var operation in Specifications.Published.Newest.Where(o => o.Path.StartsWith("/api", StringComparison.Ordinal)))
        {
            var route = PublishedTable.Instance.Named(operation.Method, operation.Path);
            route.ShouldNotBeNull($"{operation.Method} {operation.Path}");
            if (operation.Successes.Any())
                operation.Successes.ShouldContain(route.Status, $"{operation.Method} {operation.Path}");
        }
    }

    [PublishedFact]
    public void Every_published_path_is_in_the_table_under_some_method()
    {
        var known = PublishedTable.Instance.Routes.Select(route => PublishedRoute.Shape(route.Path)).ToHashSet();
        Specifications.Published.Paths.Where(path => path.StartsWith("/api", StringComparison.Ordinal) && !known.Contains(Specifications.Shape(path)))
            .ShouldBe(["/api/organizations/{organizationId}/applications/{applicationId}/metadata.xml"]);
    }

    [PublishedFact]
    public void Every_empty_answer_fits_its_published_schema()
    {
        var faults = new List<string>();
        foreach (var route in PublishedTable.Instance.Routes.Where(route => route.HasBody && Specifications.Published.Find(route.Method, route.Path).Count > 0))
            faults.AddRange(AnswerCheck.Of(route.Method, route.Path, route.Status, route.Answer()!.ToJsonString()).Select(fault => $"{route.Method} {route.Path} {fault}"));
        faults.ShouldBeEmpty();
    }

    private PublishedAnswer Send(string method, string path, string body = "{}", string organization = Organization) =>
        _routes.Answer(PublishedRoutes.Find(method, path)!, new PublishedRequest(organization, path, (JsonObject)JsonNode.Parse(body)!));
}
