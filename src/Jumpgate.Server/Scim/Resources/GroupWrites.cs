using System.Text.Json.Nodes;
using Jumpgate.Scim.Patch;
using Jumpgate.Server.Data;
using Jumpgate.Server.Roles.Guard;
using Jumpgate.Server.Scim.Guard;
using Jumpgate.Server.Scim.Protocol;
using ResourceBody = Jumpgate.Scim.Resources.ResourceBody;

namespace Jumpgate.Server.Scim.Resources;

/// <summary>Writes groups. Members are edges: a change of them costs what it names, never what the group holds.</summary>
internal sealed class GroupWrites(WriteQueue queue, RoleGuard guard) : IResourceWrites
{
    private const string Members = "members";

    public async Task<Written> CreateAsync(ScimCall call)
    {
        var kind = call.Setup.Groups;
        var sent = ResourceBody.Read(await call.BodyAsync(), kind.Schema, call.Profile, call.Limits);
        call.Trace.Skip(sent.Ignored);
        var body = PushedBody.Of(kind, sent.Document);
        return await Push.RunAsync(queue, call, kind, async push =>
        {
            var members = new MemberWrites(push);
            await members.FindAsync(sent.Outside(Members) ?? []);
            var identity = await push.CreateAsync(body);
            await members.BeginAsync(identity, sent.Outside(Members) ?? [], isNew: true);
            return new Written(push.Row(identity, body.Attributes), true, body.Name);
        });
    }

    /// <summary>Members that the body does not name at all stay (RFC 7644 §3.5.1 lets the service decide); an empty list ends them.</summary>
    public async Task<Written> ReplaceAsync(ScimCall call, string id)
    {
        var sent = ResourceBody.Read(await call.BodyAsync(), call.Setup.Groups.Schema, call.Profile, call.Limits);
        call.Trace.Skip(sent.Ignored);
        OutsideChange[] members = sent.Outside(Members) is { } named ? [new OutsideAssign(Members, true, named, [])] : [];
        return await ChangeAsync(call, id, sent.Over, members);
    }

    public async Task<Written> PatchAsync(ScimCall call, string id)
    {
        var patch = PatchRequest.Read(await call.BodyAsync(), call.Setup.Groups.Schema, call.Profile, call.Limits);
        call.Trace.Skip(patch.Ignored);
        return await ChangeAsync(call, id, patch.TouchesDocument ? current => patch.Apply(current).Document : null, patch.Outside);
    }

    public Task<Written> DeleteAsync(ScimCall call, string id) => Push.RunAsync(queue, call, call.Setup.Groups, async push =>
    {
        var (identity, row, _, name) = await push.FindAsync(id);
        await GuardedLoss.CheckAsync(push, guard, identity, name, await GuardedLoss.MembersAsync(push.Sql, identity));
        await push.EndAsync(identity);
        return new Written(row, true, name);
    });

    private Task<Written> ChangeAsync(ScimCall call, string id, Func<JsonObject, JsonObject>? change, IReadOnlyList<OutsideChange> outside) =>
        Push.RunAsync(queue, call, call.Setup.Groups, async push =>
        {
            var (identity, standing, _, name) = await push.FindAsync(id);
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
                    (attributes, name, changed) = (body.Attributes, body.Name, true);
                }
            }

            var members = new MemberWrites(push);
            await members.FindAsync(outside.OfType<OutsideAssign>().SelectMany(assign => assign.Add));
            foreach (var step in outside) changed |= await members.RunAsync(identity, step);
            if (members.Ended > 0 && await GuardedLoss.MembersAsync(push.Sql, identity) == 0) await GuardedLoss.CheckAsync(push, guard, identity, name, members.Ended);
            return new Written(changed ? push.Row(identity, attributes) : standing, changed, name);
        });
}
