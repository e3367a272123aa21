namespace Jumpgate.Server.Data;

/// <summary>Internal key of a tenant: the first column of everything that belongs to it.</summary>
public readonly record struct TenantId(int Value)
{
    public override string ToString() => Value.ToString(System.Globalization.CultureInfo.InvariantCulture);
}

/// <summary>Internal key of a directory.</summary>
public readonly record struct DirectoryKey(int Value);

/// <summary>Internal key of a linked organization.</summary>
public readonly record struct OrganizationKey(int Value);

/// <summary>Internal key of a resource's identity, unique within its tenant.</summary>
public readonly record struct ResourceKey(long Value);
