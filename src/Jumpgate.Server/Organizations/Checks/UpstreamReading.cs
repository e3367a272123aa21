using System.Text.Json;
using Jumpgate.Contracts;
using Jumpgate.JumpCloud;
using Jumpgate.Server.Hosting;
using Region = Jumpgate.JumpCloud.Region;

namespace Jumpgate.Server.Organizations.Checks;

/// <summary>What an error of JumpCloud means for a person: its code, cause and fix. Pure.</summary>
public static class UpstreamReading
{
    public static ProblemCode CodeOf(JumpCloudErrorKind kind) => kind switch
    {
        JumpCloudErrorKind.InvalidCredentials or JumpCloudErrorKind.CredentialMissing => LinkProblems.InvalidCredentials,
        JumpCloudErrorKind.CredentialExpired => LinkProblems.CredentialExpired,
        JumpCloudErrorKind.ServiceAccountDisabled => LinkProblems.ServiceAccountDisabled,
        JumpCloudErrorKind.MissingPermission or JumpCloudErrorKind.PaymentRequired => LinkProblems.MissingPermission,
        JumpCloudErrorKind.IpBlocked => LinkProblems.UpstreamBlocked,
        JumpCloudErrorKind.OrganizationRequired => LinkProblems.OrganizationRequired,
        JumpCloudErrorKind.OrganizationMalformed => LinkProblems.OrganizationIdMalformed,
        JumpCloudErrorKind.OrganizationMismatch => LinkProblems.OrganizationIdMismatch,
        JumpCloudErrorKind.OrganizationNotFound => LinkProblems.OrganizationNotFound,
        JumpCloudErrorKind.OrganizationHeaderRefused => LinkProblems.OrganizationHeaderRefused,
        JumpCloudErrorKind.RateLimited => LinkProblems.UpstreamRateLimited,
        JumpCloudErrorKind.Unavailable or JumpCloudErrorKind.ConnectionFailed => LinkProblems.UpstreamUnavailable,
        JumpCloudErrorKind.Timeout => LinkProblems.UpstreamTimeout,
        JumpCloudErrorKind.InvalidResponse => LinkProblems.UpstreamUnreadable,
        JumpCloudErrorKind.PagingStuck => LinkProblems.PagingStuck,
        _ => LinkProblems.UpstreamRefused,
    };

    /// <summary>The problem of a failed check. Wrong credentials and a wrong region look the same from outside, so both are said.</summary>
    public static ProblemResult Problem(JumpCloudException error, Region region, RegionCatalog regions)
    {
        var code = CodeOf(error.Kind);
        var upstream = Upstream(error);
        if (code != LinkProblems.InvalidCredentials) return code.Because(Ended(error.Message), FieldOf(error.Kind), upstream: upstream);
        var compare = $"You chose {region.Label} ({RegionCatalog.ConsoleOf(region)}). Compare it with the address of your admin console: {regions.Compare()}.";
        return code.Because(
            $"{Ended(error.Message)} Either the credentials are wrong, or they belong to another region. {compare}",
            errors:
            [
                new FieldProblem(
                    "credentials", code.Code, "The Client ID, Client Secret or API key is not accepted.",
                    "Check that both were copied correctly, without extra spaces or characters, and that the service account is still active."),
                new FieldProblem("region", LinkProblems.WrongRegionSuspected.Code, compare, LinkProblems.WrongRegionSuspected.Fix),
            ],
            upstream: upstream);
    }

    /// <summary>The reason an organization shows after a failed call.</summary>
    public static StatusReason Reason(JumpCloudException error, DateTimeOffset at)
    {
        var code = CodeOf(error.Kind);
        return new StatusReason(code.Code, code.Title, Ended(error.Message), code.Fix, code.Docs, at);
    }

    // JumpCloud's own words may bring their full stop along.
    private static string Ended(string words) => words.TrimEnd('.', ' ') + ".";

    private static string? FieldOf(JumpCloudErrorKind kind) => kind switch
    {
        JumpCloudErrorKind.OrganizationRequired or JumpCloudErrorKind.OrganizationMalformed or JumpCloudErrorKind.OrganizationMismatch
            or JumpCloudErrorKind.OrganizationNotFound or JumpCloudErrorKind.OrganizationHeaderRefused => "organizationId",
        _ => null,
    };

    // What JumpCloud said, in its own words; the client has masked everything it could prove itself with.
    private static JsonElement Upstream(JumpCloudException error)
    {
        var json = new System.Text.Json.Nodes.JsonObject { ["route"] = error.Route, ["status"] = error.Status, ["code"] = error.UpstreamCode, ["message"] = error.UpstreamMessage };
        return JsonSerializer.SerializeToElement(json);
    }
}
