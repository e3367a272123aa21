using System.Text.Json.Nodes;

namespace Jumpgate.Emulator.Tests.Console.V2;

/// <summary>Translation rules of an Active Directory, in the forms JumpCloud's own command line met live.</summary>
public sealed class ActiveDirectoryRulesTests : IAsyncLifetime
{
    private EmulatorClient _client = null!;
    private string _rules = "";

    public async Task InitializeAsync()
    {
        _client = await EmulatorClient.StartAsync(new EmulatorOptions { Users = 20, Groups = 4 });
        _rules = $"/api/v2/activedirectories/{(await _client.ReadAsync("/api/v2/activedirectories"))[0]!["id"]}/translation-rules";
    }

    public async Task DisposeAsync() => await _client.DisposeAsync();

    [Fact]
    public async Task A_rule_is_made_with_an_empty_answer_and_listed_under_rules()
    {
        (await _client.WriteAsync(HttpMethod.Post, _rules, new { source = "costCenter", destination = "employeeID", sourceType = "PATH", direction = "IMPORT", appliedOn = new[] { "CREATE" } }, 200))!
            .AsObject().ShouldBeEmpty();
        var list = await _client.ReadAsync(_rules);
        ((int)list["totalCount"]!).ShouldBe(5);
        var rule = list["rules"]!.AsArray().Last()!;
        ((string)rule["destination"]!).ShouldBe("customAttributes.employeeID");
        ((bool)rule["editable"]!).ShouldBeTrue();

        var changed = (await _client.WriteAsync(HttpMethod.Put, $"{_rules}/{rule["objectId"]}", new { source = "location", destination = "cn", sourceType = "PATH", direction = "EXPORT", appliedOn = new[] { "UPDATE" } }, 200))!;
        ((string)changed["source"]!).ShouldBe("location");
        ((string)changed["direction"]!).ShouldBe("IMPORT");
        await _client.WriteAsync(HttpMethod.Delete, $"{_rules}/{rule["objectId"]}", null, 204);
        await _client.WriteAsync(HttpMethod.Delete, $"{_rules}/{rule["objectId"]}", null, 404);
    }

    [Fact]
    public async Task Default_rules_stay_as_they_are()
    {
        var fixedRule = (await _client.ReadAsync(_rules))["rules"]![0]!;
        ((bool)fixedRule["editable"]!).ShouldBeFalse();
        await _client.WriteAsync(HttpMethod.Delete, $"{_rules}/{fixedRule["objectId"]}", null, 400);
        await _client.WriteAsync(HttpMethod.Put, $"{_rules}/{fixedRule["objectId"]}", new { source = "email", destination = "cn" }, 400);
    }

    [Fact]
    public async Task Many_rules_change_in_one_call_or_not_at_all()
    {
        var bulk = new { insertTranslationRules = new[] { new { source = "costCenter", destination = "costCenter" }, new { source = "", destination = "x" } } };
        await _client.WriteAsync(HttpMethod.Post, $"{_rules}/bulk", bulk, 400);
        ((int)(await _client.ReadAsync(_rules))["totalCount"]!).ShouldBe(4);
        var done = (await _client.WriteAsync(HttpMethod.Post, $"{_rules}/bulk", new { insertTranslationRules = new[] { new { source = "costCenter", destination = "costCenter" } } }, 200))!;
        var id = (string)done["insertedTranslationRules"]![0]!["objectId"]!;
        done = (await _client.WriteAsync(HttpMethod.Post, $"{_rules}/bulk", new { deleteTranslationRuleObjectIds = new[] { id } }, 200))!;
        ((string)done["deleteTranslationRuleObjectIds"]![0]!).ShouldBe(id);
    }

    [Fact]
    public async Task The_catalogue_has_no_ids_and_a_preview_translates_a_user()
    {
        (await _client.ReadAsync("/api/v2/activedirectories/anything/translation-rules/recommendation?limit=100"))["rules"]!.AsArray()
            .Select(r => (string)r!["objectId"]!).ShouldAllBe(id => id.Length == 0);
        var user = _client.Emulator.World.User(_client.Emulator.World.UserId(3));
        var preview = (await _client.WriteAsync(HttpMethod.Post, "/api/v2/activedirectories/translation-rules/preview", new
        {
            userObjectId = (string)user["_id"]!,
            translationRules = new[]
            {
                new { source = "jcUser.firstname + ' ' + jcUser.lastname", destination = "cn", sourceType = "EXPR" },
                new { source = "fixed", destination = "company", sourceType = "CONSTANT" },
            },
        }, 200))!;
        var translated = JsonNode.Parse((string)preview["destinationUser"]!)!;
        ((string)translated["cn"]!).ShouldBe($"{user["firstname"]} {user["lastname"]}");
        ((string)translated["company"]!).ShouldBe("fixed");
        ((string)JsonNode.Parse((string)preview["sourceUser"]!)!["username"]!).ShouldBe((string)user["username"]!);
    }
}
