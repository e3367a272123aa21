using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Jumpgate.Ocsf.Schemas;
using Jumpgate.Ocsf.Table;

namespace Jumpgate.Ocsf.Tests.Table;

/// <summary>Writes docs/guide/ocsf-mapping.md from the table.</summary>
internal static class MappingGuide
{
    private const string Head = """
        # What events become in OCSF

        This page is made from the mapping table; a test holds it equal to it. OCSF is the schema of [schema.ocsf.io](https://schema.ocsf.io). Records are written in
        release 1.8.0, or in 1.1.0 for lakes that ask for it. Try it on events of your own, without a server:

        ```
        jumpgate ocsf map < raw.ndjson > ocsf.ndjson              one line in, one line out, in the same order
        jumpgate ocsf map --schema 1.1.0 --validate raw.ndjson    hold every record against the schema, too
        ```

        ## In every record

        | attribute | from |
        |---|---|
        | `time`, `metadata.original_time` | `timestamp`, cut to milliseconds, and as it came |
        | `metadata.uid` | the event's `id`: the key to recognize a record by |
        | `metadata.event_code`, `log_name`, `log_version`, `tenant_uid` | `event_type`, `service`, `@version`, `organization` (`provider` for events of the multi-tenant portal) |
        | `metadata.correlation_uid` | `correlation.id`, `access_request_id`, `connection_id` or `command_uuid` |
        | `actor` | `initiated_by`, and `jc_initiated_by_email`. Where nobody is named, nobody is put in; a class that cannot be without (6003, 6006) gets the session or the service that logged it |
        | `src_endpoint`, `http_request` | `client_ip` with `geoip` and `useragent`; agents tell two addresses: then `src_ip` is the source, and `client_ip` that of `device` |
        | `device` | `system`, or the device in `auth_context`; with the profile `host` in `metadata.profiles` where the class asks for it |
        | `status_id` | `success`. Where a change says nothing, it happened; where a sign-in says nothing, Unknown |
        | `status_detail`, `status_code`, `message` | `error_message`, `error_code`, `message` |
        | `observables` | addresses, names, ids, e-mail addresses, host names, user agents, hashes |
        | `enrichments` | what was looked up elsewhere; never mixed with what the event tells |
        | `unmapped` | every other value of the event, in its own shape; empty ones are left out |
        | `raw_data`, `raw_data_size` | the event as it came. A text of 1.1.0 has at most 65,535 characters: a longer event stands whole in `unmapped.raw_data` |

        A value that has not the form its attribute asks for, such as an address that is none, stays in `unmapped`. An event that lacks what its class requires is told in
        a less particular class, at last as Base Event.

        ## Where the content decides

        - **`sso_auth`** has no `success`. `sso_token_success` true: Logon, Success. False with an `error_message`: Logon, Failure; Medium where a policy refused. False without one: the
          challenge for a second factor, Preauth, Unknown; the sign-on it belongs to ends later, with an event of its own.
        - **`user_update`, `admin_update`**: `changes` tell Disable, MFA Factor Disable, Lock, Password Change, MFA Factor Enable, Unlock or Enable, the first of these that applies; else Update.
        - **`association_change`**: a user and a user group: 3006 Add User or Remove User. A user and an application, device, directory, RADIUS or LDAP server or policy: 3005 Assign or Revoke
          Privileges, with sudo in `privileges` and Medium where it is given. A user group and anything else: 3006 Assign or Revoke Privileges. The rest: 3004 Update.
        - **`mdm_command_result`**: questions about the device are 5001 Collect, anything else 3004 named by the command; erasing, locking and unenrolling weigh Medium.
        - **`alert_*`, `risk_*`**: severity is their own, and `status_id` is that of the finding.
        - **`ldap_bind`** without TLS: `is_cleartext`, Medium. **`login_attempt`** by root or elevated from elsewhere: Medium. **`organization_update`** of passwords, MFA, sessions or lockout: Medium.
        - **`command_run`, `command_result`**: 1009 Script Activity where device, actor and the text of the command are told. **`object_storage_create`**: 6006 Upload where file, actor and
          address are told.
        - **A type that is not listed** is told all the same, and counted: by its ending (`_create`, `_update`, `_delete`) as 3004 where it names a resource, else as Base Event under its own name.
        - **What is no event** (no JSON, no UTF-8, no `id`, `timestamp` or `event_type`) is a Base Event of severity Unknown with the text whole. Bytes that are no UTF-8 stand in
          `unmapped.raw_data_base64`, too.

        ## Where 1.1.0 differs

        An activity it does not know is 99 under its later name; Unlock is Enable. Group events without user or privilege (`group_create`, `group_delete`, `group_update`, `group_warning`) are 3004
        there. It has no Script Activity, no `auth_factors`, no `src_endpoint` and `http_request` in 3004, 3005 and 3006 (they stay in `unmapped`), and an `actor` in these
        with the profile `host` only.

        ## Event types

        Severity: I Informational, L Low, M Medium, H High; behind a stroke that of a failure. ◆: the content can decide otherwise, as said above. The last column names the kind of
        entity, the privilege or the service.

        """;

    public static string Write()
    {
        var text = new StringBuilder(Head);
        var older = MappingTable.Of(OcsfVersion.V110).ByType;
        foreach (var service in MappingTable.Of(OcsfVersion.V180).Rows.GroupBy(row => row.Service).OrderBy(group => group.Key.Length == 0).ThenBy(group => group.Key, StringComparer.Ordinal))
        {
            text.Append(CultureInfo.InvariantCulture, $"\n### {(service.Key.Length == 0 ? "Service not known" : $"`{service.Key}`")}\n\n| event type | 1.8.0 | 1.1.0, where different | severity | about |\n|---|---|---|---|---|\n");
            foreach (var row in service.OrderBy(row => row.Type, StringComparer.Ordinal))
            {
                var (now, then) = (Cell(row, OcsfVersion.V180), Cell(older[row.Type], OcsfVersion.V110));
                var failure = row.OnFailure > row.Severity ? $" / {row.OnFailure.ToString()[0]}" : "";
                text.Append(CultureInfo.InvariantCulture, $"| `{row.Type}`{(row.AlsoIn is { } also ? $", also in `{also}`" : "")} | {now}{(row.DependsOnContent ? " ◆" : "")} | {(now == then ? "" : then)} | {row.Severity.ToString()[0]}{failure} | {row.About} |\n");
            }
        }

        text.Append("\n## Changes\n\n| day | change | table |\n|---|---|---|\n");
        foreach (var change in MappingChange.All) text.Append(CultureInfo.InvariantCulture, $"| {change.Day:yyyy-MM-dd} | {change.Text} | `{change.Fingerprint}` |\n");
        return text.ToString().ReplaceLineEndings("\n");
    }

    public static string Fingerprint()
    {
        var rows = OcsfVersions.All.SelectMany(version => MappingTable.Of(version).Rows.Select(row => $"{version.Text} {row.Type} {row.Service} {Cell(row, version)} {row.Severity} {row.OnFailure} {row.About} {row.DependsOnContent}"));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join("\n", rows))))[..12];
    }

    private static string Cell(EventRow row, OcsfVersion version) => $"{row.Class} {row.Activity} {row.Named ?? OcsfSchema.Of(version).Classes[row.Class].Call("activity_id", row.Activity)}";
}
