using System.Text.Json.Nodes;
using Jumpgate.Emulator.Auth;
using Jumpgate.Emulator.Knobs;
using Jumpgate.Emulator.State;

namespace Jumpgate.Emulator.Hosting;

/// <summary>One admitted request.</summary>
internal sealed class Call(HttpContext http, Installation installation, Caller caller, Organization organization)
{
    public HttpContext Http => http;

    public Installation Installation => installation;

    public Caller Caller => caller;

    public Organization Organization => organization;

    public JsonNode? Body { get; set; }

    public JsonObject Object => Body as JsonObject ?? [];

    public Fault? Fault { get; set; }

    public bool IsV2 => http.Request.Path.Value?.StartsWith("/api/v2/", StringComparison.OrdinalIgnoreCase) == true;

    public string Id => Route("id");

    public string Route(string name) => (string?)http.Request.RouteValues[name] ?? "";

    public string? Query(string name) => http.Request.Query.TryGetValue(name, out var value) ? value.ToString() : null;

    public string? Header(string name) => http.Request.Headers.TryGetValue(name, out var value) ? value.ToString() : null;

    public DateTimeOffset Now => installation.Clock.GetUtcNow();
}

internal delegate Answer Handler(Call call);
