using Jumpgate.Server.Hosting;
using Jumpgate.Server.Tenancy.Handover;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;

namespace Jumpgate.Server.Tenancy;

/// <summary>Answers a refused caller with a problem that says what is missing.</summary>
internal sealed class AuthorizationAnswers : IAuthorizationMiddlewareResultHandler
{
    public async Task HandleAsync(
        RequestDelegate next, HttpContext context, AuthorizationPolicy policy, PolicyAuthorizationResult authorizeResult)
    {
        if (authorizeResult.Succeeded)
        {
            await next(context);
        }
        else if (authorizeResult.Challenged)
        {
            context.Response.Headers.WWWAuthenticate = "Bearer";
            var refusal = context.Items[typeof(ProblemResult)] as ProblemResult
                ?? (SetupVisit.Covers(context.Request.Path)
                    ? SetupLinkProblems.VisitEnded.Because("The browser no longer holds what it was given when the link was opened.")
                    : TenancyProblems.CredentialMissing.Because("The request carries neither an API key nor a portal session."));
            await refusal.ExecuteAsync(context);
        }
        else
        {
            var right = policy.Requirements.OfType<RightRequirement>().FirstOrDefault()?.Right ?? "";
            var role = Caller.Of(context.User)?.Role ?? "none";
            await TenancyProblems.RoleInsufficient
                .Because($"Your role is {role}; '{right}' belongs to {string.Join(", ", Rights.RolesWith(right))}.")
                .ExecuteAsync(context);
        }
    }
}

internal sealed record RightRequirement(string Right) : IAuthorizationRequirement;

internal sealed class RightAuthorization : AuthorizationHandler<RightRequirement>
{
    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, RightRequirement requirement)
    {
        if (Caller.Of(context.User)?.May(requirement.Right) == true) context.Succeed(requirement);
        return Task.CompletedTask;
    }
}
