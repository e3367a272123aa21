using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Jumpgate.JumpCloud;

/// <summary>A token as the endpoint gave it.</summary>
internal sealed class AccessToken(string value, long obtained, TimeSpan life, bool replacesRefused)
{
    public string Value => value;

    public long Obtained => obtained;

    public TimeSpan Life => life;

    /// <summary>Renewed before it ends: 30 s before, for short lives a tenth (30 s is the margin of JumpCloud's own CLI).</summary>
    public TimeSpan FreshFor => life - (life / 10 < TimeSpan.FromSeconds(30) ? life / 10 : TimeSpan.FromSeconds(30));

    /// <summary>Still good for a call while it is being renewed.</summary>
    public TimeSpan UsableFor => life - ((life - FreshFor) / 3);

    /// <summary>Asked for because the one before was refused.</summary>
    public bool ReplacesRefused => replacesRefused;

    /// <summary>Some call was answered with it.</summary>
    public bool Proved { get; set; }
}

/// <summary>
/// OAuth 2.0 client credentials (jumpcloud-api.md §2.2): one token request however many callers wait, renewed before it
/// ends, and once when a call was refused in mid-life. There is no refresh token.
/// </summary>
internal sealed class TokenCache(
    ServiceAccountCredential account, Region region, Wire wire, JumpCloudOptions options, TimeProvider time)
{
    private static readonly byte[] Form = "scope=api&grant_type=client_credentials"u8.ToArray();
    private static readonly TimeSpan UsualLife = TimeSpan.FromHours(1);

    private readonly Lock _gate = new();
    private AccessToken? _token;
    private Task<AccessToken>? _asking;
    private bool _refused;

    public AccessToken? Current => _token;

    public static string Basic(ServiceAccountCredential account) => Convert.ToBase64String(
        Encoding.UTF8.GetBytes($"{account.ClientId}:{account.ClientSecret.Reveal()}"));

    public ValueTask<AccessToken> GetAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (_token is { } fresh && Age(fresh) < fresh.FreshFor) return new ValueTask<AccessToken>(fresh);

            // Not tied to the caller who happened to be first: it may give up while the others wait.
            _asking ??= Task.Run(AskAsync, CancellationToken.None);

            // Renewal is early enough to go on with the old one meanwhile; nobody waits, and a stumbling endpoint stops nobody.
            return _token is { } old && Age(old) < old.UsableFor
                ? new ValueTask<AccessToken>(old)
                : new ValueTask<AccessToken>(_asking.WaitAsync(cancellationToken));
        }
    }

    /// <summary>Forgets a refused token. False when its fresh successor is refused too: asking again would change nothing.</summary>
    public bool Drop(AccessToken refused)
    {
        lock (_gate)
        {
            if (refused is { ReplacesRefused: true, Proved: false }) return false;
            if (ReferenceEquals(_token, refused))
            {
                _token = null;
                _refused = true;
            }

            return true;
        }
    }

    private TimeSpan Age(AccessToken token) => time.GetElapsedTime(token.Obtained);

    private async Task<AccessToken> AskAsync()
    {
        try
        {
            var token = await RequestAsync(_refused);
            lock (_gate)
            {
                _token = token;
                _refused = false;
            }

            return token;
        }
        finally
        {
            lock (_gate)
            {
                // Seen by whoever waits; when nobody does, the next call asks again.
                _ = _asking?.ContinueWith(
                    static asked => asked.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
                _asking = null;
            }
        }
    }

    /// <summary>One attempt: the call that waits for the token is repeated as a whole.</summary>
    private async Task<AccessToken> RequestAsync(bool replacesRefused)
    {
        var request = new JumpCloudRequest(HttpMethod.Post, Route.Of($"/oauth2/token"));
        using var message = new HttpRequestMessage(HttpMethod.Post, region.OAuth);
        message.Headers.Authorization = new AuthenticationHeaderValue("Basic", Basic(account));
        message.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        message.Headers.TryAddWithoutValidation("User-Agent", options.UserAgent);
        message.Content = new ByteArrayContent(Form);
        message.Content.Headers.ContentType = new MediaTypeHeaderValue("application/x-www-form-urlencoded");

        // The life counts from before the request: the answer's way must not make the token older than we think.
        var asked = time.GetTimestamp();
        var answer = await wire.SendAsync(request, message, options.AttemptTimeout, null, CancellationToken.None);
        var redaction = new Redaction([account.ClientSecret.Reveal(), Basic(account)]);
        if (!answer.IsSuccess) throw ErrorReading.ToException(answer, redaction, time);
        return Read(answer, asked, replacesRefused) ?? throw new JumpCloudException(
            JumpCloudErrorKind.InvalidResponse, $"{request.Name}: the answer holds no access token ({answer.Status})")
        {
            Status = answer.Status,
            Route = request.Name,
            Excerpt = redaction.Excerpt(answer.Body.Span),
        };
    }

    private static AccessToken? Read(Answer answer, long asked, bool replacesRefused)
    {
        try
        {
            using var document = JsonDocument.Parse(answer.Body);
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object
                || !root.TryGetProperty("access_token", out var value) || value.ValueKind != JsonValueKind.String || value.GetString() is not { Length: > 0 } token)
                return null;
            var life = root.TryGetProperty("expires_in", out var seconds) && seconds.ValueKind == JsonValueKind.Number && seconds.TryGetDouble(out var number)
                ? TimeSpan.FromSeconds(Math.Clamp(number, 0, 366 * 86400))
                : UsualLife;
            return new AccessToken(token, asked, life, replacesRefused);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
