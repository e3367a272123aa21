using System.Text.Json.Nodes;

namespace Jumpgate.Emulator.Pusher;

/// <summary>A person as read under the gate, ready to be sent.</summary>
internal sealed record Person(int Index, string Id, string Name, string UserName, bool Active, bool AsMade, JsonNode?[] Values);

/// <summary>Brings one person to the target: looked up before the first write, then changed by the id that was given (reference §8.3).</summary>
internal sealed class UserPush(Integration integration, ScimTarget target, Dialect dialect, PushLog log)
{
    private const string Of = "users";

    public async Task BringAsync(Person person, CancellationToken cancellation)
    {
        if (!integration.Users.TryGetValue(person.Index, out var known))
        {
            if (person.Active && person.UserName.Length > 0)
                await LookUpAsync(person, again: false, cancellation);
            else
                log.Count(Of, "skipped");
            return;
        }

        var changed = Changed(person, known);
        if (changed.Count == 0)
            log.Count(Of, "unchanged");
        else if (!person.Active && integration.Settings.Deprovision == Farewell.Delete)
            await DeleteAsync(person.Index, known, cancellation);
        else
            await UpdateAsync(person, known, changed, cancellation);
    }

    /// <summary>Somebody who is in no bound group any more, or was deleted in JumpCloud: then there is no person to send.</summary>
    public async Task LeaveAsync(int index, PushedUser known, Person? person, CancellationToken cancellation)
    {
        var farewell = person is null ? integration.Settings.Delete : integration.Settings.Deprovision;
        if (farewell == Farewell.Delete)
            await DeleteAsync(index, known, cancellation);
        else if (known.Active && person is not null)
            await UpdateAsync(person, known, Changed(person, known), cancellation);
        else if (known.Active)
            await DeactivateAsync(index, known, cancellation);
        if (person is null)
            integration.Users.TryRemove(index, out _);
    }

    private List<int> Changed(Person person, PushedUser known)
    {
        var all = Enumerable.Range(0, person.Values.Length);
        return known.MapVersion != integration.MapVersion || known.Sent.Length != person.Values.Length
            ? [.. all.Where(i => person.Values[i] is not null)]
            : [.. all.Where(i => known.Sent[i] != Number(person.Values[i]))];
    }

    private async Task LookUpAsync(Person person, bool again, CancellationToken cancellation)
    {
        var reply = await target.SendAsync(
            new Step("user_lookup_provision", SubjectOf(person)), HttpMethod.Get, Lookup("Users", "userName", person.UserName), null, Expect.List, cancellation);
        if (!reply.Ok)
        {
            log.Count(Of, "failed");
            return;
        }

        if (reply.First is not { } found)
        {
            // After a 409 there should have been one: posting once more would go round in circles.
            if (again)
                log.Count(Of, "failed");
            else
                await CreateAsync(person, cancellation);
            return;
        }

        if (!string.Equals(found["userName"]?.ToString(), person.UserName, StringComparison.OrdinalIgnoreCase))
        {
            target.Mistrust(new Step("user_lookup_provision", SubjectOf(person)), $"the filter was not followed: asked for {person.UserName}, got {found["userName"]}");
            log.Count(Of, "failed");
            return;
        }

        var known = new PushedUser(person.Id, person.Name, new Reply(200, found, null).Id!);
        integration.Users[person.Index] = known;
        await UpdateAsync(person, known, [.. Enumerable.Range(0, person.Values.Length).Where(i => person.Values[i] is not null)], cancellation, "adopted");
    }

    private async Task CreateAsync(Person person, CancellationToken cancellation)
    {
        var reply = await target.SendAsync(
            new Step("user_create_provision", SubjectOf(person)), HttpMethod.Post, "/Users", dialect.User(person.Values), Expect.User, cancellation, 409);
        if (reply.Ok)
        {
            Remember(person, integration.Users[person.Index] = new PushedUser(person.Id, person.Name, reply.Id!));
            log.Count(Of, "created");
        }
        else if (reply.Status == 409)
        {
            await LookUpAsync(person, again: true, cancellation);
        }
        else
        {
            log.Count(Of, "failed");
        }
    }

    private async Task UpdateAsync(Person person, PushedUser known, List<int> changed, CancellationToken cancellation, string? outcome = null)
    {
        outcome ??= person.Active == known.Active ? "updated" : person.Active ? "reactivated" : "deactivated";
        var changes = new JsonArray([.. changed.Select(i => (JsonNode)new JsonObject { ["field"] = integration.Map.Paths[i], ["to"] = person.Values[i]?.DeepClone() })]);
        var step = new Step(outcome == "deactivated" ? "user_deprovision" : "user_update_provision", SubjectOf(person), changes);
        var reply = await EitherAsync(
            step, known, verb => verb == Verb.Put ? dialect.User(person.Values) : dialect.UserPatch(person.Values, changed), cancellation);
        if (reply.Ok)
        {
            Remember(person, known);
            log.Count(Of, outcome);
        }
        else if (reply.Status == 404)
        {
            // The target lost it: looked up and made anew, unless it was to go anyway.
            integration.Forget(person.Index);
            if (person.Active)
                await LookUpAsync(person, again: false, cancellation);
            else
                log.Count(Of, "gone");
        }
        else
        {
            if (outcome == "adopted")
                integration.Users.TryRemove(person.Index, out _);
            log.Count(Of, "failed");
        }
    }

    private async Task<Reply> EitherAsync(Step step, PushedUser known, Func<Verb, byte[]> body, CancellationToken cancellation)
    {
        var verb = integration.UserVerb ?? integration.Settings.Update;
        var reply = await OneAsync(verb, 404, 405, 501);
        if (!reply.Unsupported)
            return reply;
        var other = verb == Verb.Put ? Verb.Patch : Verb.Put;
        reply = await OneAsync(other, 404);
        if (reply.Ok)
            integration.UserVerb = other;
        return reply;

        Task<Reply> OneAsync(Verb by, params int[] handled) => target.SendAsync(
            step, by == Verb.Put ? HttpMethod.Put : HttpMethod.Patch, Path("Users", known.RemoteId), body(by), Expect.User, cancellation, handled);
    }

    private async Task DeleteAsync(int index, PushedUser known, CancellationToken cancellation)
    {
        var reply = await target.SendAsync(
            new Step("user_delete_provision", SubjectOf(known)), HttpMethod.Delete, Path("Users", known.RemoteId), null, Expect.Gone, cancellation, 404, 405, 501);
        if (reply.Unsupported)
        {
            await DeactivateAsync(index, known, cancellation);
            return;
        }

        log.Count(Of, reply.Ok ? "deleted" : reply.Status == 404 ? "gone" : "failed");
        if (reply.Ok || reply.Status == 404)
            integration.Forget(index);
    }

    /// <summary>There is no person to write whole any more, so PUT sends back what the target holds, inactive.</summary>
    private async Task DeactivateAsync(int index, PushedUser known, CancellationToken cancellation)
    {
        var step = new Step("user_deprovision", SubjectOf(known));
        JsonObject? whole = null;
        if ((integration.UserVerb ?? integration.Settings.Update) == Verb.Put)
        {
            var read = await target.SendAsync(step with { Event = "user_lookup_provision" }, HttpMethod.Get, Path("Users", known.RemoteId), null, Expect.User, cancellation, 404);
            if (read.Body is { } body && read.Ok)
            {
                whole = (JsonObject)body.DeepClone();
                foreach (var kept in (string[])["id", "meta", "groups"])
                    whole.Remove(kept);
                whole[AttributeMap.Active] = false;
            }
        }

        var reply = await EitherAsync(step, known, verb => verb == Verb.Put && whole is not null ? Dialect.Bytes(whole) : dialect.Deactivation(), cancellation);
        log.Count(Of, reply.Ok ? "deactivated" : reply.Status == 404 ? "gone" : "failed");
        if (reply.Ok)
            known.Active = false;
        else if (reply.Status == 404)
            integration.Forget(index);
    }

    private void Remember(Person person, PushedUser known)
    {
        known.UserName = person.Name;
        known.Active = person.Active;
        known.Sent = [.. person.Values.Select(Number)];
        known.MapVersion = integration.MapVersion;
        known.AsMade = person.AsMade && person.Active;
    }

    public static string Lookup(string resources, string attribute, string value)
        => $"/{resources}?filter={Uri.EscapeDataString($"{attribute} eq {Dialect.Quoted(value)}")}";

    public static string Path(string resources, string id) => $"/{resources}/{Uri.EscapeDataString(id)}";

    private static Subject SubjectOf(Person person) => new("user", person.Id, person.Name);

    private static Subject SubjectOf(PushedUser known) => new("user", known.SourceId, known.UserName);

    /// <summary>FNV-1a over the value's JSON; nobody tries to make two alike.</summary>
    private static ulong Number(JsonNode? value)
    {
        var hash = 14695981039346656037UL;
        foreach (var letter in value?.ToJsonString() ?? "")
            hash = (hash ^ letter) * 1099511628211UL;
        return hash;
    }
}
