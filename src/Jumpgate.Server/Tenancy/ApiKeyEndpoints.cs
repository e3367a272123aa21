using Jumpgate.Contracts;
using Jumpgate.Server.Data;
using Jumpgate.Server.Hosting;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Jumpgate.Server.Tenancy;

internal static class ApiKeyEndpoints
{
    private const int LongestName = 100;

    public static void MapApiKeys(this RouteGroupBuilder v1)
    {
        v1.MapGet("/api-keys", List).NeedsWithoutTenant(Rights.Keys).WithName("listApiKeys").WithSummary("API keys in reach of the caller");
        v1.MapPost("/api-keys", Create).NeedsWithoutTenant(Rights.Keys).WithName("createApiKey").WithSummary("Make an API key; its text is shown this once");
        v1.MapDelete("/api-keys/{id:guid}", Revoke).NeedsWithoutTenant(Rights.Keys).WithName("revokeApiKey").WithSummary("Revoke an API key");
    }

    private static async Task<Ok<Page<ApiKey>>> List(
        HttpContext context, ApiKeys keys, TenantCatalog tenants, CurrentTenant current, CancellationToken cancellation)
    {
        var page = PageRequest.Read(context.Request);
        var rows = await keys.ListAsync(current.Id, page, cancellation);
        var names = await tenants.NamesAsync(cancellation);
        return TypedResults.Ok(new Page<ApiKey>(
            [.. rows.Take(page.Limit).Select(row => ToApiKey(row, names))],
            rows.Count > page.Limit ? PageRequest.Cursor(rows[page.Limit - 1].Id.ToString()) : null,
            null));
    }

    private static async Task<Results<Created<ApiKey>, ProblemResult>> Create(
        ApiKeyCreate body, HttpContext context, ApiKeys keys, TenantCatalog tenants, TenantChoice choice, TimeProvider time, CancellationToken cancellation)
    {
        var caller = Caller.Of(context.User)!;
        var faults = new FieldFaults();
        if (faults.Require(body.Name, "name", "The name")) faults.Plain(body.Name, "name", LongestName);
        if (faults.Require(body.Role, "role", "The role") && !Rights.Roles.Contains(body.Role))
            faults.Add("role", "unknown_role", $"There is no role '{body.Role}'; roles are {string.Join(", ", Rights.Roles)}.");
        if (body.ExpiresAt <= time.GetUtcNow()) faults.Add("expiresAt", "in_the_past", "expiresAt lies in the past.", "Give a later time, or leave it out.");
        if (faults.ToResult() is { } refused) return refused;

        // Without a tenant an install-wide caller makes an install-wide key; a bound caller's keys are bound like itself.
        TenantId? tenant = body.Tenant is { Length: > 0 } || !caller.IsInstallWide ? await choice.RequireAsync(body.Tenant, cancellation) : null;
        if (tenant is null && body.Role != ProductRoles.SuperAdministrator)
            return HttpProblems.ValidationFailed.Because("A key without a tenant acts on the whole install and must be a Super Administrator.", "tenant", fix: "Name a tenant, or choose the role Super Administrator.");
        var (row, key) = await keys.CreateAsync(caller, body.Name.Trim(), body.Role, tenant, body.ExpiresAt, cancellation);
        return TypedResults.Created($"/v1/api-keys/{row.Id}", ToApiKey(row, await tenants.NamesAsync(cancellation)) with { Key = key });
    }

    private static async Task<Results<NoContent, ProblemResult>> Revoke(Guid id, HttpContext context, ApiKeys keys, CancellationToken cancellation) =>
        await keys.RevokeAsync(Caller.Of(context.User)!, id, cancellation)
            ? TypedResults.NoContent()
            : HttpProblems.NotFound.Because("No API key has this id.");

    private static ApiKey ToApiKey(ApiKeyRow row, Dictionary<TenantId, string> tenants) => new(
        row.Id, row.Name, row.Role, row.Tenant is { } tenant ? tenants.GetValueOrDefault(tenant) : null, row.Suffix,
        DateTimeOffset.FromUnixTimeMilliseconds(row.CreatedAt), At(row.LastUsedAt), At(row.ExpiresAt), At(row.RevokedAt));

    private static DateTimeOffset? At(long? milliseconds) => milliseconds is { } value ? DateTimeOffset.FromUnixTimeMilliseconds(value) : null;
}
