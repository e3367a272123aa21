using System.Net.Http.Headers;

namespace Jumpgate.JumpCloud;

/// <summary>Gives each call its credential: the API key, or a token from the cache.</summary>
internal sealed class Authorizer
{
    private readonly Credential _credential;
    private readonly TokenCache? _tokens;

    public Authorizer(Credential credential, TokenCache? tokens)
    {
        _credential = credential;
        _tokens = tokens;
    }

    /// <summary>Masks everything this client could prove itself with.</summary>
    public Redaction Redaction => new(Secrets());

    public async ValueTask<Authorization> GetAsync(CancellationToken cancellationToken)
    {
        switch (_credential)
        {
            case ApiKeyCredential key:
                var text = key.Key.Reveal();
                if (text.Length == 0)
                    throw new JumpCloudException(JumpCloudErrorKind.CredentialMissing, "The API key is empty.");
                if (text.Any(character => character is <= ' ' or > '~'))
                    throw new JumpCloudException(JumpCloudErrorKind.InvalidCredentials, "The API key contains white space or characters that no JumpCloud key has.");
                return new Authorization(text, null, null);
            default:
                var token = await _tokens!.GetAsync(cancellationToken);
                return new Authorization(null, token, _tokens);
        }
    }

    private IEnumerable<string> Secrets()
    {
        switch (_credential)
        {
            case ApiKeyCredential key:
                yield return key.Key.Reveal();
                break;
            case ServiceAccountCredential account:
                var secret = account.ClientSecret.Reveal();
                yield return secret;
                yield return Uri.EscapeDataString(secret);
                yield return TokenCache.Basic(account);
                if (_tokens?.Current is { } token) yield return token.Value;
                break;
        }
    }
}

/// <summary>The credential of one attempt, and what became of it.</summary>
internal readonly record struct Authorization(string? ApiKey, AccessToken? Token, TokenCache? Tokens)
{
    public void Apply(HttpRequestHeaders headers)
    {
        if (ApiKey is not null) headers.TryAddWithoutValidation("x-api-key", ApiKey);
        else if (Token is not null) headers.Authorization = new AuthenticationHeaderValue("Bearer", Token.Value);
    }

    public void Accepted() => Token?.Proved = true;

    /// <summary>The token was refused; true when a new one is worth asking for.</summary>
    public bool Refused() => Token is not null && Tokens!.Drop(Token);
}
