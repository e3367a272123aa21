using System.Net;
using System.Security.Cryptography;
using System.Text;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using Jumpgate.JumpCloud;
using Jumpgate.Server.Hosting;

namespace Jumpgate.Server.Events.Sinks.S3;

/// <summary>The bucket, by the SDK of Amazon: with the credentials given here and no others it might find, and through the address guard.</summary>
internal sealed class S3Store(S3Settings settings, Secret key, GuardedClient outside) : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    private readonly AmazonS3Client client = new(new BasicAWSCredentials(settings.AccessKeyId, key.Reveal()), new AmazonS3Config
    {
        ServiceURL = settings.Address.ToString(),
        AuthenticationRegion = settings.Region,
        ForcePathStyle = settings.PathStyle,
        HttpClientFactory = new Outside(outside),
        // A run that fails is repeated as a whole.
        MaxErrorRetry = 1,
        // Set, so that neither a profile nor the metadata of a machine is asked.
        DefaultConfigurationMode = DefaultConfigurationMode.Standard,
        // Content-MD5 goes with every object; the newer checksums other stores do not know.
        RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED,
        ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED,
    });

    /// <exception cref="SinkUnavailableException">It is not there, or one cannot know.</exception>
    public async Task PutAsync(string name, byte[] body, CancellationToken cancellation)
    {
        using var stream = new MemoryStream(body);
        await RunAsync(token => client.PutObjectAsync(Put(name, stream, body), token), cancellation);
    }

    /// <summary>Puts an object whose checksum is wrong: a store that would have taken it says so, and keeps nothing. One that does not look has it removed again.</summary>
    public async Task ProbeAsync(string name, CancellationToken cancellation)
    {
        using var body = new MemoryStream(Encoding.ASCII.GetBytes("probe"));
        try
        {
            await RunAsync(token => client.PutObjectAsync(Put(name, body, []), token), cancellation);
        }
        catch (SinkUnavailableException refused) when (refused.InnerException is AmazonS3Exception { ErrorCode: "BadDigest" or "InvalidDigest" })
        {
            return;
        }

        await RunAsync(token => client.DeleteObjectAsync(settings.Bucket, name, token), cancellation);
    }

    public void Dispose() => client.Dispose();

#pragma warning disable CA5351 // Against mistakes of the wire alone, as S3 has it; the signature covers the body by SHA-256.
    /// <param name="summed">What the checksum is taken of.</param>
    private PutObjectRequest Put(string name, MemoryStream body, byte[] summed) => new()
    {
        BucketName = settings.Bucket,
        Key = name,
        InputStream = body,
        AutoCloseStream = false,
        ContentType = "application/gzip",
        MD5Digest = Convert.ToBase64String(MD5.HashData(summed)),
        UseChunkEncoding = false,
    };
#pragma warning restore CA5351

    private async Task RunAsync(Func<CancellationToken, Task> call, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(Limit);
        try
        {
            await call(limit.Token);
        }
        catch (OperationCanceledException error) when (!cancellation.IsCancellationRequested)
        {
            throw new SinkUnavailableException("timeout", $"No answer from {settings.Address.Authority} within {Limit.TotalSeconds:0} s.", error);
        }
        catch (AmazonS3Exception error)
        {
            throw new SinkUnavailableException(CodeOf(error), $"{error.ErrorCode ?? "HTTP " + (int)error.StatusCode}: {error.Message}", error);
        }
        catch (Exception error) when (error is AmazonClientException or AmazonServiceException or HttpRequestException or IOException)
        {
            for (Exception? cause = error; cause is not null; cause = cause.InnerException)
                if (cause is TargetRefusedException) throw new SinkUnavailableException("target_refused", cause.Message, error);
            throw new SinkUnavailableException("unreachable", $"{settings.Address.Authority} cannot be reached: {error.GetBaseException().Message}", error);
        }
    }

    private static string CodeOf(AmazonS3Exception error) => error.ErrorCode == "NoSuchBucket" ? "bucket_missing" : error.StatusCode switch
    {
        HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => "unauthorized",
        HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout or >= HttpStatusCode.InternalServerError => "busy",
        >= HttpStatusCode.MultipleChoices and < HttpStatusCode.BadRequest => "redirected",
        _ => "refused",
    };

    /// <summary>Has the SDK use connections that the guard watches; they outlive it.</summary>
    private sealed class Outside(GuardedClient outside) : HttpClientFactory
    {
        public override HttpClient CreateHttpClient(IClientConfig clientConfig) => outside.Client;

        public override bool UseSDKHttpClientCaching(IClientConfig clientConfig) => false;

        public override bool DisposeHttpClientsAfterUse(IClientConfig clientConfig) => false;
    }
}
