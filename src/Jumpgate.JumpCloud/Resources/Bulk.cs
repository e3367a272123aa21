using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;

namespace Jumpgate.JumpCloud;

/// <summary>Many people at once, and changes of state at a date: <c>/api/v2/bulk</c> (jumpcloud-api.md §6.12).</summary>
public sealed class Bulk : ResourceFamily
{
    internal Bulk(Transport transport)
        : base(transport)
    {
    }

    /// <summary>Starts a job that creates people. Not repeated unless surely unsent. Answers the job's id.</summary>
    /// <param name="users">Fields of <c>bulk-user-create</c> each.</param>
    /// <param name="suppressEmail">No mail to the new people.</param>
    /// <param name="creationSource">One of <c>jumpcloud:bulk gapps o365 workday scim custom_integration</c> with that prefix; anything else is refused.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public Task<string> CreateUsersAsync(
        JsonArray users, bool suppressEmail = false, string creationSource = "jumpcloud:bulk", CancellationToken cancellationToken = default) =>
        StartAsync(HttpMethod.Post, users, suppressEmail, [("creation-source", creationSource)], Repeat.OnlyIfUnsent, cancellationToken);

    /// <summary>Starts a job that changes people; each element names its <c>id</c>. Answers the job's id.</summary>
    public Task<string> UpdateUsersAsync(JsonArray users, bool suppressEmail = false, CancellationToken cancellationToken = default) =>
        StartAsync(HttpMethod.Patch, users, suppressEmail, [], Repeat.Safe, cancellationToken);

    /// <summary>One page of what became of the rows of a job.</summary>
    public Task<RawPage> ResultsPageAsync(string jobId, int skip, int limit, CancellationToken cancellationToken = default) =>
        PageAsync(Route.Of($"/api/v2/bulk/users/{jobId}/results", Query.Page(skip, limit)), cancellationToken);

    /// <summary>What became of all rows of a job so far.</summary>
    public async IAsyncEnumerable<BulkResult> ResultsAsync(string jobId, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var results = WalkAsync(
            "GET /api/v2/bulk/users/{id}/results", (skip, limit, token) => ResultsPageAsync(jobId, skip, limit, token), cancellationToken);
        await foreach (var item in results) yield return BulkResult.Parse(item.Json.Span);
    }

    /// <summary>Lets people in or keeps them out at a date. Not repeated unless surely unsent.</summary>
    /// <param name="userIds">Whom.</param>
    /// <param name="state"><see cref="SystemUserStates.Activated"/> or <see cref="SystemUserStates.Suspended"/>.</param>
    /// <param name="at">When.</param>
    /// <param name="mail">Mail of an activation.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public async Task<IReadOnlyList<ScheduledStateChange>> ScheduleStateAsync(
        IEnumerable<string> userIds, string state, DateTimeOffset at, ScheduledMail? mail = null, CancellationToken cancellationToken = default)
    {
        var body = new JsonObject
        {
            ["user_ids"] = new JsonArray([.. userIds.Select(id => (JsonNode)id)]),
            ["state"] = state,
            ["start_date"] = Instants.Format(at),
        };
        if (mail is not null)
        {
            body["send_activation_emails"] = mail.Send;
            if (mail.Override is { } address) body["activation_email_override"] = address;
        }

        var page = await Transport.SendAsync(
            new JumpCloudRequest(HttpMethod.Post, Route.Of($"/api/v2/bulk/userstates")) { Body = Body(body), Repeat = Repeat.OnlyIfUnsent },
            static answer => JsonSlices.Page(answer, idRequired: false),
            cancellationToken);
        return [.. page.Items.Select(item => ScheduledStateChange.Parse(item.Json.Span))];
    }

    /// <summary>One page of the changes still to come, of all people or of one.</summary>
    public Task<RawPage> ScheduledPageAsync(string? userId, int skip, int limit, CancellationToken cancellationToken = default) =>
        Transport.SendAsync(
            new JumpCloudRequest(HttpMethod.Get, Route.Of($"/api/v2/bulk/userstates", Query.Page(skip, limit).Add("userid", userId))),
            static answer => JsonSlices.Page(answer, idRequired: false),
            cancellationToken).AsTask();

    /// <summary>Takes a change back that is still to come.</summary>
    public Task<WriteOutcome> CancelScheduledAsync(string scheduledJobId, CancellationToken cancellationToken = default) =>
        RemoveAsync(HttpMethod.Delete, Route.Of($"/api/v2/bulk/userstates/{scheduledJobId}"), null, cancellationToken);

    private async Task<string> StartAsync(
        HttpMethod method,
        JsonArray users,
        bool suppressEmail,
        IReadOnlyList<(string Name, string Value)> headers,
        Repeat repeat,
        CancellationToken cancellationToken)
    {
        var request = new JumpCloudRequest(method, Route.Of($"/api/v2/bulk/users", new Query().Add("suppressEmail", suppressEmail ? "true" : null)))
        {
            Body = Body(users),
            Headers = headers,
            Repeat = repeat,
        };
        return await Transport.SendAsync(
            request,
            static answer => JsonNode.Parse(JsonSlices.Single(answer).Json.Span)?["jobId"]?.GetValue<string>()
                ?? throw new UnreadableAnswerException("the answer names no job", isTruncated: false),
            cancellationToken);
    }
}

/// <summary>Mail of an activation at a date.</summary>
/// <param name="Send">Send it.</param>
/// <param name="Override">To this address instead of the person's.</param>
public sealed record ScheduledMail(bool Send, string? Override = null);
