using System.Text.Json;
using Jumpgate.JumpCloud;

namespace Jumpgate.Server.Directory.Sync;

/// <summary>Asks, at the start of every run, which organization the credentials belong to now.</summary>
internal static class OrganizationIdentity
{
    public static async Task CheckAsync(JumpCloudClient client, SyncTarget target, RunProgress progress, CancellationToken cancellation)
    {
        List<string> seen = [];
        try
        {
            progress.Request();
            var page = await client.Organizations.ListPageAsync(0, 100, cancellation);
            seen = [.. page.Items.Select(item => item.Id)];
            if (seen.Contains(target.RemoteId, StringComparer.OrdinalIgnoreCase))
            {
                return;
            }
        }
        catch (JumpCloudException error) when (error.Kind == JumpCloudErrorKind.MissingPermission)
        {
            // A role may lack the right to list organizations; every user carries the id too.
        }

        progress.Request();
        if (await OwnerOfAnyUserAsync(client, cancellation) is { } owner)
        {
            if (!owner.Equals(target.RemoteId, StringComparison.OrdinalIgnoreCase))
            {
                throw Changed(target, owner);
            }
        }
        else if (seen.Count > 0 && client.Connection.OrganizationId is null)
        {
            throw Changed(target, seen[0]);
        }
    }

    private static OrganizationChangedException Changed(SyncTarget target, string found) => new(
        $"This link was made for the organization {target.RemoteId}; the credentials now belong to {found}. Nothing was read from it.");

    private static async Task<string?> OwnerOfAnyUserAsync(JumpCloudClient client, CancellationToken cancellation)
    {
        var page = await client.SystemUsers.ListPageAsync(0, 1, cancellation);
        if (page.Items is not [var item, ..])
        {
            return null;
        }

        using var user = JsonDocument.Parse(item.Json);
        return Kinds.JsonText.Of(user.RootElement, "organization");
    }
}
