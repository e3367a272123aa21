using System.Net;
using System.Text;
using Jumpgate.Server.Hosting;

namespace Jumpgate.Server.Tests.Hosting;

public sealed class ProblemTests(SharedHost shared) : IClassFixture<SharedHost>
{
    private JumpgateHost Hub => shared.Hub;

    [Fact]
    public async Task An_unknown_route_says_so()
    {
        var problem = await Hub.Admin.RefusedAsync(HttpMethod.Get, "/v1/nothing");
        (problem.Code, problem.Status).ShouldBe(("route_unknown", 404));
        problem.Detail.ShouldBe("Nothing answers GET /v1/nothing.");
    }

    [Fact]
    public async Task A_wrong_method_names_the_right_ones()
    {
        var problem = await Hub.Admin.RefusedAsync(HttpMethod.Put, "/v1/tenants", new { });
        (problem.Code, problem.Status).ShouldBe(("method_not_allowed", 405));
        problem.Detail!.ShouldContain("GET");
        problem.Detail!.ShouldContain("POST");
    }

    [Fact]
    public async Task A_wrong_content_type_says_what_is_read()
    {
        using var body = new StringContent("name=x", Encoding.UTF8, "application/x-www-form-urlencoded");
        using var response = await Hub.Admin.PostAsync("/v1/tenants", body);
        response.StatusCode.ShouldBe(HttpStatusCode.UnsupportedMediaType);
        (await response.ProblemAsync()).Code.ShouldBe("content_type_unsupported");
    }

    [Theory]
    [InlineData("{\"name\":", "name")]
    [InlineData("{\"name\":5}", "name")]
    [InlineData("[]", null)]
    [InlineData("not json", null)]
    [InlineData("", null)]
    public async Task Malformed_JSON_names_the_place(string body, string? field)
    {
        var problem = await Hub.Admin.RefusedAsync(HttpMethod.Post, "/v1/tenants", body);
        (problem.Code, problem.Status).ShouldBe(("body_malformed", 400));
        problem.Field.ShouldBe(field);
    }

    [Fact]
    public async Task A_body_too_deep_or_too_large_is_refused()
    {
        var deep = "{\"name\":" + string.Concat(Enumerable.Repeat("[", 200)) + string.Concat(Enumerable.Repeat("]", 200)) + "}";
        (await Hub.Admin.RefusedAsync(HttpMethod.Post, "/v1/tenants", deep)).Code.ShouldBe("body_malformed");
        var large = "{\"name\":\"" + new string('x', 1_100_000) + "\"}";
        var problem = await Hub.Admin.RefusedAsync(HttpMethod.Post, "/v1/tenants", large);
        (problem.Code, problem.Status).ShouldBe(("body_too_large", 413));
    }

    [Theory]
    [InlineData("limit=0")]
    [InlineData("limit=1001")]
    [InlineData("limit=many")]
    [InlineData("cursor=%25%25")]
    public async Task A_wrong_page_is_refused_at_its_parameter(string query)
    {
        var problem = await Hub.Admin.RefusedAsync(HttpMethod.Get, $"/v1/tenants?{query}");
        problem.Code.ShouldBe("parameter_invalid");
        problem.Field.ShouldBe(query.Split('=')[0]);
    }

    [Fact]
    public async Task Every_answer_carries_the_headers_that_guard_a_browser()
    {
        using var response = await Hub.Anonymous.GetAsync("/v1/nothing");
        response.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
        response.Headers.GetValues("X-Frame-Options").ShouldBe(["DENY"]);
        response.Headers.GetValues("Content-Security-Policy").Single().ShouldContain("frame-ancestors 'none'");
        response.Headers.Contains("Server").ShouldBeFalse();
    }

    [Fact]
    public void Every_code_has_its_entry_in_the_guide()
    {
        var codes = typeof(ProblemCode).Assembly.GetTypes()
            .SelectMany(type => type.GetFields(System.Reflection.BindingFlags.Static | System.Reflection.BindingFlags.Public | System.Reflection.BindingFlags.NonPublic))
            .Where(field => field.FieldType == typeof(ProblemCode))
            .Select(field => (ProblemCode)field.GetValue(null)!)
            .ToList();
        codes.Count.ShouldBeGreaterThan(30);
        codes.GroupBy(code => code.Code).Where(same => same.Count() > 1).Select(same => same.Key).ShouldBeEmpty();
        var anchors = Guide.Read("troubles.md")!.Split('\n').Where(line => line.StartsWith('#')).Select(line => GuidePage.Anchor(line.TrimStart('#').Trim())).ToHashSet();
        codes.Where(code => !anchors.Contains(code.Code)).Select(code => code.Code).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_guide_is_served_with_an_anchor_for_each_code()
    {
        var page = await Hub.Anonymous.GetStringAsync("/docs/guide/troubles.md");
        page.ShouldContain("<h3 id=\"route_unknown\">");
        (await Hub.Anonymous.RefusedAsync(HttpMethod.Get, "/docs/guide/none.md")).Code.ShouldBe("not_found");
    }
}
