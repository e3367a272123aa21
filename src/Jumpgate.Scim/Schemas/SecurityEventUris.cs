using System.Collections.Immutable;

namespace Jumpgate.Scim.Schemas;

/// <summary>The SCIM events of RFC 9967 that are about provisioning and carry what changed.</summary>
public static class SecurityEventUris
{
    private const string Root = "urn:ietf:params:scim:event:prov:";

    public const string CreateFull = Root + "create:full";
    public const string PutFull = Root + "put:full";
    public const string PatchFull = Root + "patch:full";
    public const string Delete = Root + "delete";
    public const string Activate = Root + "activate";
    public const string Deactivate = Root + "deactivate";

    /// <summary>All of them.</summary>
    public static ImmutableArray<string> All { get; } = [CreateFull, PutFull, PatchFull, Delete, Activate, Deactivate];
}
