using System.Text.Json.Nodes;
using Jumpgate.Emulator.State;

namespace Jumpgate.Emulator.Pusher;

/// <summary>Directory Insights' outbound provisioning events (reference §7.4, §7.5): one for every request, well answered or not.</summary>
internal sealed class ProvisionEvents(Organization organization, Integration integration)
{
    public void Tell(Step step, Reply reply)
    {
        if (step.Event is null)
            return;
        organization.Journal.Provision(
            step.Event,
            step.Subject.ToJson(),
            integration.Named,
            integration.ClientId,
            step.Changes,
            reply.Ok,
            new JsonObject
            {
                ["response_code"] = reply.Status,
                ["response_message"] = reply.Status == 0 ? "" : Microsoft.AspNetCore.WebUtilities.ReasonPhrases.GetReasonPhrase(reply.Status),
                ["message_details"] = reply.Problem ?? "",
            },
            reply.Problem);
    }
}
