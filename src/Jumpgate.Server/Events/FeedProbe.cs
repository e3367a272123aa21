using Jumpgate.JumpCloud;
using Jumpgate.Server.EventLog;
using Jumpgate.Server.Hosting;
using Jumpgate.Server.Organizations;
using Jumpgate.Server.Organizations.Checks;

namespace Jumpgate.Server.Events;

/// <summary>Before a feed is made: one small question to Directory Insights, with the credentials it will use.</summary>
internal sealed class FeedProbe(JumpCloudClients clients, UpstreamClocks clocks, RegionCatalog regions, TimeProvider time)
{
    private const string PasteAdvice =
        "A token cannot be viewed again: create it anew in the JumpCloud Admin Console, paste it into a plain text editor, check it for spaces and odd characters, and replace the "
        + "credentials of the organization with it. Then make the feed.";

    /// <summary>Null: events may be read.</summary>
    public async Task<ProblemResult?> AskAsync(LinkedOrganization organization, CancellationToken cancellation)
    {
        try
        {
            var client = await clients.ForAsync(organization.Tenant, organization.Key, cancellation);
            await InsightsProbe.AskAsync(client.With(CallPriority.Interactive), clocks.Of(organization.Tenant, organization.Key), time.GetUtcNow(), cancellation);
            return null;
        }
        catch (JumpCloudException error) when (error.Kind is JumpCloudErrorKind.MissingPermission or JumpCloudErrorKind.PaymentRequired)
        {
            return FetchProblems.Of(error.Kind).Because(error.Message, "organizationId");
        }
        catch (JumpCloudException error) when (error.Kind is JumpCloudErrorKind.InvalidCredentials or JumpCloudErrorKind.CredentialMissing)
        {
            return LinkProblems.InvalidCredentials.Because($"{error.Message.TrimEnd('.')}. Nothing was stored.", "organizationId", fix: PasteAdvice);
        }
        catch (JumpCloudException error)
        {
            return regions.Find(organization.Region) is { } region
                ? UpstreamReading.Problem(error, region, regions)
                : UpstreamReading.CodeOf(error.Kind).Because(error.Message, "organizationId");
        }
        catch (OrganizationGoneException)
        {
            return HttpProblems.NotFound.Because("No organization has this id.", "organizationId");
        }
    }
}
