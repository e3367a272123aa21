using System.Text.Json.Nodes;
using Jumpgate.Scim.Errors;
using Jumpgate.Scim.Patch;
using Jumpgate.Scim.Schemas;
using Jumpgate.Server.Data;
using Jumpgate.Server.Scim.Protocol;
using ResourceBody = Jumpgate.Scim.Resources.ResourceBody;

namespace Jumpgate.Server.Scim.Resources;

/// <summary>Writes users. Their user names are one of a kind within the directory, whatever the case.</summary>
internal sealed class UserWrites(WriteQueue queue) : IResourceWrites
{
    private const string Active = "active";

    public async Task<Written> CreateAsync(ScimCall call)
    {
        var kind = call.Setup.Users;
        var sent = ResourceBody.Read(await call.BodyAsync(), kind.Schema, call.Profile, call.Limits);
        call.Trace.Skip(sent.Ignored);
        var body = PushedBody.Of(kind, Settle(sent.Document, null));
        return await Push.RunAsync(queue, call, kind, async push =>
        {
            var identity = await push.CreateAsync(body);
            var managers = new ManagerWrites(push);
            await managers.SetAsync(identity, null, body.Manager);
            var made = push.Row(identity, body.Attributes);
            if (push.IsManagerAwaited) await managers.ArriveAsync(identity, body.ExternalId);
            if (body.Body.FoldedEmail is { } email) await push.LinkAsync(identity.Key, email);
            return new Written(made, true, body.Name);
        });
    }

    public async Task<Written> ReplaceAsync(ScimCall call, string id)
    {
        var sent = ResourceBody.Read(await call.BodyAsync(), call.Setup.Users.Schema, call.Profile, call.Limits);
        call.Trace.Skip(sent.Ignored);
        return await ChangeAsync(call, id, sent.Over);
    }

    public async Task<Written> PatchAsync(ScimCall call, string id)
    {
        var patch = PatchRequest.Read(await call.BodyAsync(), call.Setup.Users.Schema, call.Profile, call.Limits);
        call.Trace.Skip(patch.Ignored);
        return await ChangeAsync(call, id, current => patch.Apply(current).Document);
    }

    public Task<Written> DeleteAsync(ScimCall call, string id) => Push.RunAsync(queue, call, call.Setup.Users, async push =>
    {
        var (identity, row, email, name) = await push.FindAsync(id);
        var ended = await push.EndAsync(identity);
        await new ManagerWrites(push).LeaveAsync(identity, PushedBody.ManagerOf(row.Attributes), ended);
        if (email is not null) await push.RelinkAsync(identity.Key);
        return new Written(row, true, name);
    });

    private Task<Written> ChangeAsync(ScimCall call, string id, Func<JsonObject, JsonObject> change) => Push.RunAsync(queue, call, call.Setup.Users, async push =>
    {
        var (identity, standing, email, name) = await push.FindAsync(id);
        var current = PushedBody.Parse(standing.Attributes);
        var next = Settle(change(current), current);
        if (JsonNode.DeepEquals(current, next)) return new Written(standing, false, name);
        var (body, former) = (PushedBody.Of(push.Kind, next), PushedBody.Of(push.Kind, current));
        if (body.FoldedUserName != former.FoldedUserName && await push.IsTakenAsync(body.FoldedUserName!, identity.Key))
            throw new ScimException(ScimError.NotUnique("userName"));
        await push.WriteAsync(identity, body);
        var managers = new ManagerWrites(push);
        await managers.SetAsync(identity, former.Manager, body.Manager);
        var changed = push.Row(identity, body.Attributes);
        await managers.RenameAsync(identity, former.ExternalId, body.ExternalId);
        if (body.Body.FoldedEmail != email) await push.RelinkAsync(identity.Key);
        return new Written(changed, true, body.Name);
    });

    /// <summary>
    /// Whether a user is active is always said: a new one is, and what does not speak of it leaves it as it was (RFC 7644 §3.5.1 lets the service
    /// decide), so that a PUT without it does not bring back who was deactivated. A manager's URI is not kept beside what names the manager: it is looked up.
    /// </summary>
    private static JsonObject Settle(JsonObject document, JsonObject? former)
    {
        if (document[Active] is null) document[Active] = former?[Active]?.DeepClone() ?? JsonValue.Create(true);
        if (document[CoreSchemas.EnterpriseUserId]?["manager"] is JsonObject manager && manager["value"] is not null) manager.Remove("$ref");
        return document;
    }
}
