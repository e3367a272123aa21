using System.Buffers;
using Jumpgate.Scim;
using Jumpgate.Scim.Errors;
using Jumpgate.Scim.Profiles;
using Jumpgate.Server.Data;
using Jumpgate.Server.Scim.Directories;
using Jumpgate.Server.Scim.Records;
using Microsoft.AspNetCore.Http.Features;

namespace Jumpgate.Server.Scim.Protocol;

/// <summary>A request whose token opens its directory, or one operation of a bulk request.</summary>
/// <param name="BaseUri">The endpoint URL as the client wrote it, without a slash at its end: what locations begin with.</param>
internal sealed record ScimCall(HttpContext Http, ScimAccess Access, string BaseUri, TimeProvider Time)
{
    private static readonly string[] Taken = [ScimMedia.Scim, ScimMedia.Json];

    private Cause? cause;
    private RequestTrace? trace;

    public TenantId Tenant => Access.Tenant;

    public DirectoryKey Directory => Access.Directory;

    public ClientProfile Profile => Access.Profile;

    /// <summary>Limits, schemas and resource types of the directory.</summary>
    public ScimSetup Setup => Access.Setup;

    public ScimLimits Limits => Setup.Limits;

    public CancellationToken Cancelled => Http.RequestAborted;

    /// <summary>Why the changes of this request happen; its id is also that of the request's record.</summary>
    public Cause Cause
    {
        get => cause ??= NewCause(Time);
        init => cause = value;
    }

    public RequestTrace Trace
    {
        get => trace ??= new RequestTrace();
        init => trace = value;
    }

    public string Method { get; init; } = Http.Request.Method;

    /// <summary>HEAD is answered as GET, without a body (RFC 9110 §9.3.2).</summary>
    public bool IsRead => Method is "GET" or "HEAD";

    /// <summary>Where it went, below the endpoint URL, as a person reads it.</summary>
    public string Path => Where ?? Http.Request.Path.Value![(Http.Request.Path.Value!.IndexOf("/v2", StringComparison.Ordinal) + 3)..]
        + Uri.UnescapeDataString(Http.Request.QueryString.Value ?? "");

    public string? Client => Http.Request.Headers.UserAgent is [{ Length: > 0 } client, ..] ? client : null;

    public string? IfMatch { get; init; } = Http.Request.Headers.IfMatch;

    public string? IfNoneMatch { get; init; } = Http.Request.Headers.IfNoneMatch;

    /// <summary>Set where a person has confirmed a request that was held: no guard looks at it, and this runs in its transaction in place of its record.</summary>
    public Func<WriteScope, ValueTask>? Decided { get; private init; }

    private ReadOnlyMemory<byte>? Given { get; init; }

    private string? Where { get; init; }

    /// <summary>One operation of this bulk request, with a cause and a record of its own.</summary>
    /// <param name="version">The entity tag that must stand.</param>
    public ScimCall Operation(string method, string where, string? version, ReadOnlyMemory<byte> body) => this with
    {
        Cause = NewCause(Time),
        Trace = new RequestTrace(),
        Method = method,
        Where = where,
        IfMatch = version,
        IfNoneMatch = null,
        Given = body,
    };

    /// <summary>A request that was held, as an act of the person who confirms it.</summary>
    public ScimCall Confirmed(string method, string where, ReadOnlyMemory<byte> body, Cause why, Func<WriteScope, ValueTask> decided) =>
        Operation(method, where, null, body) with { Cause = why, Decided = decided };

    public string? Query(string name) => Http.Request.Query.TryGetValue(name, out var values) && values is [var value, ..] ? value : null;

    /// <summary>The body in memory.</summary>
    /// <exception cref="ScimException">It is too large, or of another media type.</exception>
    public async Task<ReadOnlyMemory<byte>> BodyAsync()
    {
        var body = Given ?? await SentAsync();
        Trace.Sent = body;
        Trace.Body = RecordText.Body(body, Setup.Secrets);
        return body;
    }

    private async Task<ReadOnlyMemory<byte>> SentAsync()
    {
        var request = Http.Request;
        if (request.ContentType is { Length: > 0 } type && !Taken.Any(taken => type.AsSpan(0, Ends(type)).Trim().Equals(taken, StringComparison.OrdinalIgnoreCase)))
            throw new ScimException(new ScimError(415, null, $"The body is not {ScimMedia.Scim} or {ScimMedia.Json}."));
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

    private static Cause NewCause(TimeProvider time) => new(CauseKind.ScimRequest, NewId(time.GetUtcNow()));

    /// <summary>An id in the order of requests: behind the millisecond stands its fraction (RFC 9562 §6.2, method 3).</summary>
    private static Guid NewId(DateTimeOffset now)
    {
        Span<byte> bytes = stackalloc byte[16];
        Guid.CreateVersion7(now).TryWriteBytes(bytes, bigEndian: true, out _);
        var fraction = now.Ticks % TimeSpan.TicksPerMillisecond * 4096 / TimeSpan.TicksPerMillisecond;
        (bytes[6], bytes[7]) = ((byte)(0x70 | (fraction >> 8)), (byte)fraction);
        return new Guid(bytes, bigEndian: true);
    }

    private static int Ends(string type) => type.IndexOf(';', StringComparison.Ordinal) is >= 0 and var end ? end : type.Length;
}
