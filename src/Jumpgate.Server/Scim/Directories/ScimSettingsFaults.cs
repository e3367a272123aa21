using Jumpgate.Contracts;
using Jumpgate.Scim.Errors;
using Jumpgate.Scim.Schemas;
using Jumpgate.Server.Directory;
using Jumpgate.Server.Hosting;

namespace Jumpgate.Server.Scim.Directories;

/// <summary>What is wrong with the settings of a request, all of it at once.</summary>
internal static class ScimSettingsFaults
{
    private const int MostExtensions = 20;
    private const int LongestId = 200;
    private static readonly TimeSpan LongestQuiet = TimeSpan.FromDays(1);

    public static void Check(ScimSettings? settings, FieldFaults faults)
    {
        if (settings is null) return;
        Range(settings.RequestsPerSecond, "requestsPerSecond", 1, 1_000_000, faults);
        Range(settings.BodyBytes, "bodyBytes", 1024, 64 * 1024 * 1024, faults);
        Range(settings.Depth, "depth", 8, 64, faults);
        Range(settings.Members, "members", 1, 1_000_000, faults);
        Range(settings.Resources, "resources", 1, 100_000_000, faults);
        if (settings.QuietFirstLoad is { Length: > 0 } quiet) faults.Duration(quiet, "settings.quietFirstLoad", TimeSpan.Zero, LongestQuiet);
        if (settings.AdminGuard is not (null or "" or PushSettings.Off or PushSettings.Hold or PushSettings.Refuse))
            faults.Add("settings.adminGuard", "unknown_guard", "adminGuard is off, hold or refuse.");
        if (settings.Drift is { } drift) Drift(drift, faults);
        if (settings.Extensions is { Count: > 0 } extensions) Extensions(extensions, faults);
    }

    private static void Drift(ScimDriftLink drift, FieldFaults faults)
    {
        if (drift.OrganizationId is null != drift.ApplicationId is null)
            faults.Add("settings.drift", "drift_incomplete", "drift needs organizationId and applicationId.", "Send both, or neither to end the link.");
        faults.Plain(drift.ApplicationId, "settings.drift.applicationId", LongestId);
    }

    private static void Extensions(IReadOnlyList<ScimExtension> extensions, FieldFaults faults)
    {
        if (extensions.Count > MostExtensions)
        {
            faults.Add("settings.extensions", "too_many_extensions", $"A directory has at most {MostExtensions} schemas of its own.");
            return;
        }

        List<DirectoryExtension> read = [];
        for (var at = 0; at < extensions.Count; at++)
        {
            var field = $"settings.extensions[{at}]";
            if (extensions[at].ResourceType is not ("User" or "Group")) faults.Add(field + ".resourceType", "unknown_resource_type", "resourceType is User or Group.");
            if (extensions[at].Schema.ValueKind != System.Text.Json.JsonValueKind.Object)
            {
                faults.Add(field + ".schema", "schema_malformed", "schema is a Schema resource as in RFC 7643 §7.");
                continue;
            }

            try
            {
                read.Add(ScimSetup.Extension(extensions[at]));
            }
            catch (ScimException wrong)
            {
                faults.Add(field + ".schema", "schema_malformed", wrong.Error.Detail, "Correct the schema as RFC 7643 §7 describes it.");
            }
        }

        try
        {
            if (read.Count == extensions.Count) _ = new SchemaSet(read);
        }
        catch (ScimException wrong)
        {
            faults.Add("settings.extensions", "schema_malformed", wrong.Error.Detail, "Give each schema a URN of its own.");
        }
    }

    private static void Range(int? value, string name, int least, int most, FieldFaults faults)
    {
        if (value is { } number && number != 0 && (number < least || number > most))
            faults.Add($"settings.{name}", "out_of_range", $"{name} lies between {least} and {most}; 0 brings back what holds by itself.");
    }
}
