using Jumpgate.Scim.Errors;

namespace Jumpgate.Scim.Bulk;

#pragma warning disable CA1720 // The names are HTTP's.
/// <summary>The methods of a bulk operation (RFC 7644 §3.7).</summary>
public enum BulkMethod
{
    Post,
    Put,
    Patch,
    Delete,
}
#pragma warning restore CA1720

/// <summary>One operation of a bulk request.</summary>
/// <param name="Index">Its place in the request, from 0.</param>
/// <param name="Method">Null when it is none of the four; then <see cref="Error"/> says so.</param>
/// <param name="Endpoint">The first part of its path, such as <c>Users</c>.</param>
/// <param name="Id">The resource's id; null for POST. May be a <c>bulkId:</c> reference.</param>
/// <param name="Version">The entity tag that must stand, for PUT, PATCH and DELETE.</param>
/// <param name="Data">The body, as JSON; empty when there is none.</param>
/// <param name="Error">Why the operation cannot even be tried; null when it can.</param>
public sealed record BulkOperation(
    int Index, BulkMethod? Method, string MethodText, string? BulkId, string Endpoint, string? Id, string? Version, ReadOnlyMemory<byte> Data, ScimError? Error)
{
    /// <summary>The method as it stands in the answer.</summary>
    public string Wire => Method?.ToString().ToUpperInvariant() ?? MethodText;
}
