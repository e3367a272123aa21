using System.Text.Json.Nodes;
using Jumpgate.Emulator.Console.Queries;
using Jumpgate.Emulator.Console.V1;
using Jumpgate.Emulator.Hosting;
using Jumpgate.Emulator.State;
using Jumpgate.Emulator.Worlds;

namespace Jumpgate.Emulator.Console.V2;

/// <summary>Many users in one call: a job, whose results tell row by row how it went. Rows stay pending for the job delay.</summary>
internal static class BulkUsers
{
    private static readonly Dictionary<string, string> Sources = new(StringComparer.OrdinalIgnoreCase)
    {
        ["jumpcloud:bulk"] = "csvImport",
        ["jumpcloud:gapps"] = "applicationImport",
        ["jumpcloud:o365"] = "applicationImport",
        ["jumpcloud:workday"] = "applicationImport",
        ["jumpcloud:scim"] = "applicationImport",
        ["jumpcloud:custom_integration"] = "applicationImport",
    };

    public static void Map(Routes v2) => v2
        .Post("/bulk/users", "users", Create)
        .Patch("/bulk/users", "users", Update)
        .Get("/bulk/users/{id}/results", "users", call => Results(call))
        .Post("/bulk/user/unlocks", "users", call => Each(call, "account_locked", (user, _) => user["account_locked"] = false, 200))
        .Post("/bulk/user/expires", "users", call => Each(call, "password_expired", (user, now) =>
        {
            user["password_expired"] = true;
            user["password_expiration_date"] = now;
        }, 201))
        .Get("/jobs/{id}", "users", Job)
        .Get("/jobs/{id}/results", "users", call => Results(call));

    private static Answer Create(Call call)
    {
        var source = call.Header("creation-source") ?? "jumpcloud:bulk";
        if (!Sources.TryGetValue(source, out var defaults))
            return Answer.Invalid($"invalid creation-source: {source}");
        return Run(call, row => UserWrites.TryCreate(call, row, defaults, source, out var problem) is { } index
            ? (call.Organization.Users.Id(index), null)
            : (null, problem));
    }

    private static Answer Update(Call call) => Run(call, row =>
    {
        if (!call.Organization.Users.TryFind((string?)row["id"], out var index))
            return (null, "user not found");
        return UserWrites.TryUpdate(call, index, row) is { } problem ? (null, problem) : ((string?)row["id"], null);
    });

    private static Answer Each(Call call, string field, Action<JsonObject, string> edit, int status)
    {
        var ids = (call.Body as JsonArray) ?? call.Object["user_ids"] as JsonArray ?? call.Object["ids"] as JsonArray ?? [];
        var rows = ids.Select(id => id is JsonObject o ? (string?)o["id"] : (string?)id).ToList();
        return Run(call, rows.Select(id => new JsonObject { ["id"] = id }), row =>
        {
            var organization = call.Organization;
            if (!organization.Users.TryFind((string?)row["id"], out var index))
                return (null, "user not found");
            var user = organization.Users.Change(index);
            var before = user[field]?.DeepClone();
            edit(user, JsonWriting.Iso(call.Now));
            organization.UserNames.Note(index, user);
            var changes = new Changes();
            var after = user[field]?.DeepClone();
            user[field] = before;
            changes.Set(user, field, after);
            UserWrites.Tell(call, organization, index, changes);
            return ((string?)row["id"], null);
        }, status);
    }

    private static Answer Run(Call call, Func<JsonObject, (string? Id, string? Problem)> apply)
        => call.Body is JsonArray rows ? Run(call, rows.OfType<JsonObject>(), apply, 200) : Answer.Invalid("the body must be an array of users");

    private static Answer Run(Call call, IEnumerable<JsonObject> rows, Func<JsonObject, (string? Id, string? Problem)> apply, int status)
    {
        var organization = call.Organization;
        var results = new JsonArray();
        foreach (var row in rows.ToList())
        {
            var (id, problem) = apply(row);
            var persisted = new JsonObject();
            foreach (var name in (string[])["username", "email"])
            {
                if (row[name] is { } value)
                    persisted[name] = value.DeepClone();
            }

            results.Add(new JsonObject
            {
                ["id"] = id ?? "",
                ["status"] = problem is null ? "finished" : "failed",
                ["statusMsg"] = problem ?? "",
                ["meta"] = new JsonObject { ["systemUserId"] = id },
                ["persistedFields"] = persisted,
                ["createdAt"] = JsonWriting.Iso(call.Now),
                ["updatedAt"] = JsonWriting.Iso(call.Now),
            });
        }

        var jobs = organization.Table(Kind.Job);
        var job = jobs.Add(call.Now, id => new JsonObject { ["id"] = id, ["createdAt"] = JsonWriting.Iso(call.Now), ["results"] = results });
        return Answer.Json(status, new JsonObject { ["jobId"] = jobs.Id(job) });
    }

    private static Answer Results(Call call)
    {
        if (call.Organization.Find(Kind.Job, call.Id) is not { } job)
            return Answer.NotFound(call);
        var pending = IsPending(call, job);
        List<JsonNode> rows = [.. ((JsonArray)job["results"]!).Select(r => r!)];
        return Lists.Array(call, rows, (json, row) =>
        {
            var shown = (JsonObject)row.DeepClone();
            if (pending)
                (shown["status"], shown["statusMsg"]) = ("pending", "");
            shown.WriteTo(json);
        });
    }

    private static Answer Job(Call call)
    {
        if (call.Organization.Find(Kind.Job, call.Id) is not { } job)
            return Answer.NotFound(call);
        var rows = (JsonArray)job["results"]!;
        return Answer.Json(200, new JsonObject
        {
            ["id"] = call.Id,
            ["status"] = IsPending(call, job) ? "pending" : "finished",
            ["createdAt"] = job["createdAt"]!.DeepClone(),
            ["total"] = rows.Count,
            ["failed"] = rows.Count(r => (string?)r?["status"] == "failed"),
        });
    }

    private static bool IsPending(Call call, JsonObject job)
        => DateTimeOffset.Parse((string)job["createdAt"]!, System.Globalization.CultureInfo.InvariantCulture) + call.Installation.Switches.JobDelay > call.Now;
}
