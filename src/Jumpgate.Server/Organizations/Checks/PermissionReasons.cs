using Jumpgate.Contracts;

namespace Jumpgate.Server.Organizations.Checks;

/// <summary>The reason an organization shows where a right is missing that it can work without.</summary>
public static class PermissionReasons
{
    public static List<StatusReason> Of(IEnumerable<Capability> capabilities, DateTimeOffset at)
    {
        var missing = capabilities.Where(capability => capability.State == CapabilityStates.Missing).ToList();
        if (missing.Count == 0) return [];
        var code = LinkProblems.MissingPermission;
        var needed = missing.Any(capability => CapabilityPreflight.Needed.Contains(capability.Name));
        return
        [
            new StatusReason(
                code.Code,
                code.Title,
                $"JumpCloud refused {string.Join(", ", missing.Select(capability => capability.Right))}; {string.Join(", ", missing.Select(capability => capability.Name))} are not mirrored. Everything else syncs.",
                code.Fix,
                code.Docs,
                at,
                needed ? Severities.Error : Severities.Warning),
        ];
    }
}
