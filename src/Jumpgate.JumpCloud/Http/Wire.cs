using System.Buffers;

namespace Jumpgate.JumpCloud;

/// <summary>One exchange over the network: message out, whole body in, lost connections and time limits made typed.</summary>
internal sealed class Wire(HttpMessageInvoker invoker, JumpCloudOptions options, TimeProvider time)
{
    private const int FirstBuffer = 16 * 1024;

    public async Task<Answer> SendAsync(
        JumpCloudRequest request, HttpRequestMessage message, TimeSpan limit, string? organizationId, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(limit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        var answered = false;
        try
        {
            using var response = await invoker.SendAsync(message, either.Token);
            answered = true;
            var body = await ReadAsync(request, response, either.Token);
            return new Answer(request, (int)response.StatusCode, response.Headers, response.Content.Headers.ContentType?.MediaType, body)
            {
                OrganizationId = organizationId,
            };
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new JumpCloudException(JumpCloudErrorKind.Timeout, $"{request.Name}: no {(answered ? "complete " : "")}answer within {limit.TotalSeconds:0.#} s")
            {
                Route = request.Name,
                IsRetryable = true,
                OutcomeUnknown = request.Repeat == Repeat.OnlyIfUnsent,
            };
        }
        catch (Exception lost) when (lost is HttpRequestException or IOException)
        {
            throw Lost(request, lost, answered);
        }
    }

    private static JumpCloudException Lost(JumpCloudRequest request, Exception lost, bool answered)
    {
        var reason = (lost as HttpRequestException)?.HttpRequestError ?? (lost as HttpIOException)?.HttpRequestError;
        var unsent = reason is HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError or HttpRequestError.SecureConnectionError
            or HttpRequestError.ProxyTunnelError;
        var cause = reason switch
        {
            HttpRequestError.NameResolutionError => "the host name was not found",
            HttpRequestError.ConnectionError => "no connection",
            HttpRequestError.SecureConnectionError => "no secure connection",
            _ => answered ? "the answer was cut short" : "the connection was lost",
        };
        return new JumpCloudException(JumpCloudErrorKind.ConnectionFailed, $"{request.Name}: {cause}", lost)
        {
            Route = request.Name,
            IsTruncated = answered,
            IsRetryable = reason != HttpRequestError.SecureConnectionError,
            OutcomeUnknown = !unsent && request.Repeat == Repeat.OnlyIfUnsent,
        };
    }

    private async Task<ReadOnlyMemory<byte>> ReadAsync(JumpCloudRequest request, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var announced = response.Content.Headers.ContentLength;
        if (announced > options.MaxResponseBytes) throw TooLarge(request, response);
        await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        if (announced is { } length)
        {
            var exact = GC.AllocateUninitializedArray<byte>((int)length);
            var read = await stream.ReadAtLeastAsync(exact, exact.Length, throwOnEndOfStream: false, cancellationToken);
            return exact.AsMemory(0, read);
        }

        return await ReadUnannouncedAsync(request, response, stream, cancellationToken);
    }

    private async Task<ReadOnlyMemory<byte>> ReadUnannouncedAsync(
        JumpCloudRequest request, HttpResponseMessage response, Stream stream, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(FirstBuffer);
        try
        {
            var length = 0;
            while (true)
            {
                var read = await stream.ReadAsync(buffer.AsMemory(length), cancellationToken);
                if (read == 0) return buffer.AsSpan(0, length).ToArray();
                length += read;
                if (length > options.MaxResponseBytes) throw TooLarge(request, response);
                if (length < buffer.Length) continue;
                var larger = ArrayPool<byte>.Shared.Rent(buffer.Length * 2);
                buffer.AsSpan(0, length).CopyTo(larger);
                ArrayPool<byte>.Shared.Return(buffer);
                buffer = larger;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private JumpCloudException TooLarge(JumpCloudRequest request, HttpResponseMessage response) => new(
        JumpCloudErrorKind.InvalidResponse, $"{request.Name}: the answer is larger than {options.MaxResponseBytes} bytes")
    {
        Route = request.Name,
        Status = (int)response.StatusCode,
        OutcomeUnknown = request.Repeat == Repeat.OnlyIfUnsent,
    };
}
