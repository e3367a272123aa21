using System.Text.Json;
using Jumpgate.Scim.Errors;
using Jumpgate.Server.Data;
using Jumpgate.Server.Directory;
using Jumpgate.Server.Scim.Guard;
using Jumpgate.Server.Scim.Protocol;

namespace Jumpgate.Server.Scim.Records;

/// <summary>Leaves one readable record of every write, in its transaction, and of every refusal, before it is answered.</summary>
internal sealed class RequestRecords(WriteQueue queue, ScimMetrics metrics, ILogger<RequestRecords> log)
{
    private const int LongestPath = 2000;
    private const int LongestClient = 200;
    private const int LongestDetail = 2000;
    private const int LongestId = 200;

    /// <summary>The record of a write that was done, in the transaction of its rows.</summary>
    /// <param name="before">The newest sequence before the write.</param>
    public static ValueTask AddAsync(WriteScope scope, ScimCall call, bool changed, long before)
    {
        var outcome = call.Trace.IsPartial ? RequestOutcome.Partial : changed ? RequestOutcome.Applied : RequestOutcome.Unchanged;
        return InsertAsync(scope, call, call.Trace.Status, null, outcome, null, call.Trace.Body, scope.Sequence > before ? (before + 1, scope.Sequence) : null);
    }

    /// <summary>The record of a refusal. A store that cannot be reached loses it, and it is counted.</summary>
    public async Task RefuseAsync(ScimCall call, ScimError error)
    {
        metrics.Refused(error.Status);
        try
        {
            await queue.WriteAsync(call.Tenant, WritePriority.Interactive, async scope =>
            {
                var isErased = call.Trace is { Kind: { } kind, ResourceId: { } id } && await NameAsync(scope, call, (short)kind.Kind, id);
                await InsertAsync(scope, call, error.Status, error.ScimType, call.Trace.Held is null ? RequestOutcome.Refused : RequestOutcome.Held, error.Detail, isErased ? null : call.Trace.Body, null);
                if (call.Trace.Held is { } loss) await HeldRequests.AddAsync(scope, call, loss);
            }, CancellationToken.None);
        }
        catch (Exception failure)
        {
            // The refusal is answered whatever becomes of its record.
            metrics.RecordLost();
            ScimLog.RecordLost(log, failure);
        }
    }

    /// <summary>Finds what the resource is called; true where it was erased, so that nothing of it may be written down again.</summary>
    private static async ValueTask<bool> NameAsync(WriteScope scope, ScimCall call, short kind, string id)
    {
        var found = await scope.Sql.QueryAsync(
            """
            select r.state, v.name from resource r
            left join resource_version v on v.tenant = @tenant and v.directory = @directory and v.kind = @kind and v.resource = r.resource and v.to_seq is null
            where r.tenant = @tenant and r.directory = @directory and r.kind = @kind and r.remote_id = @id
            """,
            row => (State: (IdentityState)row.GetInt16(0), Name: row.IsDBNull(1) ? null : row.GetString(1)), default,
            ("directory", call.Directory.Value), ("kind", kind), ("id", RecordText.Clean(id, LongestId)));
        if (found is not [var one]) return false;
        call.Trace.Name = one.Name;
        return one.State == IdentityState.Erased;
    }

    private static ValueTask InsertAsync(
        WriteScope scope, ScimCall call, int status, string? scimType, RequestOutcome outcome, string? detail, string? body, (long From, long To)? changes)
    {
        var trace = call.Trace;
        return scope.Sql.SendAsync(
            """
            insert into scim_request (tenant, directory, id, at, token, client, method, path, kind, resource_id, name, status, scim_type, outcome, detail, body, skipped, from_seq, to_seq)
            values (@tenant, @directory, @id, @at, @token, @client, @method, @path, @kind, @resource, @name, @status, @type, @outcome, @detail, @body, @skipped, @from, @to)
            """,
            ("directory", call.Directory.Value), ("id", call.Cause.Id), ("at", scope.Now), ("token", call.Access.TokenId), ("client", Cut(call.Client, LongestClient)),
            ("method", Cut(call.Method, 10)), ("path", Cut(call.Path, LongestPath)), ("kind", (short?)trace.Kind?.Kind), ("resource", Cut(trace.ResourceId, LongestId)),
            ("name", trace.Name), ("status", (short)status), ("type", scimType), ("outcome", (short)outcome), ("detail", Cut(detail, LongestDetail)), ("body", body),
            ("skipped", trace.Skipped.Count == 0 ? null : Cut(JsonSerializer.Serialize(trace.Skipped), int.MaxValue)), ("from", changes?.From), ("to", changes?.To));
    }

    private static string? Cut(string? text, int longest) => text is null ? null : RecordText.Clean(text, longest);
}
