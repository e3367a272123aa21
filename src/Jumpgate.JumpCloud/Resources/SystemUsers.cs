using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;

namespace Jumpgate.JumpCloud;

/// <summary>People: <c>/api/systemusers</c> (jumpcloud-api.md §6.1). There is no <c>GET /api/v2/users</c>.</summary>
public sealed class SystemUsers : ResourceFamily
{
    internal SystemUsers(Transport transport)
        : base(transport)
    {
    }

    /// <summary>One page, sorted by id. <paramref name="limit"/> is at most 100. Needs <c>users.readonly</c>.</summary>
    public Task<RawPage> ListPageAsync(int skip, int limit, CancellationToken cancellationToken = default) =>
        PageAsync(Route.Of($"/api/systemusers", Query.Page(skip, limit, "_id")), cancellationToken);

    /// <summary>One page of those that match all filters, <c>field:$op:value</c> each (jumpcloud-api.md §3.1).</summary>
    public Task<RawPage> ListPageAsync(IEnumerable<string> filters, int skip, int limit, CancellationToken cancellationToken = default) =>
        PageAsync(Route.Of($"/api/systemusers", Query.Page(skip, limit, "_id").AddEach("filter", filters)), cancellationToken);

    /// <summary>All people, page after page. Pages shift while people come and go: one may appear twice or be missed.</summary>
    /// <exception cref="JumpCloudException"><see cref="JumpCloudErrorKind.PagingStuck"/> and all reading errors.</exception>
    public async IAsyncEnumerable<SystemUser> ListAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (var item in WalkAsync("GET /api/systemusers", ListPageAsync, cancellationToken)) yield return SystemUser.Parse(item.Json.Span);
    }

    /// <summary>The person as sent, or null when there is none (404).</summary>
    public Task<RawItem?> GetRawAsync(string id, CancellationToken cancellationToken = default) =>
        ItemOrNullAsync(Route.Of($"/api/systemusers/{id}"), cancellationToken);

    /// <summary>The person, or null when there is none (404).</summary>
    public async Task<SystemUser?> GetAsync(string id, CancellationToken cancellationToken = default) =>
        await GetRawAsync(id, cancellationToken) is { } item ? SystemUser.Parse(item.Json.Span) : null;

    /// <summary>
    /// Creates a person. <c>username</c> and <c>email</c> are required. Not repeated unless surely unsent:
    /// <see cref="JumpCloudException.OutcomeUnknown"/> tells to look first.
    /// </summary>
    /// <param name="user">Fields of <c>systemuserputpost</c>.</param>
    /// <param name="fullPasswordValidation">Ask for every reason a password was refused.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="JumpCloudException"><see cref="JumpCloudErrorKind.Conflict"/> or <see cref="JumpCloudErrorKind.BadRequest"/>: name or address taken, or invalid.</exception>
    public Task<RawItem> CreateAsync(JsonObject user, bool fullPasswordValidation = false, CancellationToken cancellationToken = default) =>
        WriteAsync(
            HttpMethod.Post,
            Route.Of($"/api/systemusers", new Query().Add("fullValidationDetails", fullPasswordValidation ? "password" : null)),
            Body(user),
            Repeat.OnlyIfUnsent,
            cancellationToken);

    /// <inheritdoc cref="CreateAsync(JsonObject, bool, CancellationToken)"/>
    public Task<RawItem> CreateAsync(SystemUserWrite user, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(user);
        return CreateAsync(user.ToJson(), fullPasswordValidation: true, cancellationToken);
    }

    /// <summary>
    /// Changes the fields given and no others; an array replaces the stored one whole. Send <c>state</c> or <c>suspended</c>,
    /// not both: contradictions are refused (jumpcloud-api.md §6.1).
    /// </summary>
    public Task<RawItem> UpdateAsync(string id, JsonObject changes, CancellationToken cancellationToken = default) =>
        WriteAsync(HttpMethod.Put, Route.Of($"/api/systemusers/{id}"), Body(changes), Repeat.Safe, cancellationToken);

    /// <inheritdoc cref="UpdateAsync(string, JsonObject, CancellationToken)"/>
    public Task<RawItem> UpdateAsync(string id, SystemUserWrite changes, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(changes);
        return UpdateAsync(id, changes.ToJson(), cancellationToken);
    }

    /// <summary>Deletes a person.</summary>
    /// <param name="id">Whom.</param>
    /// <param name="cascadeManager">Who manages the reports afterwards: an id, <c>null</c> as text for nobody, or null to leave them.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public Task<WriteOutcome> DeleteAsync(string id, string? cascadeManager = null, CancellationToken cancellationToken = default) =>
        RemoveAsync(
            HttpMethod.Delete, Route.Of($"/api/systemusers/{id}", new Query().Add("cascade_manager", cascadeManager)), null, cancellationToken);

    /// <summary>Keeps a person out; the state becomes <c>SUSPENDED</c>.</summary>
    public Task<RawItem> SuspendAsync(string id, CancellationToken cancellationToken = default) =>
        UpdateAsync(id, new JsonObject { ["suspended"] = true }, cancellationToken);

    /// <summary>Lets a suspended person in again; the state becomes <c>ACTIVATED</c>.</summary>
    public Task<RawItem> ReactivateAsync(string id, CancellationToken cancellationToken = default) =>
        UpdateAsync(id, new JsonObject { ["suspended"] = false }, cancellationToken);

    /// <summary>
    /// STAGED → ACTIVATED, only that. Sends the welcome or activation mail: to the person's address (null), to another, or
    /// to nobody.
    /// </summary>
    public Task ActivateAsync(string id, ActivationMail mail = default, CancellationToken cancellationToken = default) =>
        DoAsync(HttpMethod.Post, Route.Of($"/api/systemusers/{id}/state/activate"), Body(mail.ToJson()), Repeat.OnlyIfUnsent, cancellationToken);

    /// <summary>Locks the account.</summary>
    public Task<RawItem> LockAsync(string id, CancellationToken cancellationToken = default) =>
        UpdateAsync(id, new JsonObject { ["account_locked"] = true }, cancellationToken);

    /// <summary>Clears a lock.</summary>
    public Task UnlockAsync(string id, CancellationToken cancellationToken = default) =>
        DoAsync(HttpMethod.Post, Route.Of($"/api/systemusers/{id}/unlock"), EmptyObject, Repeat.Safe, cancellationToken);

    /// <summary>Ends the password now.</summary>
    public Task ExpirePasswordAsync(string id, CancellationToken cancellationToken = default) =>
        DoAsync(HttpMethod.Post, Route.Of($"/api/systemusers/{id}/expire"), EmptyObject, Repeat.Safe, cancellationToken);

    /// <summary>Works the enrolment of second factors out anew.</summary>
    public Task SyncMfaAsync(string id, CancellationToken cancellationToken = default) =>
        DoAsync(HttpMethod.Post, Route.Of($"/api/systemusers/{id}/mfasync"), EmptyObject, Repeat.Safe, cancellationToken);

    /// <summary>Drops the time-based code and opens a new time to enrol. Cannot be read back, so it is not repeated.</summary>
    public Task ResetMfaAsync(string id, DateTimeOffset? excusedUntil = null, CancellationToken cancellationToken = default)
    {
        var body = new JsonObject();
        if (excusedUntil is { } until)
        {
            body["exclusion"] = true;
            body["exclusionUntil"] = Instants.Format(until);
        }

        return DoAsync(HttpMethod.Post, Route.Of($"/api/systemusers/{id}/resetmfa"), Body(body), Repeat.OnlyIfUnsent, cancellationToken);
    }

    /// <summary>The SSH keys of a person.</summary>
    public async Task<IReadOnlyList<SystemUserSshKey>> ListSshKeysAsync(string id, CancellationToken cancellationToken = default)
    {
        var page = await PageAsync(Route.Of($"/api/systemusers/{id}/sshkeys"), cancellationToken);
        return [.. page.Items.Select(item => WireJson.Read(item.Json.Span, WireJson.Default.SystemUserSshKey))];
    }

    /// <summary>Adds an SSH key; a second call would add it twice, so it is not repeated unless surely unsent.</summary>
    public Task<RawItem> AddSshKeyAsync(string id, string name, string publicKey, CancellationToken cancellationToken = default) =>
        WriteAsync(
            HttpMethod.Post,
            Route.Of($"/api/systemusers/{id}/sshkeys"),
            Body(new JsonObject { ["name"] = name, ["public_key"] = publicKey }),
            Repeat.OnlyIfUnsent,
            cancellationToken);

    /// <summary>Removes an SSH key.</summary>
    public Task<WriteOutcome> RemoveSshKeyAsync(string id, string keyId, CancellationToken cancellationToken = default) =>
        RemoveAsync(HttpMethod.Delete, Route.Of($"/api/systemusers/{id}/sshkeys/{keyId}"), null, cancellationToken);

    /// <summary>When the time-based code was enrolled: raw <c>{"enrollmentDate":…}</c>, or null on 404.</summary>
    public Task<RawItem?> GetTotpInfoAsync(string id, CancellationToken cancellationToken = default) =>
        ItemOrNullAsync(Route.Of($"/api/systemusers/{id}/totpinfo"), cancellationToken);
}
