namespace Jumpgate.JumpCloud.Tests;

/// <summary>Clients in the forms tests need.</summary>
internal static class Clients
{
    public const string ApiKey = "jca_key-of-the-tests-0123456789";
    public const string ClientId = "client-of-the-tests";
    public const string ClientSecret = "secret-of-the-tests-9876543210";
    public const string OrganizationId = "5f1b881dc9e9a9b7e8d6c5a4";

    public static Region Region { get; } = Regions.FromOrigin("tests", new Uri("http://jumpcloud.test"));

    public static Credential Key => new ApiKeyCredential(new Secret(ApiKey));

    public static Credential Account => new ServiceAccountCredential(ClientId, new Secret(ClientSecret));

    public static JumpCloudClient For(
        HttpMessageHandler handler,
        Credential? credential = null,
        string? organizationId = null,
        Region? region = null,
        TimeProvider? time = null,
        JumpCloudOptions? options = null,
        RateGovernor? governor = null) => new(
            new JumpCloudConnection(region ?? Region, credential ?? Key, organizationId),
            governor ?? new RateGovernor(time: time),
            handler,
            time,
            options ?? new JumpCloudOptions { RetryDelay = TimeSpan.FromMilliseconds(1), MaxRetryDelay = TimeSpan.FromMilliseconds(5) });

    public static async Task<JumpCloudException> ShouldFailAsync(this Task task, JumpCloudErrorKind kind)
    {
        var error = await Should.ThrowAsync<JumpCloudException>(() => task);
        error.Kind.ShouldBe(kind, error.Message);
        return error;
    }
}
