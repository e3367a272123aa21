using System.Text.Json.Nodes;
using Jumpgate.Emulator.Console.Queries;
using Jumpgate.Emulator.Hosting;
using Jumpgate.Emulator.State;
using Jumpgate.Emulator.Worlds;

namespace Jumpgate.Emulator.Console.V2;

/// <summary>Which attributes go out to Google Workspace and Microsoft 365, as built-in rules.</summary>
internal static class TranslationRules
{
    private static readonly string[] Google =
    [
        "user_home_addresses", "user_work_addresses", "user_other_addresses", "user_home_phone_numbers", "user_mobile_phone_numbers", "user_other_phone_numbers",
        "user_work_phone_numbers", "user_work_fax_phone_numbers", "user_work_mobile_phone_numbers", "user_manager", "user_alternate_email",
        "user_primary_organization_cost_center", "user_primary_organization_department", "user_primary_organization_description",
        "user_primary_organization_employee_id", "user_primary_organization_title", "user_status", "user_password",
    ];

    private static readonly string[] Microsoft =
    [
        "user_alternate_email", "user_business_phones", "user_city", "user_country", "user_department", "user_job_title", "user_manager", "user_mobile_phone",
        "user_office_location", "user_postal_code", "user_principal_name_from_alternate_email", "user_state", "user_street_address",
    ];

    private static readonly string[] InTheWorld = ["user_manager", "user_work_addresses", "user_department", "user_job_title"];

    public static void Map(Routes v2)
    {
        foreach (var (path, kind, rules, directions) in ((string, Kind, string[], string[])[])[("gsuites", Kind.GSuite, Google, ["export", "import"]), ("office365s", Kind.Office365, Microsoft, ["export"])])
        {
            v2.Get($"/{path}/{{id}}/translationrules", "directories", call => On(call, kind, index => Lists.Array(call, Of(call.Organization, kind, index, rules))))
                .Post($"/{path}/{{id}}/translationrules", "directories", call => On(call, kind, index => Create(call, Of(call.Organization, kind, index, rules), rules, directions)))
                .Get($"/{path}/{{id}}/translationrules/{{rule}}", "directories", call => On(call, kind, index => Get(call, Of(call.Organization, kind, index, rules))))
                .Delete($"/{path}/{{id}}/translationrules/{{rule}}", "directories", call => On(call, kind, index => Delete(call, Of(call.Organization, kind, index, rules))));
        }
    }

    private static Answer Create(Call call, List<JsonObject> rules, string[] names, string[] directions)
    {
        if ((string?)call.Object["builtIn"] is not { } name || !names.Contains(name))
            return Answer.Invalid($"builtIn must be one of: {string.Join(", ", names)}");
        var direction = (string?)call.Object["direction"] ?? "export";
        if (!directions.Contains(direction))
            return Answer.Invalid($"direction must be one of: {string.Join(", ", directions)}");
        if (rules.Exists(r => (string?)r["builtIn"] == name && (string?)r["direction"] == direction))
            return Answer.AlreadyExists();
        var rule = Rule(ElementIds.Next(call.Organization, rules.Count, (uint)call.Now.ToUnixTimeSeconds()), name, direction);
        rules.Add(rule);
        return Answer.Json(201, rule);
    }

    private static Answer Get(Call call, List<JsonObject> rules)
        => rules.Find(r => (string?)r["id"] == call.Route("rule")) is { } rule ? Answer.Json(200, rule) : Answer.NotFound(call);

    private static Answer Delete(Call call, List<JsonObject> rules)
        => rules.RemoveAll(r => (string?)r["id"] == call.Route("rule")) > 0 ? Answer.Empty(204) : Answer.NotFound(call);

    private static Answer On(Call call, Kind kind, Func<int, Answer> answer)
        => call.Organization.Table(kind).TryFind(call.Id, out var index) ? answer(index) : Answer.NotFound(call);

    private static List<JsonObject> Of(Organization organization, Kind kind, int index, string[] names)
        => organization.TranslationRules.GetOrAdd(new Node(kind, index), node => [.. names.Where(name => InTheWorld.Contains(name))
            .Select((name, i) => Rule(organization.World.Ids.Of(Kind.Element, ((int)kind << 16) | i, organization.World.CreatedSecond(kind, node.Index)), name, "export"))]);

    private static JsonObject Rule(string id, string name, string direction) => new() { ["builtIn"] = name, ["direction"] = direction, ["id"] = id };
}
