using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Jumpgate.Emulator.Insights;

/// <summary>Field names in queries: which are known, which may not be searched, and what stands under a dotted path.</summary>
internal sealed class EventFields
{
    /// <summary>Top-level names of the specification's field tables and of the live events others published.</summary>
    private static readonly string[] Documented =
    [
        "@version", "access_request_id", "app_management_source", "application", "application_id", "association", "attr", "auth_context", "auth_meta",
        "auth_method", "auth_type", "base", "category", "changes", "channel_object_id", "client_ip", "command", "command_uuid", "config",
        "connection_id", "correlation", "deref", "description", "detail", "device_manager_object_id", "device_object_id", "dn", "eap_type",
        "error_chain", "error_code", "error_message", "event_type", "filter", "geoip", "id", "idm_client_id", "idp_initiated", "initiated_by",
        "jc_initiated_by_email", "mdm_device_id", "mdm_device_manager_id", "mdm_type", "mech", "message", "message_chain", "mfa", "mfa_meta", "name",
        "nas_mfa_state", "number_of_results", "object_storage_item_object_id", "object_storage_item_version_name",
        "object_storage_item_version_object_id", "object_storage_item_version_sha_256_sum", "object_storage_item_version_size", "oid",
        "operation_number", "operation_type", "organization", "outer", "pid", "process_name", "provider", "referrer_object_id", "referrer_type",
        "request_type", "resource", "result", "scope", "service", "severity", "src_ip", "sso_token_success", "start_tls", "status", "success",
        "system", "system_group", "system_object_id", "system_timestamp", "target_resource", "timestamp", "tls_established",
        "total_software_item_count", "total_space_used", "user_agent", "useragent", "username", "windows_device_uuid", "windows_meta", "workflow",
    ];

    private readonly ConcurrentDictionary<string, byte> _known = new(Documented.Select(name => KeyValuePair.Create(name, (byte)0)), StringComparer.Ordinal);

    public void Learn(JsonObject @event)
    {
        foreach (var (name, _) in @event)
            _known.TryAdd(name, 0);
    }

    public bool IsKnown(string path) => _known.ContainsKey(Root(path));

    /// <summary>Not indexed by JumpCloud: a search on them finds nothing.</summary>
    public static bool IsSearchable(string path) => Root(path) is not ("changes" or "useragent" or "system_timestamp");

    /// <summary>The values under a dotted path, arrays opened.</summary>
    public static IEnumerable<JsonElement> Values(JsonElement element, string path)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Array:
                return element.EnumerateArray().SelectMany(item => Values(item, path));
            case JsonValueKind.Object when path.Length > 0:
                if (element.TryGetProperty(path, out var whole))
                    return Values(whole, "");
                var dot = path.IndexOf('.', StringComparison.Ordinal);
                return dot > 0 && element.TryGetProperty(path.AsSpan(0, dot), out var inner) ? Values(inner, path[(dot + 1)..]) : [];
            default:
                return path.Length == 0 ? [element] : [];
        }
    }

    /// <summary>Every plain value in an event that may be searched.</summary>
    public static IEnumerable<string> Leaves(JsonElement @event) =>
        @event.EnumerateObject().Where(field => IsSearchable(field.Name)).SelectMany(field => AllLeaves(field.Value));

    /// <summary>A value as the index holds it: lower case, booleans and numbers as text.</summary>
    public static string? Indexed(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => Text(value) is { } text ? Lower(text) : null,
        JsonValueKind.Number => value.GetRawText(),
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        _ => null,
    };

    /// <summary>Null for what no text can hold: half of a surrogate pair, bytes that are no UTF-8.</summary>
    private static string? Text(JsonElement value)
    {
        try
        {
            return value.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

#pragma warning disable CA1308 // the index is lower case by JumpCloud's own documentation
    public static string Lower(string text) => text.ToLowerInvariant();
#pragma warning restore CA1308

    private static IEnumerable<string> AllLeaves(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => value.EnumerateObject().SelectMany(field => AllLeaves(field.Value)),
        JsonValueKind.Array => value.EnumerateArray().SelectMany(AllLeaves),
        _ => Indexed(value) is { } text ? [text] : [],
    };

    private static string Root(string path) => path.IndexOf('.', StringComparison.Ordinal) is > 0 and var dot ? path[..dot] : path;
}
