namespace Jumpgate.Server.Tenancy.Handover;

/// <summary>What a setup link is for. Each purpose has routes of its own, and a link reaches those of its purpose alone.</summary>
public static class SetupPurposes
{
    /// <summary>Connect one JumpCloud organization.</summary>
    public const string Link = "link";

    /// <summary>Set one pushed directory up, and see what arrives in it.</summary>
    public const string Scim = "scim";

    public static IReadOnlyList<string> All { get; } = [Link, Scim];
}
