using System.Globalization;
using System.Text.Json.Nodes;
using Jumpgate.Emulator.Console.Queries;
using Jumpgate.Emulator.Hosting;
using Jumpgate.Emulator.State;
using Jumpgate.Emulator.Worlds;

namespace Jumpgate.Emulator.Console.V2;

/// <summary>Suspensions and activations for later.</summary>
internal static class UserStates
{
    public static void Map(Routes v2) => v2
        .Get("/bulk/userstates", "users", call => List(call, Chosen(call, call.Query("userid"))))
        .Post("/bulk/userstates", "users", Create)
        .Get("/bulk/userstates/eventlist/next", "users", Next)
        .Delete("/bulk/userstates/{id}", "users", Delete);

    private static Answer Create(Call call)
    {
        var (organization, body) = (call.Organization, call.Object);
        var state = (string?)body["state"];
        if (state is not ("SUSPENDED" or "ACTIVATED"))
            return Answer.Invalid("state must be SUSPENDED or ACTIVATED");
        if (!DateTimeOffset.TryParse((string?)body["start_date"], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var start))
            return Answer.Invalid("start_date must be a time");
        List<Schedule.Entry> made = [];
        foreach (var id in body["user_ids"] as JsonArray ?? [])
        {
            if (!organization.Users.TryFind((string?)id, out var index))
                return Answer.Invalid($"no such user: {id}");
            made.Add(new Schedule.Entry(ServiceAccountDocument.NewId(organization), index, state, start));
        }

        if (made.Count == 0)
            return Answer.Invalid("user_ids is required");
        foreach (var entry in made)
        {
            organization.Schedule.Add(entry);
            organization.Journal.Write(call, state == "SUSPENDED" ? "user_suspension_schedule_create" : "user_activation_schedule_create", organization.Journal.Resource(new Node(Kind.User, entry.User)));
        }

        return Answer.Json(201, new JsonArray([.. made.Select(e => (JsonNode)Show(call, e))]));
    }

    private static Answer Next(Call call)
    {
        var users = (call.Query("users") ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries);
        List<Schedule.Entry> next = [.. call.Organization.Schedule.Waiting
            .Where(e => users.Length == 0 || users.Contains(call.Organization.Users.Id(e.User)))
            .GroupBy(e => e.User).Select(g => g.MinBy(e => e.At)!)];
        return Answer.Json(200, new JsonObject { ["events_count"] = next.Count, ["results"] = new JsonArray([.. next.Select(e => (JsonNode)Show(call, e))]) });
    }

    private static Answer Delete(Call call)
    {
        var organization = call.Organization;
        if (organization.Schedule.Waiting.FirstOrDefault(e => e.Id == call.Id) is not { } entry)
            return Answer.NotFound(call);
        organization.Schedule.Remove(entry.Id);
        organization.Journal.Write(call, entry.State == "SUSPENDED" ? "user_suspension_schedule_delete" : "user_activation_schedule_delete", organization.Journal.Resource(new Node(Kind.User, entry.User)));
        return Answer.Empty(204);
    }

    private static List<Schedule.Entry> Chosen(Call call, string? user)
        => [.. call.Organization.Schedule.Waiting.Where(e => user is null || call.Organization.Users.Id(e.User) == user)];

    private static Answer List(Call call, List<Schedule.Entry> entries) => Lists.Array(call, entries, (json, entry) => Show(call, entry).WriteTo(json));

    private static JsonObject Show(Call call, Schedule.Entry entry) => new()
    {
        ["scheduledJobId"] = entry.Id,
        ["scheduledDate"] = JsonWriting.Iso(entry.At),
        ["state"] = entry.State,
        ["systemUserId"] = call.Organization.Users.Id(entry.User),
    };
}
