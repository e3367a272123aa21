using System.Text;
using System.Text.Json;

namespace Jumpgate.JumpCloud.Tests.Paging;

public sealed class JsonSlicesTests
{
    [Theory]
    [InlineData("""{"totalCount":7,"results":[{"_id":"a","id":"a","x":{"id":"no"}},{"_id":"b"}]}""", 7)]
    [InlineData("""{"results":[{"_id":"a"},{"_id":"b"}],"totalCount":7}""", 7)]
    [InlineData(""" [ {"x":[{"id":"no"}],"id":"a"} , {"id":"b"} ] """, 5)]
    [InlineData("""{"other":{"results":[1]},"results":[{"objectId":"a"},{"objectId":"b"}]}""", 5)]
    public void Both_dialects_of_a_listing_are_read(string body, int total)
    {
        var page = JsonSlices.Page(Answer(body, ("x-total-count", "5")));

        page.Items.Select(item => item.Id).ShouldBe(["a", "b"]);
        page.Total.ShouldBe(total);
        page.Bytes.ShouldBe(Encoding.UTF8.GetByteCount(body));
    }

    [Fact]
    public void A_slice_is_the_object_byte_for_byte()
    {
        const string First = """{ "_id" : "a", "name":"Zoë \u00e9 😀", "n":1.50 , "list":[ ]}""";
        const string Second = """{"_id":"b"}""";

        var page = JsonSlices.Page(Answer($$"""{"totalCount":2,"results":[ {{First}} ,{{Second}}]}"""));

        page.Items.Select(item => Encoding.UTF8.GetString(item.Json.Span)).ShouldBe([First, Second]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("[")]
    [InlineData("""[{"id":"a"}""")]
    [InlineData("""[{"id":"a"},""")]
    [InlineData("""[{"id":"a""")]
    [InlineData("""{"totalCount":1,"results":[{"_id":"a"}]""")]
    [InlineData("""{"totalCount":1,"resu""")]
    public void A_body_cut_short_is_told_from_nonsense(string body) =>
        Should.Throw<UnreadableAnswerException>(() => JsonSlices.Page(Answer(body))).IsTruncated.ShouldBeTrue();

    [Theory]
    [InlineData("<html>")]
    [InlineData("[]]")]
    [InlineData("[] []")]
    [InlineData("no")]
    [InlineData("""{"results":{}}""")]
    public void Nonsense_is_not_asked_for_again(string body) =>
        Should.Throw<UnreadableAnswerException>(() => JsonSlices.Page(Answer(body))).IsTruncated.ShouldBeFalse();

    [Fact]
    public void Every_cut_of_a_page_is_found()
    {
        const string Body = """{"totalCount":2,"results":[{"_id":"a","x":[1,{"y":null}]},{"_id":"b","z":"\u00e9"}]}""";
        for (var length = 0; length < Body.Length; length++)
        {
            var cut = Body[..length];
            Should.Throw<UnreadableAnswerException>(() => JsonSlices.Page(Answer(cut)), cut).IsTruncated.ShouldBeTrue(cut);
        }
    }

    [Fact]
    public void Slices_are_what_a_full_parser_finds()
    {
        for (var seed = 0; seed < 200; seed++)
        {
            var random = new Random(seed);
            var objects = Enumerable.Range(0, random.Next(1, 6)).Select(index => Object(random, index)).ToList();
            var list = $"[{string.Join(",", objects)}]";
            var body = random.Next(3) switch
            {
                0 => list,
                1 => $"{{\"totalCount\":{objects.Count},\"results\":{list}}}",
                _ => $"{{\"note\":{Value(random, 2)}, \"results\" : {list},\"totalCount\":{objects.Count}}}",
            };

            var page = JsonSlices.Page(Answer(body));

            using var whole = JsonDocument.Parse(list);
            page.Items.Select(item => Encoding.UTF8.GetString(item.Json.Span)).ShouldBe(whole.RootElement.EnumerateArray().Select(element => element.GetRawText()), $"seed {seed}: {body}");
            page.Items.Select(item => item.Id).ShouldBe(whole.RootElement.EnumerateArray().Select(element => element.GetProperty("_id").GetString()), $"seed {seed}: {body}");
        }
    }

    private static string Object(Random random, int index)
    {
        var fields = Enumerable.Range(0, random.Next(4)).Select(field => $"\"f{field}\":{Value(random, 3)}").Append($"\"_id\" : \"id{index}\"").ToArray();
        random.Shuffle(fields);
        return $"{{ {string.Join(random.Next(2) == 0 ? "," : " ,\n ", fields)} }}";
    }

    private static string Value(Random random, int depth) => random.Next(depth > 0 ? 8 : 6) switch
    {
        0 => "null",
        1 => random.Next(2) == 0 ? "true" : "false",
        2 => random.NextDouble().ToString("R", System.Globalization.CultureInfo.InvariantCulture),
        3 => "\"a \\\"quote\\\" and \\u00e9 [ ] { } , :\"",
        4 => "\"漢字 😀\"",
        5 => "\"\"",
        6 => $"[{string.Join(",", Enumerable.Range(0, random.Next(3)).Select(_ => Value(random, depth - 1)))}]",
        _ => $"{{{string.Join(",", Enumerable.Range(0, random.Next(3)).Select(field => $"\"_id\":{Value(random, depth - 1)}").Distinct().Take(1))}}}",
    };

    [Fact]
    public void Nesting_without_end_is_refused() =>
        Should.Throw<UnreadableAnswerException>(() => JsonSlices.Page(Answer($"[{{\"id\":\"a\",\"x\":{new string('[', 500)}{new string(']', 500)}}}]")));

    [Fact]
    public void Members_are_read_as_edges()
    {
        var page = JsonSlices.Edges(Answer("""
            [{"attributes":null,"to":{"attributes":null,"id":"u1","type":"user"}},
             {"from":{"id":"g1","type":"user_group"},"to":{"id":"s1","type":"system"},"attributes":{"sudo":{"enabled":true,"withoutPassword":false}}},
             {"to":{"attributes":{"sudo":{"enabled":true}},"id":"x1","type":"new_kind"}}]
            """, ("x-total-count", "3")));

        page.Total.ShouldBe(3);
        page.Items.Select(edge => (edge.Id, edge.Type)).ShouldBe([("u1", "user"), ("s1", "system"), ("x1", "new_kind")]);
        page.Items[0].Attributes.IsEmpty.ShouldBeTrue();
        Encoding.UTF8.GetString(page.Items[1].Attributes.Span).ShouldBe("""{"sudo":{"enabled":true,"withoutPassword":false}}""");
        Encoding.UTF8.GetString(page.Items[2].Attributes.Span).ShouldBe("""{"sudo":{"enabled":true}}""");
        page.Items[0].Type.ShouldBeSameAs(GraphTypes.User);
    }

    [Fact]
    public void A_traversal_is_read_with_every_route()
    {
        var page = JsonSlices.Paths(Answer("""
            [{"id":"u1","type":"user","compiledAttributes":{"ldapGroups":[{"name":"Engineering"}]},
              "paths":[[{"attributes":null,"to":{"attributes":{"ldapGroups":[]},"id":"g1","type":"user_group"}},{"attributes":null,"to":{"attributes":null,"id":"u1","type":"user"}}],
                       [{"attributes":null,"to":{"attributes":null,"id":"u1","type":"user"}}]]},
             {"id":"u2","type":"user","paths":null}]
            """));

        page.Items.Count.ShouldBe(2);
        page.Items[0].Paths.Select(path => string.Join('>', path.Select(step => step.Id))).ShouldBe(["g1>u1", "u1"]);
        Encoding.UTF8.GetString(page.Items[0].CompiledAttributes.Span).ShouldContain("Engineering");
        page.Items[1].Paths.ShouldBeEmpty();
    }

    private static Answer Answer(string body, params (string Name, string Value)[] headers)
    {
        using var response = new HttpResponseMessage();
        foreach (var (name, value) in headers) response.Headers.TryAddWithoutValidation(name, value);
        return new Answer(new JumpCloudRequest(HttpMethod.Get, Route.Of($"/x")), 200, response.Headers, "application/json", Encoding.UTF8.GetBytes(body));
    }
}
