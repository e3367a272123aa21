namespace Jumpgate.JumpCloud;

/// <summary>What proves who calls: an <see cref="ApiKeyCredential"/> or a <see cref="ServiceAccountCredential"/>.</summary>
public abstract record Credential
{
    private protected Credential()
    {
    }
}

/// <summary>
/// The API key of an administrator or service account; goes out as <c>x-api-key</c> and carries the rights of its owner
/// (jumpcloud-api.md §2.1).
/// </summary>
/// <param name="Key">The key.</param>
public sealed record ApiKeyCredential(Secret Key) : Credential;

/// <summary>
/// A JumpCloud service account: OAuth 2.0 client credentials, sent by HTTP Basic to the region's token endpoint with
/// <c>scope=api</c>; calls carry <c>Authorization: Bearer</c> (jumpcloud-api.md §2.2).
/// </summary>
/// <param name="ClientId">The client id; not a secret.</param>
/// <param name="ClientSecret">The client secret.</param>
public sealed record ServiceAccountCredential(string ClientId, Secret ClientSecret) : Credential;
