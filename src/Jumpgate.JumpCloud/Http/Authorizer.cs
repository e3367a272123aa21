using System.Net.Http.Headers;

namespace Jumpgate.JumpCloud;

/// <summary>Gives each call its credential: the API key, or a token from the cache.</summary>
internal sealed class Authorizer
{
    private volatile Proof _proof;

    public Authorizer(Credential credential, TokenCache? tokens) => _proof = new Proof(credential, tokens);

    public Credential Credential => _proof.Credential;

    /// <summary>From now on calls carry another credential; a call that was refused with the one before repeats once with this.</summary>
    public void Switch(Credential credential, TokenCache? tokens) => _proof = new Proof(credential, tokens);

    public bool IsSuperseded(Proof proof) => !ReferenceEquals(proof, _proof);

    /// <summary>Masks everything this client proved itself with: in this call, and by now.</summary>
    public Redaction RedactionOf(Proof used) => new(Secrets(used).Concat(Secrets(_proof)).Distinct());

    public async ValueTask<Authorization> GetAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var proof = _proof;
            try
            {
                return await GetAsync(proof, cancellationToken);
            }
            catch (JumpCloudException) when (IsSuperseded(proof))
            {
                // The old credential may have ended meanwhile; the new one counts.
            }
        }
    }

    private async ValueTask<Authorization> GetAsync(Proof proof, CancellationToken cancellationToken)
    {
        switch (proof.Credential)
        {
            case ApiKeyCredential key:
                var text = key.Key.Reveal();
                if (text.Length == 0)
                    throw new JumpCloudException(JumpCloudErrorKind.CredentialMissing, "The API key is empty.");
                if (text.Any(character => character is <= ' ' or > '~'))
                    throw new JumpCloudException(JumpCloudErrorKind.InvalidCredentials, "The API key contains white space or characters that no JumpCloud key has.");
                return new Authorization(text, null, this, proof);
            default:
                var token = await proof.Tokens!.GetAsync(cancellationToken);
                return new Authorization(null, token, this, proof);
        }
    }

    private static IEnumerable<string> Secrets(Proof proof)
    {
        var (credential, tokens) = proof;
        switch (credential)
        {
            case ApiKeyCredential key:
                yield return key.Key.Reveal();
                break;
            case ServiceAccountCredential account:
                var secret = account.ClientSecret.Reveal();
                yield return secret;
                yield return Uri.EscapeDataString(secret);
                yield return TokenCache.Basic(account);
                if (tokens?.Current is { } token) yield return token.Value;
                break;
        }
    }
}

/// <summary>A credential with its tokens.</summary>
internal sealed record Proof(Credential Credential, TokenCache? Tokens);

/// <summary>The credential of one attempt, and what became of it.</summary>
internal readonly record struct Authorization(string? ApiKey, AccessToken? Token, Authorizer Owner, Proof Proof)
{
    public void Apply(HttpRequestHeaders headers)
    {
        if (ApiKey is not null) headers.TryAddWithoutValidation("x-api-key", ApiKey);
        else if (Token is not null) headers.Authorization = new AuthenticationHeaderValue("Bearer", Token.Value);
    }

    public void Accepted() => Token?.Proved = true;

    /// <summary>The credential was refused; true when asking again may change that: with a new token, or the credential switched to.</summary>
    public bool Refused() => Owner.IsSuperseded(Proof) || (Token is not null && Proof.Tokens!.Drop(Token));
}
