using System.Text.Json.Nodes;
using Jumpgate.Scim.Patch;
using Jumpgate.Server.Data;
using Jumpgate.Server.Scim.Protocol;
using ResourceBody = Jumpgate.Scim.Resources.ResourceBody;

namespace Jumpgate.Server.Scim.Resources;

/// <summary>Writes groups. Members are edges: a change of them costs what it names, never what the group holds.</summary>
internal sealed class GroupWrites(WriteQueue queue, ScimReads reads) : IResourceWrites
{
    private const string Members = "members";

    public async Task CreateAsync(ScimCall call)
    {
        ScimReads.Projection(call, call.Setup.Groups);
        var sent = ResourceBody.Read(await call.BodyAsync(), call.Setup.Groups.Schema, call.Profile, call.Limits);
        var body = PushedBody.Of(call.Setup.Groups, sent.Document);
        var row = await Push.RunAsync(queue, call, call.Setup.Groups, async push =>
        {
            var members = new MemberWrites(push);
            await members.FindAsync(sent.Outside(Members) ?? []);
            var identity = await push.CreateAsync(body);
            await members.BeginAsync(identity, sent.Outside(Members) ?? [], isNew: true);
            return push.Row(identity, body.Attributes);
        });
        await reads.AnswerAsync(call, call.Setup.Groups, row, 201);
    }

    /// <summary>Members that the body does not name at all stay (RFC 7644 §3.5.1 lets the service decide); an empty list ends them.</summary>
    public async Task ReplaceAsync(ScimCall call, string id)
    {
        ScimReads.Projection(call, call.Setup.Groups);
        var sent = ResourceBody.Read(await call.BodyAsync(), call.Setup.Groups.Schema, call.Profile, call.Limits);
        OutsideChange[] members = sent.Outside(Members) is { } named ? [new OutsideAssign(Members, true, named, [])] : [];
        var row = await Push.RunAsync(queue, call, call.Setup.Groups, push => ChangeAsync(push, id, sent.Over, members));
        await reads.AnswerAsync(call, call.Setup.Groups, row, 200);
    }

    public async Task PatchAsync(ScimCall call, string id)
    {
        ScimReads.Projection(call, call.Setup.Groups);
        var patch = PatchRequest.Read(await call.BodyAsync(), call.Setup.Groups.Schema, call.Profile, call.Limits);
        var row = await Push.RunAsync(queue, call, call.Setup.Groups, push => ChangeAsync(push, id, patch.TouchesDocument ? current => patch.Apply(current).Document : null, patch.Outside));
        if (call.Query("attributes") is not null || call.Query("excludedAttributes") is not null)
        {
            await reads.AnswerAsync(call, call.Setup.Groups, row, 200);
            return;
        }

        ScimAnswer.Tag(call.Http, row.Version);
        ScimAnswer.Empty(call.Http, 204);
    }

    public async Task DeleteAsync(ScimCall call, string id)
    {
        await Push.RunAsync(queue, call, call.Setup.Groups, async push =>
        {
            await push.EndAsync((await push.FindAsync(id)).Identity);
            return true;
        });
        ScimAnswer.Empty(call.Http, 204);
    }

    private static async ValueTask<ScimRow> ChangeAsync(Push push, string id, Func<JsonObject, JsonObject>? change, IReadOnlyList<OutsideChange> outside)
    {
        var (identity, standing, _) = await push.FindAsync(id);
        var attributes = standing.Attributes;
        var changed = false;
        if (change is not null)
        {
            var current = PushedBody.Parse(attributes);
            var next = change(current);
            if (!JsonNode.DeepEquals(current, next))
            {
                var body = PushedBody.Of(push.Kind, next);
                await push.WriteAsync(identity, body);
                (attributes, changed) = (body.Attributes, true);
            }
        }

        var members = new MemberWrites(push);
        await members.FindAsync(outside.OfType<OutsideAssign>().SelectMany(assign => assign.Add));
        foreach (var step in outside) changed |= await members.RunAsync(identity, step);
        return changed ? push.Row(identity, attributes) : standing;
    }
}
