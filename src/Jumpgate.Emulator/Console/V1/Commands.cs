using System.Text.Json.Nodes;
using Jumpgate.Emulator.Console.Queries;
using Jumpgate.Emulator.Hosting;
using Jumpgate.Emulator.State;
using Jumpgate.Emulator.Worlds;

namespace Jumpgate.Emulator.Console.V1;

/// <summary>Commands, running them, and their results.</summary>
internal static class Commands
{
    private const int ListedOutput = 40;

    private static readonly string[] Writable =
    [
        "aiGenerated", "command", "commandRunners", "commandType", "description", "files", "filesS3", "launchType", "listensTo", "name", "schedule",
        "scheduleRepeatType", "scheduleYear", "shell", "sudo", "template", "templatingRequired", "timeToLiveSeconds", "timeout", "trigger", "user",
    ];

    /// <summary>The list shows less of a command than the command itself.</summary>
    private static readonly HashSet<string> Listed =
    [
        "_id", "aiGenerated", "command", "commandType", "description", "launchType", "listensTo", "name", "organization", "schedule", "scheduleRepeatType",
        "templatingRequired", "trigger",
    ];

    public static void Map(Routes v1) => v1
        .Get("/commands", "commands commandrunner.legacy", List)
        .Post("/commands", "commands", Create)
        .Get("/commands/{id}", "commands commandrunner.legacy", call => Objects.Get(call, Kind.Command))
        .Put("/commands/{id}", "commands", Update)
        .Delete("/commands/{id}", "commands", call => Delete(call, Kind.Command, "command_delete"))
        .Get("/commands/{id}/results", "commands commandrunner.legacy", ResultsOf)
        .Post("/runCommand", "commands commandrunner.legacy", Run)
        .Post("/command/trigger/{name}", "commands commandrunner.legacy", Trigger)
        .Get("/commandresults", "commands commandrunner.legacy", Results)
        .Get("/commandresults/{id}", "commands commandrunner.legacy", call => Objects.Get(call, Kind.CommandResult))
        .Delete("/commandresults/{id}", "commands", call => Delete(call, Kind.CommandResult, "commandresult_delete"))
        .Get("/files/command/{id}", "commands", call => call.Organization.Find(Kind.Command, call.Id) is null
            ? Answer.NotFound(call)
            : Answer.Json(200, new JsonObject { ["totalCount"] = 0, ["results"] = new JsonArray() }));

    private static Answer List(Call call)
    {
        var (selection, refusal) = Selection.Of(call);
        var (page, refused) = Page.Of(call);
        return refusal ?? refused ?? Lists.Envelope(call, call.Organization.Table(Kind.Command), selection! with { Fields = selection.Fields ?? Listed }, page);
    }

    private static Answer Create(Call call)
    {
        var organization = call.Organization;
        if ((Problem(call.Object) ?? RunAs(call.Object)) is { } problem)
            return Answer.Invalid(problem);
        var commands = organization.Table(Kind.Command);
        var index = commands.Add(call.Now, id => Document(organization, id, call.Object));
        organization.Journal.Write(call, "command_create", organization.Journal.Resource(new Node(Kind.Command, index)));
        return Objects.Show(commands, index);
    }

    /// <summary>A full replacement: what is not sent goes back to its default.</summary>
    private static Answer Update(Call call)
    {
        var organization = call.Organization;
        var commands = organization.Table(Kind.Command);
        if (!commands.TryFind(call.Id, out var index))
            return Answer.NotFound(call);
        var stored = commands.Change(index);
        var changes = new Changes();
        foreach (var (name, value) in Document(organization, call.Id, call.Object))
            changes.Set(stored, name, value);
        organization.Journal.Write(call, "command_update", organization.Journal.Resource(new Node(Kind.Command, index)), changes);
        return Objects.Show(commands, index);
    }

    private static Answer Delete(Call call, Kind kind, string type)
    {
        var organization = call.Organization;
        var table = organization.Table(kind);
        if (!table.TryFind(call.Id, out var index))
            return Answer.NotFound(call);
        var answer = Objects.Show(table, index);
        var resource = organization.Journal.Resource(new Node(kind, index));
        organization.Delete(new Node(kind, index));
        organization.Journal.Write(call, type, resource);
        return answer;
    }

    private static Answer Run(Call call)
    {
        if ((string?)call.Object["_id"] is not { Length: > 0 } id)
            return Answer.Invalid("command id is required");
        var organization = call.Organization;
        if (!organization.Table(Kind.Command).TryFind(id, out var index))
            return Answer.NotFound(call);
        List<int> devices = [];
        foreach (var device in (call.Object["systemIds"] ?? call.Object["systems"]) as JsonArray ?? [])
        {
            if (!organization.Systems.TryFind((string?)device, out var place))
                return Answer.Invalid($"no such system: {device}");
            devices.Add(place);
        }

        if (devices.Count == 0)
            devices.AddRange(organization.Graph.Reached(new Node(Kind.Command, index), Kind.System).Select(n => n.Index));
        return Answer.Json(200, Start(call, index, devices));
    }

    private static Answer Trigger(Call call)
    {
        var organization = call.Organization;
        var commands = organization.Table(Kind.Command);
        var name = call.Route("name");
        var triggered = new JsonArray();
        foreach (var index in commands.All().Where(i => (string?)commands.Read(i)["trigger"] == name).ToList())
        {
            Start(call, index, [.. organization.Graph.Reached(new Node(Kind.Command, index), Kind.System).Select(n => n.Index)]);
            triggered.Add(commands.Read(index)["name"]?.DeepClone());
        }

        return triggered.Count == 0 ? Answer.NotFound(call) : Answer.Json(200, new JsonObject { ["triggered"] = triggered });
    }

    private static JsonObject Start(Call call, int command, List<int> devices)
    {
        var organization = call.Organization;
        var document = (JsonObject)organization.Table(Kind.Command).Read(command).DeepClone();
        var workflow = V2.ServiceAccountDocument.NewId(organization);
        var queue = new JsonArray();
        var requested = call.Now;
        foreach (var device in devices)
        {
            if (organization.Queue.IsOffline(device))
            {
                organization.Queue.Add(new CommandQueue.Entry(workflow, organization.Table(Kind.Command).Id(command), device,
                    () => Result(organization, command, document, device, workflow, requested, organization.Clock.GetUtcNow())));
                queue.Add(V2.ServiceAccountDocument.NewId(organization));
                continue;
            }

            queue.Add(organization.Table(Kind.CommandResult).Id(Result(organization, command, document, device, workflow, requested, requested.AddSeconds(2))));
        }

        organization.Journal.Write(call, "command_run", organization.Journal.Resource(new Node(Kind.Command, command)));
        return new JsonObject { ["workflowInstanceId"] = workflow, ["queueIds"] = queue };
    }

    private static int Result(Organization organization, int command, JsonObject document, int device, string workflow, DateTimeOffset requested, DateTimeOffset answered)
    {
        var system = organization.Systems.Read(device);
        return organization.Table(Kind.CommandResult).Add(answered, id => new JsonObject
        {
            ["_id"] = id,
            ["command"] = document["command"]?.DeepClone(),
            ["name"] = document["name"]?.DeepClone(),
            ["organization"] = organization.Id,
            ["files"] = new JsonArray(),
            ["requestTime"] = JsonWriting.Iso(requested),
            ["responseTime"] = JsonWriting.Iso(answered),
            ["response"] = new JsonObject { ["id"] = id, ["error"] = "", ["data"] = new JsonObject { ["exitCode"] = 0, ["output"] = $"{document["name"]} ran on {system["displayName"]}" } },
            ["sudo"] = document["sudo"]?.DeepClone() ?? false,
            ["system"] = system["displayName"]?.DeepClone(),
            ["systemId"] = organization.Systems.Id(device),
            ["user"] = document["user"]?.DeepClone(),
            ["workflowId"] = organization.Table(Kind.Command).Id(command),
            ["workflowInstanceId"] = workflow,
        });
    }

    private static Answer Results(Call call)
    {
        var (selection, refusal) = Selection.Of(call);
        var (page, refused) = Page.Of(call);
        if (refusal is not null || refused is not null)
            return (refusal ?? refused)!;
        var table = call.Organization.Table(Kind.CommandResult);
        var all = selection!.Apply(table);
        return Answer.Json(200, new JsonObject
        {
            ["totalCount"] = all.Count,
            ["results"] = new JsonArray([.. all.Skip(page.Skip).Take(page.Limit).Select(i => selection.Project(Shortened(table.Read(i))))]),
        });
    }

    private static Answer ResultsOf(Call call)
    {
        if (call.Organization.Find(Kind.Command, call.Id) is null)
            return Answer.NotFound(call);
        var table = call.Organization.Table(Kind.CommandResult);
        return Answer.Json(200, new JsonArray([.. table.All().Select(table.Read).Where(r => (string?)r["workflowId"] == call.Id).Select(WithoutSystemId)]));
    }

    private static JsonNode WithoutSystemId(JsonObject result)
    {
        var copy = (JsonObject)result.DeepClone();
        copy.Remove("systemId");
        return copy;
    }

    /// <summary>The list cuts output off after forty characters.</summary>
    private static JsonObject Shortened(JsonObject result)
    {
        var copy = (JsonObject)result.DeepClone();
        var data = copy["response"]!["data"]!;
        if ((string?)data["output"] is { Length: > ListedOutput } output)
            data["output"] = output[..ListedOutput];
        copy["exitCode"] = data["exitCode"]?.DeepClone();
        copy.Remove("files");
        copy.Remove("organization");
        return copy;
    }

    /// <summary>Needed when a command is made; a full replace without it falls back to root.</summary>
    private static string? RunAs(JsonObject body)
        => ((string?)body["commandType"] ?? "linux") is "linux" or "mac" && string.IsNullOrEmpty((string?)body["user"]) ? "user is required" : null;

    private static string? Problem(JsonObject body)
    {
        foreach (var name in (string[])["name", "command"])
        {
            if (string.IsNullOrEmpty((string?)body[name]))
                return $"{name} is required";
        }

        return ((string?)body["commandType"] ?? "linux") is "linux" or "mac" or "windows" ? null : "commandType must be linux, mac or windows";
    }

    private static JsonObject Document(Organization organization, string id, JsonObject body)
    {
        var document = new JsonObject
        {
            ["_id"] = id,
            ["name"] = "",
            ["command"] = "",
            ["commandType"] = "linux",
            ["description"] = "",
            ["commandRunners"] = new JsonArray(),
            ["files"] = new JsonArray(),
            ["launchType"] = "manual",
            ["listensTo"] = "",
            ["organization"] = organization.Id,
            ["schedule"] = "",
            ["scheduleRepeatType"] = "",
            ["shell"] = "",
            ["sudo"] = false,
            ["timeout"] = "120",
            ["trigger"] = "",
            ["user"] = "000000000000000000000000",
        };
        foreach (var name in Writable)
        {
            if (body[name] is { } value)
                document[name] = value.DeepClone();
        }

        return document;
    }
}
