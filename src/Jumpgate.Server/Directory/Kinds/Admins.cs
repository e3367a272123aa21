using System.Text.Json;
using Jumpgate.JumpCloud;
using Jumpgate.Server.Data;
using static Jumpgate.Server.Directory.Kinds.JsonText;

namespace Jumpgate.Server.Directory.Kinds;

/// <summary>
/// Administrators: accounts of their own, never merged with the user of the same e-mail. They have no profile attributes
/// (department, job title) in JumpCloud, and none are made up here.
/// </summary>
internal sealed class Admins : Kind
{
    public static readonly Admins Kind = new();

    public override JsonPaths Volatile { get; } = JsonPaths.Of("sessionCount", "lastWhatsNewChecked", "growthData");

    public override IReadOnlyList<VolatileAttribute> VolatileAttributes { get; } = [new("sessionCount", "sessionCount")];

    public override Task<RawPage> PageAsync(JumpCloudClient client, int skip, int limit, CancellationToken cancellation) =>
        client.Administrators.ListPageAsync(skip, limit, cancellation);

    public override Task<Jumpgate.JumpCloud.RawItem?> GetAsync(JumpCloudClient client, string id, CancellationToken cancellation) =>
        client.Administrators.GetRawAsync(id, cancellation);

    public override KindFacts Read(JsonElement raw, AttributeWriter attributes)
    {
        var email = Of(raw, "email");
        var full = string.Join(' ', new[] { Of(raw, "firstname"), Of(raw, "lastname") }.Where(part => part is not null));
        var name = full.Length > 0 ? full : email;
        var suspended = IsTrue(raw, "suspended");
        // Only the provider's form tells whether the invitation was taken up.
        var invited = Member(raw, "registered").ValueKind == JsonValueKind.False;
        var status = suspended ? Kinds.Status.Disabled : invited ? Kinds.Status.Pending : Kinds.Status.Enabled;

        attributes.Text("displayName", name);
        using (attributes.Object("name"))
        {
            attributes.Text("formatted", full);
            attributes.Copy("givenName", raw, "firstname");
            attributes.Copy("familyName", raw, "lastname");
        }

        attributes.Flag("active", status == Kinds.Status.Enabled);
        using (attributes.Array("emails"))
        using (attributes.Element())
        {
            attributes.Text("value", email);
            if (email is not null)
            {
                attributes.Flag("primary", true);
            }
        }

        using (attributes.Array("roles"))
        {
            foreach (var role in RolesOf(raw))
            {
                using (attributes.Element())
                {
                    attributes.Text("value", role.Id);
                    attributes.Text("display", role.Name);
                }
            }
        }

        using (attributes.Object("mfa"))
        {
            var enrolled = IsTrue(raw, "totpEnrolled");
            attributes.Text("state", enrolled ? "enrolled" : IsTrue(raw, "enableMultiFactor") ? "pending" : "not_enrolled");
            using (attributes.Array("kinds"))
            {
                attributes.Item(enrolled ? "totp" : null);
            }

            attributes.Copy("required", raw, "enableMultiFactor");
        }

        attributes.Copy("suspended", raw, "suspended");
        attributes.Copy("apiKeyAllowed", raw, "apiKeyAllowed");
        attributes.Copy("apiKeySet", raw, "apiKeySet");
        attributes.Copy("apiKeyUpdatedAt", raw, "apiKeyUpdatedAt");
        attributes.Copy("apiKeyExpiresAt", Member(raw, "apiKeyHash"), "expireAt");
        attributes.Copy("passwordChangedAt", raw, "passwordUpdatedAt");
        attributes.Copy("timezone", raw, "usersTimeZone");
        attributes.Copy("provider", raw, "provider");
        attributes.Copy("created", raw, "created");
        return new KindFacts(name, email, status, suspended ? "suspended" : invited ? "invited" : "active");
    }

    public override IReadOnlyList<LinkSet> Links(JsonElement raw) =>
        [new LinkSet(EdgeKind.HoldsRole, EdgeEnd.From, ResourceKind.Role, [.. RolesOf(raw).Select(role => role.Id)])];

    /// <summary>The roles an administrator holds: <c>roles</c> with <c>roleNames</c>, or the single form of older answers.</summary>
    public static IEnumerable<(string Id, string? Name)> RolesOf(JsonElement raw)
    {
        var ids = Elements(raw, "roles").Select(Of).Where(id => !string.IsNullOrEmpty(id)).Select(id => id!).ToList();
        var names = Elements(raw, "roleNames").Select(Of).ToList();
        if (ids.Count == 0 && Of(raw, "role") is { } single)
        {
            ids.Add(single);
            names = [Of(raw, "roleName")];
        }

        return ids.Select((id, i) => (id, i < names.Count ? names[i] : null)).DistinctBy(role => role.Item1);
    }
}
