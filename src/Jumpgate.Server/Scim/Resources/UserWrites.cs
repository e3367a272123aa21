using System.Text.Json.Nodes;
using Jumpgate.Scim.Errors;
using Jumpgate.Scim.Patch;
using Jumpgate.Server.Data;
using Jumpgate.Server.Scim.Protocol;
using ResourceBody = Jumpgate.Scim.Resources.ResourceBody;

namespace Jumpgate.Server.Scim.Resources;

/// <summary>Writes users. Their user names are one of a kind within the directory, whatever the case.</summary>
internal sealed class UserWrites(WriteQueue queue, ScimReads reads) : IResourceWrites
{
    private const string Active = "active";

    public async Task CreateAsync(ScimCall call)
    {
        ScimReads.Projection(call, call.Setup.Users);
        var document = ResourceBody.Read(await call.BodyAsync(), call.Setup.Users.Schema, call.Profile, call.Limits).Document;
        var body = PushedBody.Of(call.Setup.Users, Settle(document, null));
        var row = await Push.RunAsync(queue, call, call.Setup.Users, async push =>
        {
            var identity = await push.CreateAsync(body);
            var made = push.Row(identity, body.Attributes);
            if (body.Body.FoldedEmail is { } email) await push.LinkAsync(identity.Key, email);
            return made;
        });
        await reads.AnswerAsync(call, call.Setup.Users, row, 201);
    }

    public async Task ReplaceAsync(ScimCall call, string id)
    {
        ScimReads.Projection(call, call.Setup.Users);
        var sent = ResourceBody.Read(await call.BodyAsync(), call.Setup.Users.Schema, call.Profile, call.Limits);
        await ChangeAsync(call, id, sent.Over);
    }

    public async Task PatchAsync(ScimCall call, string id)
    {
        ScimReads.Projection(call, call.Setup.Users);
        var patch = PatchRequest.Read(await call.BodyAsync(), call.Setup.Users.Schema, call.Profile, call.Limits);
        await ChangeAsync(call, id, current => patch.Apply(current).Document);
    }

    public async Task DeleteAsync(ScimCall call, string id)
    {
        await Push.RunAsync(queue, call, call.Setup.Users, async push =>
        {
            var (identity, _, email) = await push.FindAsync(id);
            await push.EndAsync(identity);
            if (email is not null) await push.RelinkAsync(identity.Key);
            return true;
        });
        ScimAnswer.Empty(call.Http, 204);
    }

    private async Task ChangeAsync(ScimCall call, string id, Func<JsonObject, JsonObject> change)
    {
        var row = await Push.RunAsync(queue, call, call.Setup.Users, async push =>
        {
            var (identity, standing, email) = await push.FindAsync(id);
            var current = PushedBody.Parse(standing.Attributes);
            var next = Settle(change(current), current);
            if (JsonNode.DeepEquals(current, next)) return standing;
            var body = PushedBody.Of(call.Setup.Users, next);
            if (body.FoldedUserName != PushedBody.Of(call.Setup.Users, current).FoldedUserName && await push.IsTakenAsync(body.FoldedUserName!, identity.Key))
                throw new ScimException(ScimError.NotUnique("userName"));
            await push.WriteAsync(identity, body);
            var changed = push.Row(identity, body.Attributes);
            if (body.Body.FoldedEmail != email) await push.RelinkAsync(identity.Key);
            return changed;
        });
        await reads.AnswerAsync(call, call.Setup.Users, row, 200);
    }

    /// <summary>
    /// Whether a user is active is always said: a new one is, and what does not speak of it leaves it as it was (RFC 7644 §3.5.1 lets the service
    /// decide), so that a PUT without it does not bring back who was deactivated.
    /// </summary>
    private static JsonObject Settle(JsonObject document, JsonObject? former)
    {
        if (document[Active] is null) document[Active] = former?[Active]?.DeepClone() ?? JsonValue.Create(true);
        return document;
    }
}
