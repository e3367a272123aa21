using Jumpgate.Scim.Filters;
using static Jumpgate.Scim.Schemas.AttributeMaking;

namespace Jumpgate.Scim.Schemas;

/// <summary>The resource schemas of RFC 7643 §4 with the characteristics of §8.7.1.</summary>
public static class CoreSchemas
{
    public const string UserId = "urn:ietf:params:scim:schemas:core:2.0:User";
    public const string GroupId = "urn:ietf:params:scim:schemas:core:2.0:Group";
    public const string EnterpriseUserId = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

    /// <summary>RFC 7643 §4.1.</summary>
    public static ScimSchema User { get; } = new(UserId, "User", "User Account",
        Text("userName", "The name a person signs in with; unique within the directory.", required: true, uniqueness: Uniqueness.Server),
        Complex("name", "The parts of the person's name.",
            Text("formatted", "The whole name as it is shown."),
            Text("familyName", "The family name."),
            Text("givenName", "The given name."),
            Text("middleName", "The middle names."),
            Text("honorificPrefix", "What stands before the name."),
            Text("honorificSuffix", "What stands after the name.")),
        Text("displayName", "The name shown to others."),
        Text("nickName", "What the person is called in daily life."),
        Reference("profileUrl", "A page about the person.", types: "external"),
        Text("title", "The person's title, such as Vice President."),
        Text("userType", "How the person belongs to the organization, such as Employee."),
        Text("preferredLanguage", "The languages the person reads, as in Accept-Language."),
        Text("locale", "How dates, numbers and money are written, as a language tag."),
        Text("timezone", "A name of the IANA time zone database."),
        Of(AttributeKind.Boolean, "active", "Whether the person may sign in."),
        Text("password", "Taken and dropped: nobody signs in here.", mutability: Mutability.WriteOnly, returned: Returned.Never),
        Plural("emails", "E-mail addresses.", Text("value", "The address."), "work", "home", "other"),
        Plural("phoneNumbers", "Telephone numbers.", Text("value", "The number, best as RFC 3966 writes it."), "work", "home", "mobile", "fax", "pager", "other"),
        Plural("ims", "Instant messaging addresses.", Text("value", "The address."), "aim", "gtalk", "icq", "xmpp", "msn", "skype", "qq", "yahoo"),
        Plural("photos", "Pictures of the person.", Reference("value", "The picture's URI.", types: "external"), "photo", "thumbnail"),
        Complex("addresses", "Postal addresses.", true, false, Mutability.ReadWrite, Returned.Default,
            Text("formatted", "The whole address as it is shown."),
            Text("streetAddress", "Street, house, flat."),
            Text("locality", "City or town."),
            Text("region", "State or province."),
            Text("postalCode", "Postal code."),
            Text("country", "Country as ISO 3166-1 alpha-2."),
            Text("type", "What the address is used for.", canonical: ["work", "home", "other"]),
            Of(AttributeKind.Boolean, "primary", "Whether this is the preferred address; at most one is.")),
        Complex("groups", "The groups the person is in; changed at the group.", true, false, Mutability.ReadOnly, Returned.Default,
            Text("value", "The group's id.", mutability: Mutability.ReadOnly),
            Reference("$ref", "The group's URI.", Mutability.ReadOnly, types: ["User", "Group"]),
            Text("display", "The group's name.", mutability: Mutability.ReadOnly),
            Text("type", "Whether the person is a member of the group itself.", mutability: Mutability.ReadOnly, canonical: ["direct", "indirect"])),
        Plural("entitlements", "Rights the person has.", Text("value", "The right.")),
        Plural("roles", "Roles the person has.", Text("value", "The role.")),
        Plural("x509Certificates", "Certificates of the person.", Of(AttributeKind.Binary, "value", "The certificate, DER in base64.")));

    /// <summary>RFC 7643 §4.3.</summary>
    public static ScimSchema EnterpriseUser { get; } = new(EnterpriseUserId, "Enterprise User", "Enterprise User",
        Text("employeeNumber", "The number the organization gave the person."),
        Text("costCenter", "The cost center."),
        Text("organization", "The organization."),
        Text("division", "The division."),
        Text("department", "The department."),
        Complex("manager", "The person's manager.",
            Text("value", "The manager's id."),
            Reference("$ref", "The manager's URI.", types: "User"),
            Text("displayName", "The manager's name.", mutability: Mutability.ReadOnly)));

    /// <summary>RFC 7643 §4.2; <c>displayName</c> is required there, though the JSON of §8.7.1 forgets to say so.</summary>
    public static ScimSchema Group { get; } = new(GroupId, "Group", "Group",
        Text("displayName", "The group's name.", required: true),
        Complex("members", "Users and groups in the group.", true, false, Mutability.ReadWrite, Returned.Default,
            Text("value", "The member's id.", required: true, mutability: Mutability.Immutable),
            Reference("$ref", "The member's URI.", Mutability.Immutable, types: ["User", "Group"]),
            Text("display", "The member's name.", mutability: Mutability.ReadOnly),
            Text("type", "What the member is.", mutability: Mutability.Immutable, canonical: ["User", "Group"])));
}
