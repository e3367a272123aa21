using System.Diagnostics;
using System.Net.Http.Headers;

namespace Jumpgate.Emulator.Pusher;

/// <summary>The server that is pushed to: one request at a time per caller, repeated where repeating may help, every attempt logged and told as an event.</summary>
internal sealed class ScimTarget(HttpClient http, string baseUrl, PushSettings settings, PushLog log, ProvisionEvents? events)
{
    private const string Accept = "application/scim+json, application/json";

    private int _failedInARow;

    /// <summary>Why nothing more is sent in this run.</summary>
    public string? Stopped { get; private set; }

    /// <summary>Sends until it is answered well, or with one of the statuses the caller handles, or retries are used up.</summary>
    public async Task<Reply> SendAsync(
        Step step, HttpMethod method, string path, byte[]? body, Expect expect, CancellationToken cancellation, params int[] handled)
    {
        for (var attempt = 1; ; attempt++)
        {
            var started = Stopwatch.GetTimestamp();
            var (reply, answered, wait) = await TryAsync(method, path, body, expect, cancellation);
            var expected = !reply.Ok && handled.Contains(reply.Status);
            var again = !reply.Ok && !expected && attempt <= settings.Retries && MayHelp(reply, method);
            var keep = log.Wants;
            log.Add(number => new Exchange(
                number, step, method.Method, path, attempt, reply.Status, reply.Ok ? "ok" : expected ? "handled" : again ? "retry" : "failed", reply.Problem, Stopwatch.GetElapsedTime(started))
            {
                Sent = keep ? body : null,
                Answered = keep ? answered : null,
            });
            events?.Tell(step, reply);
            if (!again)
                return Weigh(reply, expected);
            var delay = wait?.TotalMilliseconds ?? settings.RetryDelay.TotalMilliseconds * Math.Pow(2, attempt - 1);
            await Task.Delay(TimeSpan.FromMilliseconds(Math.Min(delay, settings.MaxRetryDelay.TotalMilliseconds)), cancellation);
        }
    }

    /// <summary>A well-formed answer that is not one to what was asked.</summary>
    public void Mistrust(Step step, string message)
    {
        log.Add(number => new Exchange(number, step, "", "", 1, 0, "failed", message, TimeSpan.Zero));
        events?.Tell(step, new Reply(200, null, message));
    }

    private async Task<(Reply Reply, byte[]? Answered, TimeSpan? Wait)> TryAsync(
        HttpMethod method, string path, byte[]? body, Expect expect, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(settings.Timeout);
        using var request = new HttpRequestMessage(method, Address(path));
        request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {settings.Token}");
        request.Headers.TryAddWithoutValidation("Accept", Accept);
        if (body is not null)
        {
            request.Content = new ByteArrayContent(body);
            request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(settings.ContentType);
        }

        try
        {
            using var answer = await http.SendAsync(request, limit.Token);
            var bytes = await answer.Content.ReadAsByteArrayAsync(limit.Token);
            var reply = ReplyCheck.Read((int)answer.StatusCode, answer.Headers.Location?.OriginalString, bytes, expect, settings.StrictTypes);
            return (reply, bytes, WaitOf(answer.Headers.RetryAfter));
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return (new Reply(0, null, $"no answer within {settings.Timeout.TotalSeconds:0.###} s"), null, null);
        }
        catch (Exception broken) when (broken is HttpRequestException or IOException)
        {
            return (new Reply(0, null, $"the connection failed: {broken.Message}"), null, null);
        }
    }

    /// <summary>Base URL and path are joined as texts, so that a slash too many goes out as it does in JumpCloud (reference §8.1, W6).</summary>
    private string Address(string path)
    {
        if (settings.TrailingSlash == ExtraSlash.Path)
        {
            var query = path.IndexOf('?', StringComparison.Ordinal);
            path = query < 0 ? $"{path}/" : $"{path[..query]}/{path[query..]}";
        }

        return settings.TrailingSlash == ExtraSlash.Base ? $"{baseUrl}/{path}" : $"{baseUrl}{path}";
    }

    private static bool MayHelp(Reply reply, HttpMethod method)
        => reply.Status is 0 or 429 || (reply.Status >= 500 && reply.Status != 501) || (method == HttpMethod.Delete && reply.Status is >= 200 and < 300);

    private static TimeSpan? WaitOf(RetryConditionHeaderValue? header)
        => header?.Delta ?? (header?.Date is { } date ? Later(date - TimeProvider.System.GetUtcNow()) : null);

    private static TimeSpan Later(TimeSpan wait) => wait > TimeSpan.Zero ? wait : TimeSpan.Zero;

    private Reply Weigh(Reply reply, bool expected)
    {
        if (reply.Ok || expected)
        {
            Interlocked.Exchange(ref _failedInARow, 0);
        }
        else if (reply.Status is 401 or 403)
        {
            Stopped = $"the target refuses the token: {reply.Problem}";
        }
        else if (reply.Status is 0 or 429 or >= 500 && Interlocked.Increment(ref _failedInARow) == settings.StopAfter)
        {
            Stopped = $"{settings.StopAfter} requests failed in a row; the last: {reply.Problem}";
        }

        return reply;
    }
}
