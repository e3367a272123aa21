using System.Globalization;
using System.Numerics;
using System.Runtime.InteropServices;
using Jumpgate.Emulator.Knobs;
using Jumpgate.Emulator.Worlds;

namespace Jumpgate.Emulator.Hosting;

/// <summary>Sends answers with the headers JumpCloud's front end puts on them, whole or spoiled.</summary>
internal static class Wire
{
    private const string ResponseTime = "x-response-time";

    public static async Task HalveAsync(HttpContext http, Fault fault, Func<Task> answer)
    {
        var wire = http.Response.Body;
        using var whole = new MemoryStream();
        http.Response.Body = whole;
        try
        {
            await answer();
        }
        finally
        {
            http.Response.Body = wire;
        }

        var half = whole.GetBuffer().AsMemory(0, (int)whole.Length / 2);
        http.Response.ContentLength = fault.Kind == FaultKind.Truncate ? half.Length : whole.Length;
        await wire.WriteAsync(half, http.RequestAborted);
        await wire.FlushAsync(http.RequestAborted);
        if (fault.Kind == FaultKind.Cut)
            http.Abort();
    }

    public static async Task SendAsync(HttpContext http, Answer answer)
    {
        using (answer)
        {
            var response = http.Response;
            response.StatusCode = answer.Status;
            var headers = response.Headers;
            headers["x-content-type-options"] = "nosniff";
            headers["x-frame-options"] = "SAMEORIGIN";
            headers["x-xss-protection"] = "1; mode=block";
            headers["x-ua-compatible"] = "IE=edge";
            headers["strict-transport-security"] = "max-age=31536000; includeSubdomains;";
            headers.CacheControl = "no-store";
            headers.Pragma = "no-cache";
            headers[ResponseTime] = "0.5ms";
            foreach (var (name, value) in answer.Headers)
                headers[name] = value;
            if (answer.Total is { } total)
                headers["x-total-count"] = total.ToString(CultureInfo.InvariantCulture);
            if (answer.Body is not { } body)
            {
                response.ContentLength = answer.Status == 204 ? null : 0;
                return;
            }

            var etag = EntityTag(body.Written.Span);
            headers.ETag = etag;
            if (answer.Status == 200 && HttpMethods.IsGet(http.Request.Method) && http.Request.Headers.IfNoneMatch.ToString() == etag)
            {
                response.StatusCode = 304;
                return;
            }

            response.ContentType = answer.ContentType;
            response.ContentLength = body.Written.Length;
            if (!HttpMethods.IsHead(http.Request.Method))
                await response.Body.WriteAsync(body.Written, http.RequestAborted);
        }
    }

    /// <summary>A weak tag of length and hash, in the form JumpCloud's front end sends. Nobody must be kept from forging it, so it is a quick hash.</summary>
    private static string EntityTag(ReadOnlySpan<byte> body)
    {
        var words = MemoryMarshal.Cast<byte, ulong>(body);
        var (a, b, c) = (0x9E3779B97F4A7C15UL, 0xC2B2AE3D27D4EB4FUL, 0x165667B19E3779F9UL);
        var i = 0;
        for (; i + 3 <= words.Length; i += 3)
        {
            a = BitOperations.RotateLeft((a ^ words[i]) * 0xFF51AFD7ED558CCD, 31);
            b = BitOperations.RotateLeft((b ^ words[i + 1]) * 0xC4CEB9FE1A85EC53, 29);
            c = BitOperations.RotateLeft((c ^ words[i + 2]) * 0x9FB21C651E98DF25, 27);
        }

        foreach (var rest in body[(i * sizeof(ulong))..])
            a = (a ^ rest) * 0x100000001B3;
        Span<ulong> hash = [Noise.Mix(a ^ (ulong)body.Length), Noise.Mix(b ^ a), Noise.Mix(c ^ b)];
        return $"W/\"{body.Length:x}-{Convert.ToBase64String(MemoryMarshal.AsBytes(hash)[..20]).TrimEnd('=')}\"";
    }
}
