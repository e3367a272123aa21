using System.Text.Json;
using Jumpgate.JumpCloud;
using Jumpgate.Server.Data;
using static Jumpgate.Server.Directory.Kinds.JsonText;

namespace Jumpgate.Server.Directory.Kinds;

/// <summary>
/// People. SCIM core and enterprise names; what SCIM has no name for stands in <see cref="Extension"/>.
/// <c>externalId</c> is the employee identifier, as in JumpCloud's own SCIM mapping; <c>manager.value</c> is JumpCloud's id of the manager.
/// </summary>
internal sealed class Users : Kind
{
    public const string Enterprise = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
    public const string Extension = "urn:jumpgate:params:scim:schemas:extension:jumpcloud:2.0:User";

    public static readonly Users Kind = new();

    /// <summary>Element ids of these arrays are made anew on every save of a user, even where nothing changed.</summary>
    public override JsonPaths Volatile { get; } = JsonPaths.Of(
        "badLoginAttempts", "addresses[].id", "addresses[]._id", "phoneNumbers[].id", "phoneNumbers[]._id", "attributes[].id", "attributes[]._id",
        "relationships[].id", "relationships[]._id", "ssh_keys[].id", "ssh_keys[]._id");

    public override IReadOnlyList<VolatileAttribute> VolatileAttributes { get; } = [new("badLoginAttempts", "badLoginAttempts")];

    public override Task<RawPage> PageAsync(JumpCloudClient client, int skip, int limit, CancellationToken cancellation) =>
        client.SystemUsers.ListPageAsync(skip, limit, cancellation);

    public override Task<Jumpgate.JumpCloud.RawItem?> GetAsync(JumpCloudClient client, string id, CancellationToken cancellation) =>
        client.SystemUsers.GetRawAsync(id, cancellation);

    public override KindFacts Read(JsonElement raw, AttributeWriter attributes)
    {
        var userName = Of(raw, "username");
        var email = Of(raw, "email");
        var first = Of(raw, "firstname");
        var last = Of(raw, "lastname");
        var full = string.Join(' ', new[] { first, last }.Where(part => part is not null));
        var name = Of(raw, "displayname") ?? (full.Length > 0 ? full : userName ?? email);
        var (status, sourceStatus) = StatusOf(raw);
        var externalId = Of(raw, "employeeIdentifier");

        attributes.Text("userName", userName);
        attributes.Text("externalId", externalId);
        using (attributes.Object("name"))
        {
            attributes.Text("formatted", full);
            attributes.Text("givenName", first);
            attributes.Text("middleName", Of(raw, "middlename"));
            attributes.Text("familyName", last);
        }

        attributes.Text("displayName", name);
        attributes.Text("title", Of(raw, "jobTitle"));
        attributes.Text("userType", Of(raw, "employeeType"));
        attributes.Flag("active", status == Status.Enabled);
        var alternate = Of(raw, "alternateEmail");
        using (attributes.Array("emails"))
        {
            Email(attributes, email, "work", primary: true);
            Email(attributes, alternate, "other", primary: false);
        }

        PhoneNumbers(raw, attributes);
        Addresses(raw, attributes);
        using (attributes.Object(Enterprise))
        {
            attributes.Text("employeeNumber", externalId);
            attributes.Text("costCenter", Of(raw, "costCenter"));
            attributes.Text("organization", Of(raw, "company"));
            attributes.Text("department", Of(raw, "department"));
            using (attributes.Object("manager"))
            {
                attributes.Text("value", Of(raw, "manager"));
            }
        }

        using (attributes.Object(Extension))
        {
            UserExtension.Write(raw, attributes);
        }

        return new KindFacts(name, email, status, sourceStatus, userName, externalId, alternate is null ? null : [alternate]);
    }

    public override IReadOnlyList<LinkSet> Links(JsonElement raw) =>
        [new LinkSet(EdgeKind.Manages, EdgeEnd.To, ResourceKind.User, Of(raw, "manager") is { } manager ? [manager] : [])];

    /// <summary>STAGED is pending; SUSPENDED and locked accounts cannot sign in. Old organizations send no state, only the flag.</summary>
    private static (string Status, string Source) StatusOf(JsonElement raw)
    {
        var state = Of(raw, "state") ?? (IsTrue(raw, "suspended") ? "SUSPENDED" : "ACTIVATED");
        var locked = IsTrue(raw, "account_locked");
        var source = locked ? state + ", locked" : state;
        return state.ToUpperInvariant() switch
        {
            "SUSPENDED" => (Kinds.Status.Disabled, source),
            _ when locked => (Kinds.Status.Disabled, source),
            "ACTIVATED" => (Kinds.Status.Enabled, source),
            "STAGED" => (Kinds.Status.Pending, source),
            _ => (Kinds.Status.Unknown, source),
        };
    }

    private static void Email(AttributeWriter attributes, string? value, string type, bool primary)
    {
        if (value is null)
        {
            return;
        }

        using (attributes.Element())
        {
            attributes.Text("value", value);
            attributes.Text("type", type);
            if (primary)
            {
                attributes.Flag("primary", true);
            }
        }
    }

    private static void PhoneNumbers(JsonElement raw, AttributeWriter attributes)
    {
        using (attributes.Array("phoneNumbers"))
        {
            foreach (var phone in Elements(raw, "phoneNumbers"))
            {
                if (Of(phone, "number") is not { } number)
                {
                    continue;
                }

                using (attributes.Element())
                {
                    attributes.Text("value", number);
                    attributes.Text("type", Of(phone, "type"));
                }
            }
        }
    }

    private static void Addresses(JsonElement raw, AttributeWriter attributes)
    {
        using (attributes.Array("addresses"))
        {
            foreach (var address in Elements(raw, "addresses"))
            {
                using (attributes.Element())
                {
                    attributes.Text("type", Of(address, "type"));
                    var street = new[] { Of(address, "streetAddress"), Of(address, "extendedAddress"), Of(address, "poBox") };
                    attributes.Text("streetAddress", string.Join('\n', street.Where(line => line is not null)));
                    attributes.Text("locality", Of(address, "locality"));
                    attributes.Text("region", Of(address, "region"));
                    attributes.Text("postalCode", Of(address, "postalCode"));
                    attributes.Text("country", Of(address, "country"));
                }
            }
        }
    }
}
