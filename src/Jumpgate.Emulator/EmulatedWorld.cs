using System.Text.Json.Nodes;
using Jumpgate.Emulator.Hosting;
using Jumpgate.Emulator.Knobs;
using Jumpgate.Emulator.Worlds;

namespace Jumpgate.Emulator;

/// <summary>A look into the emulated organizations, and a hand on them, without HTTP.</summary>
public sealed class EmulatedWorld
{
    private readonly Installation _installation;

    internal EmulatedWorld(Installation installation) => _installation = installation;

    /// <summary>Counts, edge hash and the fewest reads, as <c>GET /emulator/world</c> tells them.</summary>
    public JsonObject Describe(string? organizationId = null)
    {
        using var _ = Reading();
        return WorldReport.Of(Organization(organizationId));
    }

    /// <summary>The fewest 100-per-page reads that list the whole organization.</summary>
    public int MinRequests(string? organizationId = null)
    {
        using var _ = Reading();
        return MinimalReads.Of(Organization(organizationId)).Total;
    }

    /// <summary>Moves what JumpCloud moves by itself, and nothing else.</summary>
    public void MoveVolatile(string? organizationId = null)
    {
        using var _ = Writing();
        Organization(organizationId).MoveVolatile();
    }

    /// <summary>Id of the n-th user of the world, in the order of the list.</summary>
    public string UserId(int number, string? organizationId = null) => IdAt(Kind.User, number, organizationId);

    public string GroupId(int number, string? organizationId = null) => IdAt(Kind.UserGroup, number, organizationId);

    public string DeviceId(int number, string? organizationId = null) => IdAt(Kind.System, number, organizationId);

    public string DeviceGroupId(int number, string? organizationId = null) => IdAt(Kind.SystemGroup, number, organizationId);

    public string ApplicationId(int number, string? organizationId = null) => IdAt(Kind.Application, number, organizationId);

    public string AdminId(int number, string? organizationId = null) => IdAt(Kind.Admin, number, organizationId);

    public string RoleId(string name, string? organizationId = null)
    {
        using var _ = Reading();
        var organization = Organization(organizationId);
        return Console.V1.AdminDocument.FindRole(organization, name) is { } role ? organization.Roles.Id(role) : throw new KeyNotFoundException(name);
    }

    /// <summary>A user as JSON, a copy.</summary>
    public JsonObject User(string id, string? organizationId = null)
    {
        using var _ = Reading();
        return (JsonObject)(Organization(organizationId).Find(Kind.User, id) ?? throw new KeyNotFoundException(id)).DeepClone();
    }

    /// <summary>
    /// Writes fields of any object as they are: no rule is checked and no event is told, so that unknown fields, unknown values and odd texts
    /// can be put where JumpCloud might one day send them.
    /// </summary>
    public void Set(string id, JsonObject fields, string? organizationId = null)
    {
        using var _ = Writing();
        RawFields.Set(Organization(organizationId), id, fields);
    }

    internal State.Organization Organization(string? id)
        => id is null ? _installation.Home : _installation.FindOrganization(id) ?? throw new KeyNotFoundException(id);

    private string IdAt(Kind kind, int number, string? organizationId)
    {
        using var _ = Reading();
        var table = Organization(organizationId).Table(kind);
        return table.Id(table.Page(number, 1).First());
    }

    private Held Reading()
    {
        _installation.Gate.EnterReadLock();
        return new Held(_installation.Gate.ExitReadLock);
    }

    private Held Writing()
    {
        _installation.Gate.EnterWriteLock();
        return new Held(_installation.Gate.ExitWriteLock);
    }

    private readonly struct Held(Action release) : IDisposable
    {
        public void Dispose() => release();
    }
}
