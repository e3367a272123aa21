using Jumpgate.Scim.Bulk;
using Jumpgate.Scim.Errors;
using Jumpgate.Scim.Versions;
using Jumpgate.Server.Data;
using Jumpgate.Server.Scim.Records;
using Jumpgate.Server.Scim.Resources;

namespace Jumpgate.Server.Scim.Protocol;

/// <summary>
/// Many writes in one request (RFC 7644 §3.7), each as if it had come alone: a transaction, a version check and a record of its own. What another refers
/// to is done first; those that refer to each other are made first and completed then.
/// </summary>
internal sealed class ScimBulk(UserWrites users, GroupWrites groups, RequestRecords records, ScimMetrics metrics, Store store, ILogger<ScimBulk> log)
{
    public async Task RunAsync(ScimCall call)
    {
        var request = BulkRequest.Read(await call.BodyAsync(), call.Setup.Schemas, call.Profile, call.Limits);
        var results = new BulkResult?[request.Operations.Count];
        var created = new Dictionary<string, string>(StringComparer.Ordinal);
        var errors = 0;
        foreach (var step in BulkPlan.Of(request).Steps)
        {
            if (errors >= request.FailOnErrors) break;
            // What could not be made is not completed.
            if (step.Completes && results[step.Operation.Index]?.Error is not null) continue;
            var result = await StepAsync(call, step, created);
            results[step.Operation.Index] = result;
            if (result.Error is not null) errors++;
        }

        await ScimAnswer.SendAsync(call.Http, 200, json => BulkResponse.Write(json, results.OfType<BulkResult>()));
    }

    private async Task<BulkResult> StepAsync(ScimCall call, BulkStep step, Dictionary<string, string> created)
    {
        var operation = step.Operation;
        var isGroup = operation.Endpoint == call.Setup.Groups.Schema.Type.Endpoint[1..];
        var kind = isGroup ? call.Setup.Groups : call.Setup.Users;
        var makes = operation.Method == BulkMethod.Post;
        var id = operation.Id;
        var one = Of(operation.Data);
        try
        {
            if (operation.Error is { } fault) throw new ScimException(fault);
            id = step.Completes && makes ? created[operation.BulkId!] : step.Id(created.GetValueOrDefault);
            one = Of(step.Body(created.GetValueOrDefault));
            var done = await WriteAsync(one, isGroup ? groups : users, step.Completes ? BulkMethod.Patch : operation.Method!.Value, id);
            if (makes) created[operation.BulkId!] = done.Row.Id;
            return new BulkResult(
                operation, makes ? 201 : one.Trace.Status, Location(done.Row.Id), operation.Method == BulkMethod.Delete ? null : EntityTag.Of(done.Row.Version).ToString());
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            // As in ScimEntrance, for one operation: the others of the request have their own answers.
            var error = ScimFailures.Of(failure, store);
            if (error.Status >= 500) ScimLog.RequestFailed(log, one.Method, one.Path, failure);
            await records.RefuseAsync(one, error);
            return new BulkResult(operation, error.Status, id is null ? null : Location(id), null, error);
        }

        ScimCall Of(ReadOnlyMemory<byte> body)
        {
            var made = call.Operation(
                step.Completes ? "PATCH" : operation.Wire, $"/Bulk[{operation.Index}]/{operation.Endpoint}{(id is null ? "" : "/" + id)}", step.Completes ? null : operation.Version, body);
            (made.Trace.Kind, made.Trace.ResourceId, made.Trace.Body) = (kind, id, RecordText.Body(body, call.Setup.Secrets));
            return made;
        }

        string Location(string about) => $"{call.BaseUri}{kind.Schema.Type.Endpoint}/{about}";
    }

    private async Task<Written> WriteAsync(ScimCall call, IResourceWrites writes, BulkMethod method, string? id)
    {
        call.Trace.Status = method switch { BulkMethod.Post => 201, BulkMethod.Delete => 204, _ => 200 };
        var done = await (method switch
        {
            BulkMethod.Post => writes.CreateAsync(call),
            BulkMethod.Put => writes.ReplaceAsync(call, id!),
            BulkMethod.Patch => writes.PatchAsync(call, id!),
            _ => writes.DeleteAsync(call, id!),
        });
        metrics.Written();
        return done;
    }
}
