using System.Text.Json;
using System.Text.Json.Nodes;
using Jumpgate.Emulator.Console.Queries;
using Jumpgate.Emulator.Console.V1;
using Jumpgate.Emulator.Hosting;
using Jumpgate.Emulator.State;
using Jumpgate.Emulator.Worlds;

namespace Jumpgate.Emulator.Console.V2;

/// <summary>Software packages kept on devices, and how far each device is.</summary>
internal static class SoftwareApps
{
    private const string Needs = "systems softwareapps";

    public static void Map(Routes v2) => v2
        .Get("/softwareapps", Needs, call => Lists.Array(call, call.Organization.Table(Kind.SoftwareApp)))
        .Post("/softwareapps", Needs, Create)
        .Get("/softwareapps/{id}", Needs, call => call.Organization.Table(Kind.SoftwareApp).TryFind(call.Id, out _) ? Objects.Get(call, Kind.SoftwareApp) : Answer.PassOn)
        .Put("/softwareapps/{id}", Needs, Update)
        .Delete("/softwareapps/{id}", Needs, Delete)
        .Get("/softwareapps/{id}/statuses", Needs, OfPackage)
        .Get("/systems/{id}/softwareappstatuses", Needs, OfDevice);

    private static Answer Create(Call call)
    {
        if (Problem(call) is { } problem)
            return problem;
        var organization = call.Organization;
        var table = organization.Table(Kind.SoftwareApp);
        var index = table.Add(call.Now, id => new JsonObject
        {
            ["id"] = id,
            ["displayName"] = call.Object["displayName"]!.DeepClone(),
            ["createdAt"] = JsonWriting.Iso(call.Now),
            ["updatedAt"] = JsonWriting.Iso(call.Now),
            ["settings"] = call.Object["settings"]?.DeepClone() ?? new JsonArray(),
        });
        return Objects.Show(table, index, 201);
    }

    private static Answer Update(Call call)
    {
        var table = call.Organization.Table(Kind.SoftwareApp);
        if (!table.TryFind(call.Id, out var index))
            return Answer.NotFound(call);
        if (Problem(call) is { } problem)
            return problem;
        var package = table.Change(index);
        foreach (var name in (string[])["displayName", "settings"])
        {
            if (call.Object[name] is { } value)
                package[name] = value.DeepClone();
        }

        package["updatedAt"] = JsonWriting.Iso(call.Now);
        return Objects.Show(table, index);
    }

    private static Answer Delete(Call call)
    {
        if (!call.Organization.Table(Kind.SoftwareApp).TryFind(call.Id, out var index))
            return Answer.NotFound(call);
        call.Organization.Delete(new Node(Kind.SoftwareApp, index));
        return Answer.Empty(204);
    }

    private static Answer? Problem(Call call)
    {
        if (call.Http.Request.Method == "POST" && string.IsNullOrWhiteSpace((string?)call.Object["displayName"]))
            return Answer.Invalid("displayName is required");
        return call.Object["settings"] is null or JsonArray ? null : Answer.Invalid("settings must be an array");
    }

    private static Answer OfPackage(Call call)
    {
        var organization = call.Organization;
        return organization.Table(Kind.SoftwareApp).TryFind(call.Id, out var package)
            ? Lists.Array(call, organization.Graph.Reached(new Node(Kind.SoftwareApp, package), Kind.System), (json, device) => Write(json, organization, device.Index, package))
            : Answer.NotFound(call);
    }

    private static Answer OfDevice(Call call)
    {
        var organization = call.Organization;
        return organization.Systems.TryFind(call.Id, out var device)
            ? Lists.Array(call, [.. organization.Graph.Reached(new Node(Kind.System, device), Kind.SoftwareApp)], (json, package) =>
            {
                json.WriteStartObject();
                json.WritePropertyName("app"u8);
                organization.Table(Kind.SoftwareApp).Write(json, package.Index);
                json.WritePropertyName("status"u8);
                Write(json, organization, device, package.Index);
                json.WriteEndObject();
            })
            : Answer.NotFound(call);
    }

    private static void Write(Utf8JsonWriter json, Organization organization, int device, int package)
    {
        var seconds = organization.World.CreatedSecond(Kind.System, device);
        json.WriteStartObject();
        json.WriteString("id"u8, organization.World.Ids.Of(Kind.PolicyResult, (1 << 30) | (package << 20) | (device & 0xFFFFF), seconds));
        json.WriteString("softwareAppId"u8, organization.IdOf(new Node(Kind.SoftwareApp, package)));
        json.WriteString("systemId"u8, organization.IdOf(new Node(Kind.System, device)));
        json.WriteString("state"u8, "INSTALLED"u8);
        json.WriteNumber("code"u8, 0);
        json.WriteString("details"u8, ""u8);
        json.WriteString("version"u8, $"1{package}.{device % 7}.0");
        json.Time("timestamp"u8, organization.Today);
        json.WriteEndObject();
    }
}
