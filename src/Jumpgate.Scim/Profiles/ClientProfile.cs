namespace Jumpgate.Scim.Profiles;

/// <summary>What a client may do that RFC 7643 and RFC 7644 do not allow, or leave open. Each is a habit of a known client.</summary>
[Flags]
public enum Leniency
{
    None = 0,

    /// <summary>
    /// <c>"True"</c> and <c>"False"</c> as text for a boolean. Entra without its compliance flag
    /// (learn.microsoft.com, "Known issues with SCIM 2.0 protocol compliance": "Requests made to disable users").
    /// </summary>
    BooleanText = 1 << 0,

    /// <summary>
    /// <c>remove</c> of <c>members</c> with a list of values and no filter means those values. JumpCloud and Entra without its
    /// flag (same page, "Requests to remove a group member"). Without this leniency such an operation is refused: RFC 7644
    /// §3.5.2.2 knows no value there, and to ignore it would empty the group.
    /// </summary>
    RemoveByValue = 1 << 1,

    /// <summary>
    /// Keys such as <c>name.givenName</c> and <c>urn:…:User:employeeNumber</c> in the value of an operation without path. Entra
    /// with its flag (same page, "Requests to replace multiple attributes").
    /// </summary>
    DottedKeys = 1 << 2,

    /// <summary>
    /// <c>replace</c> through a filter that matches nothing creates the value, <c>emails[type eq "work"].value</c>, where RFC 7644
    /// §3.5.2.3 says noTarget. Entra writes its first value so (same page and request).
    /// </summary>
    CreateOnReplace = 1 << 3,

    /// <summary>
    /// <c>remove</c> through a filter that matches nothing changes nothing, where RFC 7644 §3.12 says noTarget. Clients that
    /// retry, or whose picture is older than ours, would otherwise fail for ever.
    /// </summary>
    MissingRemove = 1 << 4,

    /// <summary>
    /// Attributes nobody declared are dropped and named in the record. Administrators map what they like in JumpCloud, Okta and
    /// Entra, and one attribute too many would stop every user.
    /// </summary>
    UnknownAttributes = 1 << 5,

    /// <summary>A message without <c>schemas</c>, or without the URI of a schema it uses. JumpCloud's PATCH.</summary>
    MissingSchemas = 1 << 6,

    /// <summary>
    /// A read-only attribute in the value of a PATCH without path is passed over. Okta repeats the group's <c>id</c> when it renames a
    /// group (developer.okta.com, "Okta and SCIM Version 2.0", "Update a specific Group name").
    /// </summary>
    ReadOnlyInPatch = 1 << 7,

    /// <summary>
    /// A text where a complex value is due means its <c>value</c>: Entra's <c>"manager": "id"</c> (learn.microsoft.com, "Known issues …",
    /// "manager" as a reference), and a single value where a list is due.
    /// </summary>
    PlainValues = 1 << 8,

    /// <summary>Text without quotes in a filter: <c>userName eq bob</c>. Seen from JumpCloud's connectors.</summary>
    UnquotedFilterText = 1 << 9,
}

/// <summary>How far a kind of client is met half-way: a name and what it may do.</summary>
/// <param name="Name">The provider's name, such as <c>jumpcloud</c>.</param>
public sealed record ClientProfile(string Name, Leniency Allowed)
{
    private const Leniency Common = Leniency.MissingRemove | Leniency.RemoveByValue | Leniency.UnknownAttributes | Leniency.PlainValues;

    /// <summary>The RFCs and nothing else.</summary>
    public static ClientProfile Strict { get; } = new("strict", Leniency.None);

    /// <summary>A client nobody knows: what the RFCs leave open is taken, what they forbid is refused.</summary>
    public static ClientProfile Custom { get; } = new("custom", Leniency.MissingRemove | Leniency.RemoveByValue | Leniency.BooleanText | Leniency.DottedKeys);

    public static ClientProfile JumpCloud { get; } = new("jumpcloud", Common | Leniency.BooleanText | Leniency.MissingSchemas | Leniency.UnquotedFilterText);

    public static ClientProfile Entra { get; } = new("entra", Common | Leniency.BooleanText | Leniency.DottedKeys | Leniency.CreateOnReplace);

    public static ClientProfile Okta { get; } = new("okta", Common | Leniency.ReadOnlyInPatch | Leniency.MissingSchemas);

    public static ClientProfile OneLogin { get; } = new("onelogin", Common | Leniency.BooleanText | Leniency.MissingSchemas);

    public static ClientProfile Ping { get; } = new("ping", Common | Leniency.BooleanText | Leniency.MissingSchemas);

    public static IReadOnlyList<ClientProfile> All { get; } = [JumpCloud, Entra, Okta, OneLogin, Ping, Custom, Strict];

    /// <summary>The profile of that name in any case; null when there is none.</summary>
    public static ClientProfile? Find(string name) => All.FirstOrDefault(profile => profile.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    public bool Allows(Leniency leniency) => (Allowed & leniency) == leniency;
}
