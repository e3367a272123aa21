using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Jumpgate.Server.Hosting;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Jumpgate.Server.Tenancy.SignIn;

internal static class SignInEndpoints
{
    public static void MapSignIn(this WebApplication app)
    {
        var portal = app.MapGroup("/portal").ExcludeFromDescription();
        portal.MapGet("/session", Session);
        portal.MapPost("/sign-in", SignIn);
        portal.MapPost("/sign-out", SignOut);
        portal.MapPost("/set-up", SetUp);
    }

    private static async Task<Ok<PortalSession>> Session(
        HttpContext context, PersonAccounts accounts, TenantCatalog tenants, MasterKey master, CancellationToken cancellation)
    {
        var caller = Caller.Of(context.User);
        if (caller is null) return TypedResults.Ok(new PortalSession(false, !await accounts.AnyAsync(cancellation)));
        return TypedResults.Ok(await DescribeAsync(context, caller, tenants, master, cancellation));
    }

    private static async Task<Results<Ok<PortalSession>, ProblemResult>> SignIn(
        SignInRequest body, HttpContext context, PersonAccounts accounts, SignInThrottle throttle, TenantCatalog tenants, MasterKey master,
        ILogger<PersonAccounts> log, CancellationToken cancellation)
    {
        var faults = new FieldFaults();
        faults.Require(body.Email, "email", "The e-mail address");
        faults.Require(body.Password, "password", "The password");
        if (faults.ToResult() is { } refused) return refused;
        var email = body.Email!.Trim().ToLowerInvariant();
        var address = context.Connection.RemoteIpAddress?.ToString() ?? "";
        if (throttle.WaitFor(email, address) is { Ticks: > 0 } wait)
        {
            context.Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
            return TenancyProblems.SignInThrottled.Because($"Sign-in opens again in {Math.Ceiling(wait.TotalSeconds)} seconds.");
        }

        if (await accounts.CheckAsync(email, body.Password!, cancellation) is not { } account)
        {
            throttle.Failed(email, address);
            TenancyLog.SignInFailed(log, email, address);
            return TenancyProblems.SignInFailed.Because("No account here has this e-mail address and password.");
        }

        throttle.Succeeded(email);
        await PortalSessions.SignInAsync(context, account);
        TenancyLog.SignedIn(log, account.Email);
        return TypedResults.Ok(await DescribeAsync(context, PersonAccounts.ToCaller(account), tenants, master, cancellation));
    }

    private static async Task<NoContent> SignOut(HttpContext context, CancellationToken _)
    {
        await context.SignOutAsync(PortalSessions.Scheme);
        return TypedResults.NoContent();
    }

    private static async Task<Results<Ok<PortalSession>, ProblemResult>> SetUp(
        SetUpRequest body, HttpContext context, PersonAccounts accounts, SignInThrottle throttle, TenantCatalog tenants, MasterKey master, CancellationToken cancellation)
    {
        var address = context.Connection.RemoteIpAddress?.ToString() ?? "";
        if (await accounts.AnyAsync(cancellation)) return TenancyProblems.SetUpDone.Because("Its first account exists.");
        if (throttle.WaitFor(address) is { Ticks: > 0 } wait)
        {
            context.Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
            return TenancyProblems.SignInThrottled.Because("Too many wrong set-up tokens.");
        }

        if (!accounts.IsSetUpToken(body.Token))
        {
            throttle.Failed(address);
            return TenancyProblems.SetUpTokenInvalid.Because("The token does not match.", "token");
        }

        var faults = new FieldFaults();
        if (faults.Require(body.Name, "name", "The name")) faults.Plain(body.Name, "name", 100);
        if (faults.Require(body.Email, "email", "The e-mail address") && (!body.Email!.Contains('@', StringComparison.Ordinal) || body.Email.Length > 254))
            faults.Add("email", "malformed", "This is no e-mail address.");
        if (faults.Require(body.Password, "password", "The password") && body.Password!.Length is < PersonAccounts.ShortestPassword or > 256)
            faults.Add("password", "length", $"The password needs {PersonAccounts.ShortestPassword} to 256 characters.", "Choose a longer password; a sentence is good.");
        if (faults.ToResult() is { } refused) return refused;
        if (await accounts.CreateFirstAsync(body.Name!.Trim(), body.Email!, body.Password!, cancellation) is not { } account)
            return TenancyProblems.SetUpDone.Because("Its first account exists.");
        await PortalSessions.SignInAsync(context, account);
        return TypedResults.Ok(await DescribeAsync(context, PersonAccounts.ToCaller(account), tenants, master, cancellation));
    }

    private static async Task<PortalSession> DescribeAsync(
        HttpContext context, Caller caller, TenantCatalog tenants, MasterKey master, CancellationToken cancellation) => new(
        true, false, caller.Name, caller.Who[(caller.Who.IndexOf(':', StringComparison.Ordinal) + 1)..], caller.Role,
        caller.Tenant is { } tenant ? (await tenants.GetAsync(tenant, cancellation)).Name : null, Rights.Of(caller.Role), PortalSessions.CsrfToken(context, master));
}

internal sealed record SignInRequest(string? Email, string? Password);

internal sealed record SetUpRequest(string? Token, string? Name, string? Email, string? Password);

/// <param name="SetUpNeeded">No account exists yet: ask for the set-up token.</param>
/// <param name="CsrfToken">Repeated in <c>X-CSRF-Token</c> by every request that changes something.</param>
internal sealed record PortalSession(
    bool SignedIn, bool SetUpNeeded, string? Name = null, string? Email = null, string? Role = null, string? Tenant = null,
    IReadOnlyList<string>? Rights = null, string? CsrfToken = null);

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(SignInRequest))]
[JsonSerializable(typeof(SetUpRequest))]
[JsonSerializable(typeof(PortalSession))]
internal sealed partial class SignInJson : JsonSerializerContext;
