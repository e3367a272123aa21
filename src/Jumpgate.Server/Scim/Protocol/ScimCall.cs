using System.Buffers;
using Jumpgate.Scim;
using Jumpgate.Scim.Errors;
using Jumpgate.Scim.Profiles;
using Jumpgate.Server.Data;
using Jumpgate.Server.Scim.Directories;
using Microsoft.AspNetCore.Http.Features;

namespace Jumpgate.Server.Scim.Protocol;

/// <summary>A request whose token opens its directory.</summary>
/// <param name="BaseUri">The endpoint URL as the client wrote it, without a slash at its end: what locations begin with.</param>
internal sealed record ScimCall(HttpContext Http, ScimAccess Access, string BaseUri)
{
    public const string MediaType = "application/scim+json";

    private static readonly string[] Taken = [MediaType, "application/json"];

    private Cause? cause;

    public TenantId Tenant => Access.Tenant;

    public DirectoryKey Directory => Access.Directory;

    public ClientProfile Profile => Access.Profile;

    /// <summary>Limits, schemas and resource types of the directory.</summary>
    public ScimSetup Setup => Access.Setup;

    public ScimLimits Limits => Setup.Limits;

    public CancellationToken Cancelled => Http.RequestAborted;

    /// <summary>Why the changes of this request happen.</summary>
    public Cause Cause => cause ??= new(CauseKind.ScimRequest, Guid.CreateVersion7());

    public string? Query(string name) => Http.Request.Query.TryGetValue(name, out var values) && values is [var value, ..] ? value : null;

    /// <summary>The body in memory.</summary>
    /// <exception cref="ScimException">It is too large, or of another media type.</exception>
    public async Task<ReadOnlyMemory<byte>> BodyAsync()
    {
        var request = Http.Request;
        if (request.ContentType is { Length: > 0 } type && !Taken.Any(taken => type.AsSpan(0, Ends(type)).Trim().Equals(taken, StringComparison.OrdinalIgnoreCase)))
            throw new ScimException(new ScimError(415, null, $"The body is not {MediaType} or application/json."));
        if (request.ContentLength > Limits.BodyBytes) throw TooLarge();
        if (Http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } most) most.MaxRequestBodySize = Limits.BodyBytes;
        var body = new ArrayBufferWriter<byte>((int)(request.ContentLength ?? 1024) + 1);
        while (true)
        {
            var read = await request.Body.ReadAsync(body.GetMemory(1024), Cancelled);
            if (read == 0) return body.WrittenMemory;
            body.Advance(read);
            if (body.WrittenCount > Limits.BodyBytes) throw TooLarge();
        }
    }

    private ScimException TooLarge() => new(ScimError.TooLarge($"The body is larger than {Limits.BodyBytes} bytes."));

    private static int Ends(string type) => type.IndexOf(';', StringComparison.Ordinal) is >= 0 and var end ? end : type.Length;
}
