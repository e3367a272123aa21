namespace Jumpgate.Emulator.Insights;

/// <summary>Whose events a call may read.</summary>
public sealed record InsightsAccess(InsightsCaller Caller, IReadOnlyList<string> Owners);

/// <summary>Admits calls: the credential, then the <c>x-org-id</c> headers (any number of them) or <c>x-provider-id</c>.</summary>
internal sealed class InsightsGate(Func<HttpContext, InsightsCaller?> caller)
{
    public RequestDelegate For(Func<HttpContext, InsightsAccess, Task> handler) => context =>
    {
        if (caller(context) is not { } who)
            return InsightsAnswers.Refuse(context, 401, "Unauthorized");
        if (!who.HasInsights)
            return InsightsAnswers.Refuse(context, 403, "Forbidden");

        var provider = context.Request.Headers["x-provider-id"].ToString();
        if (provider.Length > 0)
        {
            return provider == who.Provider
                ? handler(context, new InsightsAccess(who, [provider]))
                : InsightsAnswers.Refuse(context, 403, "Forbidden");
        }

        // A proxy may have joined repeated headers into one line.
        var organizations = context.Request.Headers["x-org-id"]
            .SelectMany(line => (line ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)).ToList();
        if (organizations.Find(id => id.Length != 24 || !id.All(char.IsAsciiHexDigit)) is { } malformed)
            return InsightsAnswers.Refuse(context, 400, $"invalid organization id: {malformed}");
        if (organizations.Find(id => !who.MayRead(id)) is { } unknown)
            return InsightsAnswers.Refuse(context, 404, $"organization not found: {unknown}");
        if (organizations.Count > 0)
            return handler(context, new InsightsAccess(who, organizations));
        return who.DefaultOrganization is { } own
            ? handler(context, new InsightsAccess(who, [own]))
            : InsightsAnswers.Refuse(context, 401, "Unauthorized: organization id required");
    };
}
