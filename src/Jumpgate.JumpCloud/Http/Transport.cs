using System.Net.Http.Headers;
using Polly;

namespace Jumpgate.JumpCloud;

/// <summary>
/// The way every call takes: a turn from the governor, the credential, one attempt with a time limit, the error made typed,
/// and repeats where they are safe. Views with another priority share all but that.
/// </summary>
internal sealed class Transport(TransportParts parts, CallPriority priority, string? organizationId)
{
    private readonly ResiliencePipeline _repeats = parts.Repeats.For(priority);

    public JumpCloudOptions Options => parts.Options;

    public Credential Credential => parts.Authorization.Credential;

    public void Switch(Credential credential) => parts.Authorization.Switch(
        credential,
        credential is ServiceAccountCredential account
            ? new TokenCache(account, parts.Region, parts.Wire, parts.Options, parts.Time)
            : null);

    public Transport With(CallPriority other) => new(parts, other, organizationId);

    public Transport For(string? organization, RateGovernor? governor) =>
        new(governor is null ? parts : parts with { Governor = governor }, priority, organization);

    /// <summary>Sends, and reads the answer inside the repeats, so that a body cut short is asked for again.</summary>
    public ValueTask<T> SendAsync<T>(JumpCloudRequest request, Func<Answer, T> read, CancellationToken cancellationToken) =>
        _repeats.ExecuteAsync(
            static (state, token) => state.Self.AttemptAsync(state.request, state.read, token),
            (Self: this, request, read),
            cancellationToken);

    private async ValueTask<T> AttemptAsync<T>(JumpCloudRequest request, Func<Answer, T> read, CancellationToken cancellationToken)
    {
        var renewed = false;
        while (true)
        {
            using var lease = await parts.Governor.AcquireAsync(priority, request.Route.Template, cancellationToken);
            var authorization = await parts.Authorization.GetAsync(cancellationToken);
            var answer = await ExchangeAsync(request, authorization, cancellationToken);
            if (answer.IsSuccess)
            {
                lease.Answered();
                authorization.Accepted();
                return Read(answer, read, authorization);
            }

            var error = ErrorReading.ToException(answer, parts.Authorization.RedactionOf(authorization.Proof), parts.Time);
            Report(lease, answer, error);
            if (answer.Status != 401) authorization.Accepted();
            var mayRenew = !renewed && error is { Status: 401, Kind: JumpCloudErrorKind.InvalidCredentials or JumpCloudErrorKind.CredentialExpired }
                && authorization.Refused();
            if (!mayRenew) throw error;
            renewed = true;
        }
    }

    private async Task<Answer> ExchangeAsync(JumpCloudRequest request, Authorization authorization, CancellationToken cancellationToken)
    {
        using var message = Message(request, authorization);
        return await parts.Wire.SendAsync(
            request,
            message,
            request.Family == ApiFamily.Insights ? Options.InsightsTimeout : Options.AttemptTimeout,
            SentOrganization(request),
            cancellationToken);
    }

    private T Read<T>(Answer answer, Func<Answer, T> read, Authorization authorization)
    {
        try
        {
            return read(answer);
        }
        catch (UnreadableAnswerException unreadable)
        {
            throw new JumpCloudException(JumpCloudErrorKind.InvalidResponse, $"{answer.Request.Name}: {unreadable.Message} ({answer.Status})", unreadable)
            {
                Status = answer.Status,
                Route = answer.Request.Name,
                Excerpt = parts.Authorization.RedactionOf(authorization.Proof).Excerpt(answer.Body.Span),
                IsTruncated = unreadable.IsTruncated,
                IsRetryable = unreadable.IsTruncated,
                OutcomeUnknown = answer.Request.Repeat == Repeat.OnlyIfUnsent,
            };
        }
    }

    private static void Report(RateLease lease, Answer answer, JumpCloudException error)
    {
        if (error.Kind == JumpCloudErrorKind.IpBlocked) lease.Blocked();
        else if (answer.Status is 429 or 503) lease.Throttled(error.RetryAfter);
        else lease.Answered();
    }

    private HttpRequestMessage Message(JumpCloudRequest request, Authorization authorization)
    {
        var message = new HttpRequestMessage(request.Method, Address(request));
        message.Headers.Accept.Add(Json);
        message.Headers.TryAddWithoutValidation("User-Agent", Options.UserAgent);
        authorization.Apply(message.Headers);
        if (request.OrganizationIds is { Count: > 0 } several) message.Headers.TryAddWithoutValidation("x-org-id", several);
        else if (SentOrganization(request) is { } organization) message.Headers.TryAddWithoutValidation("x-org-id", organization);
        foreach (var (name, value) in request.Headers) message.Headers.TryAddWithoutValidation(name, value);
        if (request.Body is { } body)
        {
            message.Content = new ReadOnlyMemoryContent(body);
            message.Content.Headers.ContentType = JsonContent;
        }

        return message;
    }

    private Uri Address(JumpCloudRequest request)
    {
        var root = request.Family == ApiFamily.Insights ? parts.Region.Insights : parts.Region.Console;
        return new Uri(root.GetLeftPart(UriPartial.Path).TrimEnd('/') + request.Route.Path);
    }

    private string? SentOrganization(JumpCloudRequest request) =>
        string.IsNullOrEmpty(organizationId) || request.RefusesOrganization ? null : organizationId;

    private static readonly MediaTypeWithQualityHeaderValue Json = new("application/json");
    private static readonly MediaTypeHeaderValue JsonContent = new("application/json");
}

/// <summary>What all views of a client share.</summary>
internal sealed record TransportParts(
    Region Region, RateGovernor Governor, Authorizer Authorization, Wire Wire, Repeats Repeats, JumpCloudOptions Options, TimeProvider Time);

/// <summary>A success status whose body is not what was asked for.</summary>
internal sealed class UnreadableAnswerException(string message, bool isTruncated, Exception? inner = null) : Exception(message, inner)
{
    public bool IsTruncated => isTruncated;
}
