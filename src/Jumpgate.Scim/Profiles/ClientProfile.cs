namespace Jumpgate.Scim.Profiles;

/// <summary>What a client may do that RFC 7643 and RFC 7644 do not allow, or leave open. Each is a habit of a known client.</summary>
[Flags]
public enum Leniency
{
    None = 0,

    /// <summary>
    /// <c>"True"</c> and <c>"False"</c> as text for a boolean. Entra without its compliance flag (learn.microsoft.com, "Known issues and
    /// resolutions with SCIM 2.0 protocol compliance", section "Requests made to disable users").
    /// </summary>
    BooleanText = 1 << 0,

    /// <summary>
    /// <c>remove</c> of <c>members</c> with a list of values and no filter means those values. JumpCloud (seen by several implementers),
    /// Entra without its flag (same page, "Requests made to remove a group member"), Ping (pingidentity/scim2, pull request 267). Without
    /// this leniency the operation is refused: RFC 7644 §3.5.2.2 knows no value there, and to pass over it would empty the group.
    /// </summary>
    RemoveByValue = 1 << 1,

    /// <summary>
    /// Keys such as <c>name.givenName</c> and <c>urn:…:User:employeeNumber</c> in the value of an operation without path. Entra with its
    /// flag (same page, "Requests made to replace multiple attributes").
    /// </summary>
    DottedKeys = 1 << 2,

    /// <summary>
    /// <c>replace</c> through a filter that matches nothing makes the value, <c>emails[type eq "work"].value</c>, where RFC 7644 §3.5.2.3
    /// says noTarget. Entra replaces what it never added (same section).
    /// </summary>
    CreateOnReplace = 1 << 3,

    /// <summary>
    /// <c>remove</c> through a filter that matches nothing changes nothing, where RFC 7644 §3.12 says noTarget. A client that tries
    /// again after a lost answer would otherwise fail for ever (JumpCloud repeats its changes, boxyhq/jackson).
    /// </summary>
    MissingRemove = 1 << 4,

    /// <summary>
    /// Attributes nobody declared are dropped and named in the record. Administrators map what they like in JumpCloud, Okta and Entra
    /// (developer.okta.com, "Okta and SCIM Version 2.0", "Create Users"), and one attribute too many would stop every user.
    /// </summary>
    UnknownAttributes = 1 << 5,

    /// <summary>A message without <c>schemas</c>, or without the URI of one it uses: JumpCloud's PATCH and mapped extras.</summary>
    MissingSchemas = 1 << 6,

    /// <summary>
    /// A read-only attribute in the value of a PATCH without path is passed over. Okta repeats the group's <c>id</c> when it renames a
    /// group (same page, "Update a specific Group name").
    /// </summary>
    ReadOnlyInPatch = 1 << 7,

    /// <summary>
    /// Text where a complex value is due means its <c>value</c>, and a single value stands for a list. Entra's <c>"manager": "id"</c>
    /// (Captain-P-Goldfish/SCIM-SDK, issues 541 and 686); OneLogin's <c>"emails": {"value": …}</c> (15five/django-scim2, adapters.py).
    /// </summary>
    PlainValues = 1 << 8,

    /// <summary>Text without quotes in a filter, <c>userName eq bob</c>: JumpCloud's look-ups of older connectors.</summary>
    UnquotedFilterText = 1 << 9,
}

/// <summary>How far a kind of client is met half-way: a name and what it may do.</summary>
/// <param name="Name">The provider's name, such as <c>jumpcloud</c>.</param>
public sealed record ClientProfile(string Name, Leniency Allowed)
{
    private const Leniency Common = Leniency.MissingRemove | Leniency.RemoveByValue | Leniency.UnknownAttributes;

    /// <summary>The RFCs and nothing else.</summary>
    public static ClientProfile Strict { get; } = new("strict", Leniency.None);

    /// <summary>A client nobody knows: what the RFCs leave open, or forbid for no one's good, is taken; the rest is as they say.</summary>
    public static ClientProfile Custom { get; } =
        new("custom", Leniency.MissingRemove | Leniency.RemoveByValue | Leniency.BooleanText | Leniency.DottedKeys);

    public static ClientProfile JumpCloud { get; } =
        new("jumpcloud", Common | Leniency.BooleanText | Leniency.MissingSchemas | Leniency.UnquotedFilterText);

    public static ClientProfile Entra { get; } =
        new("entra", Common | Leniency.BooleanText | Leniency.DottedKeys | Leniency.CreateOnReplace | Leniency.PlainValues);

    public static ClientProfile Okta { get; } = new("okta", Common | Leniency.ReadOnlyInPatch);

    public static ClientProfile OneLogin { get; } = new("onelogin", Common | Leniency.PlainValues);

    public static ClientProfile Ping { get; } = new("ping", Common);

    public static IReadOnlyList<ClientProfile> All { get; } = [JumpCloud, Entra, Okta, OneLogin, Ping, Custom, Strict];

    /// <summary>The profile of that name in any case; null when there is none.</summary>
    public static ClientProfile? Find(string name) => All.FirstOrDefault(profile => profile.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    public bool Allows(Leniency leniency) => (Allowed & leniency) == leniency;
}
