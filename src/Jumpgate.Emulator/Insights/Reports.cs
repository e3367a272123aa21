using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace Jumpgate.Emulator.Insights;

/// <summary>Reports asked for and made in the background: PENDING, IN_PROGRESS, then COMPLETED with a CSV and a JSON artifact.</summary>
/// <param name="clock">What moves a report on.</param>
/// <param name="options">How fast it moves.</param>
/// <param name="rows">The content of a report: rows of one organization for one report type.</param>
public sealed class Reports(TimeProvider clock, InsightsOptions options, Func<string, string, IEnumerable<JsonObject>> rows)
{
    public static readonly string[] Types =
    [
        "browser-patch-policy", "os-patch-policy", "os-version", "software-inventory", "user-account-health", "users-to-devices", "users-to-directories",
        "users-to-ldap-servers", "users-to-radius-servers", "users-to-sso-applications", "users-to-user-groups",
    ];

    /// <summary>The specification spells this one type otherwise in lists than in requests.</summary>
    private const string HealthInLists = "users-account-health";

    private readonly List<Report> _reports = [];
    private readonly Lock _gate = new();

    public JsonObject? Request(InsightsAccess access, string type)
    {
        if (!Types.Contains(type))
            return null;
        lock (_gate)
        {
            var now = clock.GetUtcNow();
            var report = new Report(NewId(now, _reports.Count, 0), NewId(now, _reports.Count, 1), NewId(now, _reports.Count, 2), type, access.Owners[0], access.Caller, now);
            _reports.Add(report);
            return Metadata(report, type);
        }
    }

    public JsonArray List(InsightsAccess access, string? sort)
    {
        lock (_gate)
        {
            var mine = _reports.Where(report => access.Owners.Contains(report.Organization));
            var ascending = sort?.StartsWith('-') ?? false;
            Func<Report, string> key = sort?.TrimStart('-') switch
            {
                "REQUESTER_EMAIL" => report => report.Requester.Email,
                "STATUS" => report => Status(report),
                "TYPE" => report => report.Type,
                _ => report => report.CreatedAt.ToString("O", CultureInfo.InvariantCulture),
            };
            var ordered = ascending ? mine.OrderBy(key, StringComparer.Ordinal) : mine.OrderByDescending(key, StringComparer.Ordinal);
            return [.. ordered.Select(report => Metadata(report, report.Type == "user-account-health" ? HealthInLists : report.Type))];
        }
    }

    /// <summary>An artifact's content, or null where there is no such artifact or it is not made yet.</summary>
    public (string Type, string Text)? Content(InsightsAccess access, string report, string artifact)
    {
        Report? found;
        lock (_gate)
            found = _reports.Find(item => item.Id == report && access.Owners.Contains(item.Organization));
        if (found is null || Status(found) != "COMPLETED")
            return null;
        if (artifact == found.Csv)
            return ("text/csv; charset=utf-8", Csv([.. rows(found.Organization, found.Type)]));
        return artifact == found.Json
            ? ("application/json; charset=utf-8", new JsonArray([.. rows(found.Organization, found.Type)]).ToJsonString())
            : null;
    }

    private JsonObject Metadata(Report report, string type) => new()
    {
        ["id"] = report.Id,
        ["type"] = type,
        ["status"] = Status(report),
        ["created_at"] = Written(report.CreatedAt),
        ["updated_at"] = Written(report.CreatedAt + (options.ReportStep * Math.Min(2, Steps(report)))),
        ["expiration"] = Written(report.CreatedAt + TimeSpan.FromDays(1)),
        ["requester_id"] = report.Requester.Id,
        ["requester_email"] = report.Requester.Email,
        ["parameters"] = new JsonArray(),
        ["artifacts"] = Status(report) == "COMPLETED"
            ? [new JsonObject { ["id"] = report.Csv, ["format"] = "CSV" }, new JsonObject { ["id"] = report.Json, ["format"] = "JSON" }]
            : new JsonArray(),
    };

    private int Steps(Report report) =>
        options.ReportStep <= TimeSpan.Zero ? 2 : (int)Math.Min(2, (clock.GetUtcNow() - report.CreatedAt) / options.ReportStep);

    private string Status(Report report) => Steps(report) switch
    {
        0 => "PENDING",
        1 => "IN_PROGRESS",
        _ => "COMPLETED",
    };

    private static string Csv(List<JsonObject> rows)
    {
        if (rows.Count == 0)
            return "";
        var columns = rows[0].Select(field => field.Key).ToList();
        var lines = rows.Select(row => string.Join(',', columns.Select(column => Quoted(row[column]?.ToString() ?? ""))));
        return string.Join("\r\n", lines.Prepend(string.Join(',', columns))) + "\r\n";
    }

    private static string Quoted(string text) =>
        text.AsSpan().ContainsAny(",\"\r\n") ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;

    private static string Written(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    private static string NewId(DateTimeOffset now, int number, int part) =>
        string.Concat(
            now.ToUnixTimeSeconds().ToString("x8", CultureInfo.InvariantCulture),
            Convert.ToHexStringLower(SHA256.HashData([.. BitConverter.GetBytes(number), (byte)part]).AsSpan(0, 8)));

    private sealed record Report(string Id, string Csv, string Json, string Type, string Organization, InsightsCaller Requester, DateTimeOffset CreatedAt);
}
