using System.Diagnostics;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Jumpgate.Scim.Bulk;
using Jumpgate.Scim.Errors;
using Jumpgate.Scim.Messages;
using Jumpgate.Scim.Patch;
using Jumpgate.Scim.Profiles;
using Jumpgate.Scim.Resources;
using Jumpgate.Scim.Schemas;
using Jumpgate.Scim.Tests.Patch;
using Jumpgate.Scim.Versions;

namespace Jumpgate.Scim.Tests;

/// <summary>Whatever comes in, a reader answers or refuses; it never fails otherwise, and never works long.</summary>
public class FuzzTests
{
    private static readonly string[] Seeds =
    [
        $$$$"""{"schemas":["{{{{Input.Core}}}}","{{{{Input.Enterprise}}}}"],"userName":"ana","name":{"givenName":"Ana"},"emails":[{"value":"a","type":"work","primary":true}],"active":true,"x509Certificates":[{"value":"AAAA"}],"profileUrl":"https://x/","urn:example:hr:2.0:User":{"since":"2026-01-01T00:00:00Z","grade":1.5,"level":3,"skills":["a"],"desk":{"room":"1"}}}""",
        $$$$"""{"schemas":["{{{{Input.Group}}}}"],"displayName":"g","members":[{"value":"1","type":"User"},{"value":"2","$ref":"https://x/2"}]}""",
        $$$$"""{"schemas":["{{{{Input.PatchOp}}}}"],"Operations":[{"op":"add","path":"emails[type eq \"work\" and not (primary pr)].value","value":"x"},{"op":"replace","value":{"name.givenName":"B","{{{{Input.Enterprise}}}}":{"manager":{"value":"7"}} } },{"op":"remove","path":"members[value eq \"1\"]"},{"op":"add","path":"members","value":[{"value":"3"}]}]}""",
        """{"schemas":["urn:ietf:params:scim:api:messages:2.0:SearchRequest"],"attributes":["userName","emails.value"],"filter":"userName sw \"a\"","sortBy":"meta.created","startIndex":1,"count":10}""",
        """{"schemas":["urn:ietf:params:scim:api:messages:2.0:BulkRequest"],"failOnErrors":1,"Operations":[{"method":"POST","path":"/Groups","bulkId":"a","data":{"displayName":"a","members":[{"value":"bulkId:b"}]}},{"method":"POST","path":"/Groups","bulkId":"b","data":{"displayName":"b","members":[{"value":"bulkId:a"}]}},{"method":"PATCH","path":"/Groups/bulkId:a","data":{"Operations":[]}}]}""",
        """{"id":"urn:example:x:2.0:User","name":"x","attributes":[{"name":"a","type":"complex","multiValued":true,"subAttributes":[{"name":"b","type":"decimal"}]},{"name":"c","mutability":"immutable","returned":"request"}]}""",
    ];

    private static readonly string[] Pieces =
    [
        "{", "}", "[", "]", ",", ":", "\"", "\\", "\\u0000", "\\ud83d", "\\ude00", "\\u00e9", "null", "true", "-1", "1e999", "0.5", "\"value\"", "\"VALUE\":", "\"schemas\":", "\"op\":\"remove\"",
        "\"path\":\"emails[\"", "\"bulkId:a\"", "\"members\":", "\"\":", "é", "😀", "\0", "[[[[[[[[[[[[[[[[[[[[", "{\"a\":{\"a\":{\"a\":", "\uFEFF",
    ];

    private static readonly ClientProfile[] Profiles = [ClientProfile.Strict, ClientProfile.JumpCloud, ClientProfile.Entra];

    private static readonly JsonSample[] Documents =
    [
        new("""{"userName":"ana","emails":[{"value":"a","type":"work","primary":true},{"value":"b"}],"name":{"givenName":"A"}}"""),
        new("""{"userName":"bob","urn:example:hr:2.0:User":{"badge":"1","skills":["a","b"],"desk":{"room":"1","floor":2}}}"""),
    ];

    [Fact]
    public void Random_bytes_never_break_a_reader() =>
        Prop.ForAll(Gen.Choose(0, 255).Select(value => (byte)value).ArrayOf().ToArbitrary(), Survives).Check(Config.QuickThrowOnFailure.WithMaxTest(3000));

    [Fact]
    public void Rows_of_pieces_never_break_a_reader() =>
        Prop.ForAll(Gen.Elements(Pieces).ArrayOf().Select(pieces => Encoding.UTF8.GetBytes(string.Concat(pieces))).ToArbitrary(), Survives)
            .Check(Config.QuickThrowOnFailure.WithMaxTest(3000));

    [Fact]
    public void Mutated_messages_never_break_a_reader()
    {
        var cut = from at in Gen.Choose(0, int.MaxValue) from kind in Gen.Choose(0, 4) from piece in Gen.Elements(Pieces) select (at, kind, piece);
        var mutated = from seed in Gen.Elements(Seeds) from count in Gen.Choose(1, 4) from cuts in cut.ListOf(count) select Encoding.UTF8.GetBytes(cuts.Aggregate(seed, Mutate));
        Prop.ForAll(mutated.ToArbitrary(), Survives).Check(Config.QuickThrowOnFailure.WithMaxTest(20_000));
    }

    /// <summary>Every member replaced by every kind of value, and every member twice.</summary>
    [Fact]
    public void Values_of_the_wrong_kind_never_break_a_reader()
    {
        string[] values = ["null", "true", "7", "1e400", "\"\"", "\"x\"", "[]", "{}", "[null]", "[[]]", "[{}]", "[7,\"a\",{}]", "{\"value\":{}}", "{\"value\":[\"bulkId:a\"]}"];
        foreach (var seed in Seeds)
        {
            for (var at = seed.IndexOf(':', StringComparison.Ordinal); at >= 0; at = seed.IndexOf(':', at + 1))
            {
                foreach (var value in values)
                {
                    var end = seed.AsSpan(at + 1).IndexOfAny(",}]");
                    Survives(Encoding.UTF8.GetBytes(seed[..(at + 1)] + value + seed[(at + 1 + Math.Max(end, 0))..]));
                }
            }
        }
    }

    [Theory]
    [InlineData("[", "]")]
    [InlineData("{\"a\":", "}")]
    [InlineData("{\"value\":[", "]}")]
    public void A_million_levels_are_refused_at_once(string open, string close)
    {
        var levels = string.Concat(Enumerable.Repeat(open, 300_000)) + string.Concat(Enumerable.Repeat(close, 300_000));
        var body = Encoding.UTF8.GetBytes("{\"schemas\":" + levels + "}");

        var watch = Stopwatch.StartNew();
        Survives(body);

        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(5));
    }

    [Fact]
    public void A_body_made_to_be_slow_is_not()
    {
        var values = string.Join(",", Enumerable.Range(0, 900).Select(i => $$"""{"value":"{{i}}","type":"work"}"""));
        var filter = string.Join(" or ", Enumerable.Range(0, 150).Select(i => $"value eq \\\"{i}x\\\""));
        var operations = string.Join(",", Enumerable.Range(0, 900).Select(_ => $$"""{"op":"add","path":"emails[{{filter}}].display","value":"x"}"""));
        var document = Input.Object($$"""{"userName":"ana","emails":[{{values}}]}""");

        var watch = Stopwatch.StartNew();
        Input.Refusal(() => PatchRequest.Read(Patching.Message(operations), Patching.Set.Users, ClientProfile.Entra).Apply(document)).ScimType.ShouldBeOneOf("tooMany", "noTarget");

        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(10));
    }

    private static void Survives(byte[] body)
    {
        foreach (var profile in Profiles)
        {
            Try(() => ResourceBody.Read(body, Patching.Set.Users, profile).Over(Documents[1].Document()));
            Try(() => ResourceBody.Read(body, Patching.Set.Groups, profile));
            Try(() => PatchRequest.Read(body, Patching.Set.Groups, profile));
            foreach (var sample in Documents)
            {
                Try(() => PatchRequest.Read(body, Patching.Set.Users, profile).Apply(sample.Document()));
            }

            Try(() => ListRequest.OfSearch(body, profile).For(Patching.Set.Users, profile));
            Try(() => BulkPlan.Of(BulkRequest.Read(body, Patching.Set, profile)).Steps.Where(step => step.Operation.Error is null).ToList().ForEach(step => step.Body(bulkId => bulkId)));
        }

        Try(() => ExtensionReader.Read(body));
        var text = Encoding.Latin1.GetString(body);
        Try(() => ListRequest.OfQuery(_ => text).For(Patching.Set.Users));
        Try(() => ListRequest.OfQuery(name => name is "filter" or "attributes" ? text : null).For(Patching.Set.Users, ClientProfile.JumpCloud));
        Try(() => EntityTagCondition.Parse(text));
    }

    private static void Try(Action read)
    {
        try
        {
            read();
        }
        catch (ScimException refusal)
        {
            refusal.Error.Status.ShouldBeOneOf(400, 409, 413);
            refusal.Error.Detail.ShouldNotBeNullOrWhiteSpace();
            refusal.Error.Detail.ShouldNotContain('\0');
            Input.Written(refusal.Error.Write)["status"].ShouldNotBeNull();
        }
    }

    private static string Mutate(string text, (int At, int Kind, string Piece) cut)
    {
        var at = cut.At % (text.Length + 1);
        return cut.Kind switch
        {
            0 => text.Insert(at, cut.Piece),
            1 => text[..at] + text[Math.Min(at + cut.Piece.Length, text.Length)..],
            2 => text[..at],
            3 => text[..at] + cut.Piece + text[Math.Min(at + cut.Piece.Length, text.Length)..],
            _ => text[..at] + text[Math.Min(at * 7 % (text.Length + 1), at)..at] + text[at..],
        };
    }

    private sealed record JsonSample(string Json)
    {
        public System.Text.Json.Nodes.JsonObject Document() => Input.Object(Json);
    }
}
