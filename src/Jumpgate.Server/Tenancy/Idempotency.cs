using System.Security.Cryptography;
using System.Text;
using Jumpgate.Server.Data;
using Microsoft.AspNetCore.DataProtection;

namespace Jumpgate.Server.Tenancy;

/// <summary>
/// A POST with an <c>Idempotency-Key</c> is done once: the same again is answered from the store, word for word. Kept for a
/// day, for each tenant; answers are sealed, for some hold a key that is shown only once. What failed may be tried again.
/// </summary>
internal sealed class Idempotency(RequestDelegate next, WriteQueue queue, MasterKey master, IDataProtectionProvider protection)
{
    private const string Header = "Idempotency-Key";
    private const string ReplayedHeader = "Idempotency-Replayed";
    private static readonly TimeSpan Kept = TimeSpan.FromDays(1);

    // A claim without an answer is given up after this long: its server has died.
    private static readonly TimeSpan Claimed = TimeSpan.FromMinutes(2);

    private readonly IDataProtector _seal = protection.CreateProtector("idempotency");

    public async Task InvokeAsync(HttpContext context)
    {
        if (!HttpMethods.IsPost(context.Request.Method) || context.Request.Headers[Header] is not [{ } key] || Caller.Of(context.User) is not { } caller)
        {
            await next(context);
            return;
        }

        if (key.Length is 0 or > 255 || key.Any(c => c is < ' ' or > '~'))
        {
            await TenancyProblems.IdempotencyKeyInvalid.Because("It is empty, too long, or holds characters beyond printable ASCII.").ExecuteAsync(context);
            return;
        }

        var tenant = caller.Tenant ?? default;
        var route = $"{context.Request.Method} {context.Request.Path}{context.Request.QueryString}";
        var fingerprint = await FingerprintAsync(context, caller, route);
        var earlier = await ClaimAsync(tenant, key, route, fingerprint, context.RequestAborted);
        if (earlier is null) await AnswerAsync(context, tenant, key);
        else await RepeatAsync(context, earlier, fingerprint);
    }

    private async Task AnswerAsync(HttpContext context, TenantId tenant, string key)
    {
        var body = context.Response.Body;
        using var captured = new MemoryStream();
        context.Response.Body = captured;
        var done = false;
        try
        {
            await next(context);
            done = context.Response.StatusCode is >= 200 and < 300;
        }
        finally
        {
            context.Response.Body = body;
            if (done) await KeepAsync(tenant, key, context.Response, captured.ToArray());
            else await queue.WriteAsync(tenant, WritePriority.Interactive, scope => Run(scope, "delete from idempotency where tenant = @tenant and key = @key", ("key", key)));
        }

        if (captured.Length > 0) await body.WriteAsync(captured.GetBuffer().AsMemory(0, (int)captured.Length), context.RequestAborted);
    }

    private Task KeepAsync(TenantId tenant, string key, HttpResponse response, byte[] body)
    {
        var head = Encoding.UTF8.GetBytes($"{response.ContentType}\n{response.Headers.Location}\n");
        var answer = _seal.Protect([.. head, .. body]);
        return queue.WriteAsync(tenant, WritePriority.Interactive, scope => Run(
            scope,
            "update idempotency set status = @status, answer = @answer where tenant = @tenant and key = @key",
            ("status", response.StatusCode), ("answer", answer), ("key", key)));
    }

    private async Task RepeatAsync(HttpContext context, Earlier earlier, byte[] fingerprint)
    {
        if (!CryptographicOperations.FixedTimeEquals(earlier.Fingerprint, fingerprint))
        {
            await TenancyProblems.IdempotencyKeyReused.Because($"It stands for an earlier {earlier.Route}.").ExecuteAsync(context);
            return;
        }

        if (earlier.Status is not { } status || earlier.Answer is not { } answer)
        {
            context.Response.Headers.RetryAfter = "1";
            await TenancyProblems.IdempotencyInProgress.Because("Its answer is not there yet.").ExecuteAsync(context);
            return;
        }

        var text = _seal.Unprotect(answer);
        var first = Array.IndexOf(text, (byte)'\n');
        var second = Array.IndexOf(text, (byte)'\n', first + 1);
        context.Response.StatusCode = status;
        context.Response.Headers[ReplayedHeader] = "true";
        if (first > 0) context.Response.ContentType = Encoding.UTF8.GetString(text, 0, first);
        if (second > first + 1) context.Response.Headers.Location = Encoding.UTF8.GetString(text, first + 1, second - first - 1);
        await context.Response.Body.WriteAsync(text.AsMemory(second + 1), context.RequestAborted);
    }

    private Task<Earlier?> ClaimAsync(TenantId tenant, string key, string route, byte[] fingerprint, CancellationToken cancellation) =>
        queue.WriteAsync<Earlier?>(tenant, WritePriority.Interactive, async scope =>
        {
            await scope.Sql.ExecuteAsync(
                "delete from idempotency where tenant = @tenant and (created_at < @old or (created_at < @dead and status is null))",
                default, ("old", scope.Now - (long)Kept.TotalMilliseconds), ("dead", scope.Now - (long)Claimed.TotalMilliseconds));
            var claimed = await scope.Sql.ExecuteAsync(
                """
                insert into idempotency (tenant, key, route, body_hash, created_at) values (@tenant, @key, @route, @hash, @now)
                on conflict (tenant, key) do nothing
                """,
                default, ("key", key), ("route", route), ("hash", fingerprint), ("now", scope.Now));
            if (claimed == 1) return null;
            var found = await scope.Sql.QueryAsync(
                "select route, body_hash, status, answer from idempotency where tenant = @tenant and key = @key",
                row => new Earlier(
                    row.GetString(0), row.GetFieldValue<byte[]>(1), row.IsDBNull(2) ? null : row.GetInt32(2), row.IsDBNull(3) ? null : row.GetFieldValue<byte[]>(3)),
                default, ("key", key));
            return found[0];
        }, cancellation);

    private async Task<byte[]> FingerprintAsync(HttpContext context, Caller caller, string route)
    {
        context.Request.EnableBuffering();
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        context.Request.Body.Position = 0;
        return master.Hash("idempotency", [.. Encoding.UTF8.GetBytes($"{caller.Id}\n{route}\n"), .. body.ToArray()]);
    }

    private static async ValueTask Run(WriteScope scope, string sql, params (string Name, object? Value)[] args) =>
        await scope.Sql.ExecuteAsync(sql, default, args);

    private sealed record Earlier(string Route, byte[] Fingerprint, int? Status, byte[]? Answer);
}
