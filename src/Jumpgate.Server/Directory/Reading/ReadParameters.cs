using Jumpgate.Server.Data;
using Jumpgate.Server.Hosting;
using Microsoft.OpenApi;

namespace Jumpgate.Server.Directory.Reading;

/// <summary>The query parameters of reading, described once.</summary>
internal static class ReadParameters
{
    public static readonly ApiParameter AsOf = new("as_of", "The moment to show: a change sequence, a time (RFC 3339) or the id of an ended sync run. 410 `history_pruned` before what is kept.") { Example = "2026-11-22T10:00:00Z" };
    public static readonly ApiParameter Raw = new("raw", "Also what the source sent, secret values replaced. Needs the right `raw`.", JsonSchemaType.Boolean);
    public static readonly ApiParameter Fields = new("fields", "The attributes wanted, comma-separated paths; all without it. In CSV, the columns.") { Example = "userName,name.familyName,emails" };
    public static readonly ApiParameter Expand = new("expand", "Comma-separated: `person` (the accounts of the same human), `edges` (how many edges of each kind), `notes`, `activity` (sign-ins, from the event log).") { Example = "person,edges" };
    public static readonly ApiParameter Format = new("format", "The form of the answer, instead of Accept. CSV and NDJSON bring the whole list at one moment, or the first `limit`.") { Values = ["json", "csv", "ndjson"] };

    public static readonly ApiParameter Filter = new(
        "filter",
        "A SCIM filter (RFC 7644 §3.4.2.2) over `id`, `remoteId`, `name`, `email`, `status`, `active`, `updatedAt` and every attribute. `eq` and `sw` on id, remoteId, externalId, userName, emails and name are quick at any size; others may be stopped (`query_too_slow`).")
    {
        Example = "userName sw \"jo\" and active eq true",
    };

    public static readonly ApiParameter Sort = new("sort", "The order; `-` before it for the other direction. What has no value comes last.")
    {
        Values = ["name", "-name", "email", "-email", "userName", "-userName", "status", "-status", "updatedAt", "-updatedAt"],
    };

    public static readonly ApiParameter Search = new("q", "Finds what begins so by name, e-mail or user name, whatever the case.") { Example = "jo" };

    public static readonly ApiParameter EdgeKind = new("kind", "The kind of edge.") { Values = [.. Words.EdgeKinds.Select(kind => kind.Word())] };
    public static readonly ApiParameter EdgeFrom = new("from", "Id of the resource the edge begins at.") { Format = "uuid" };
    public static readonly ApiParameter EdgeTo = new("to", "Id of the resource the edge ends at.") { Format = "uuid" };
    public static readonly ApiParameter FromKind = new("from_kind", "The kind of resource the edge begins at.") { Values = [.. Words.ResourceKinds.Select(kind => kind.Word())] };
    public static readonly ApiParameter ToKind = new("to_kind", "The kind of resource the edge ends at.") { Values = [.. Words.ResourceKinds.Select(kind => kind.Word())] };

    public static readonly ApiParameter After = new("after", "The sequence behind which to go on; without it, from the beginning of what is kept.", JsonSchemaType.Integer) { Format = "int64" };
    public static readonly ApiParameter Directory = new("directory", "Only changes of this directory.") { Format = "uuid" };
    public static readonly ApiParameter Wait = new("wait", "Seconds to wait for a change where there is none yet.", JsonSchemaType.Integer) { Range = (0, 60) };

    public static readonly ApiParameter As = new("as", "`events`: the changes as webhooks send them, with what stood at their sequence.") { Values = ["events"] };

    public static readonly ApiParameter DiffFrom = new("from", "The earlier moment: a change sequence, a time or the id of an ended sync run.") { Required = true, Example = "4711" };
    public static readonly ApiParameter DiffTo = new("to", "The later moment, in the same words; without it, now.");
    public static readonly ApiParameter DiffMode = new("mode", "`net`: each resource and edge once, by its state at both moments. `all`: every change, in order.") { Values = ["net", "all"] };
}
