using System.Text.Json.Nodes;
using Jumpgate.Scim.Patch;
using Jumpgate.Scim.Profiles;
using Jumpgate.Scim.Schemas;
using Jumpgate.Scim.Tests.Schemas;

namespace Jumpgate.Scim.Tests.Patch;

/// <summary>PATCH messages, short.</summary>
internal static class Patching
{
    public static SchemaSet Set { get; } = new(new DirectoryExtension(SchemaSetTests.Hr, ExtendedResource.User));

    /// <summary>A message with these operations, as JSON.</summary>
    public static ReadOnlyMemory<byte> Message(string operations) => Input.Bytes($$"""{"schemas":["{{Input.PatchOp}}"],"Operations":[{{operations}}]}""");

    public static PatchRequest User(string operations, ClientProfile? profile = null, ScimLimits? limits = null) =>
        PatchRequest.Read(Message(operations), Set.Users, profile, limits);

    public static PatchRequest Group(string operations, ClientProfile? profile = null, ScimLimits? limits = null) =>
        PatchRequest.Read(Message(operations), Set.Groups, profile, limits);

    public static JsonObject Apply(string operations, string user, ClientProfile? profile = null) =>
        User(operations, profile).Apply(Input.Object(user)).Document;

    /// <summary>The members' changes as text.</summary>
    public static string[] Members(string operations, ClientProfile? profile = null) =>
        [.. Group(operations, profile).Outside.Select(change => change.ToString()!)];
}
