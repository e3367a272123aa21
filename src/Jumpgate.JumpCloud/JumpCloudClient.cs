using System.Net;

namespace Jumpgate.JumpCloud;

/// <summary>
/// JumpCloud's APIs for one organization and one credential. Safe for many callers at once; dispose it when the credential
/// is no longer used. Calls throw <see cref="JumpCloudException"/>.
/// </summary>
public sealed class JumpCloudClient : IDisposable
{
    private readonly JumpCloudConnection _connection;
    private readonly Transport _transport;
    private readonly HttpMessageInvoker? _owned;

    /// <summary>Makes a client.</summary>
    /// <param name="connection">Which organization, where, and who calls.</param>
    /// <param name="governor">The organization's gate; give all clients of one organization the same.</param>
    /// <param name="handler">
    /// The way to the network; it must not follow redirects and is not disposed. Null: one of its own from
    /// <see cref="CreateHandler"/>.
    /// </param>
    /// <param name="time">The clock; the system's by default.</param>
    /// <param name="options">Limits; defaults suit real JumpCloud.</param>
    /// <exception cref="ArgumentException">The handler follows redirects, or the organization id cannot be sent in a header.</exception>
    public JumpCloudClient(
        JumpCloudConnection connection,
        RateGovernor governor,
        HttpMessageHandler? handler = null,
        TimeProvider? time = null,
        JumpCloudOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(connection);
        ArgumentNullException.ThrowIfNull(governor);
        options ??= new JumpCloudOptions();
        options.Validate();
        RefuseRedirects(handler);
        _connection = connection with { OrganizationId = Sendable(connection.OrganizationId) };
        time ??= TimeProvider.System;
        var invoker = new HttpMessageInvoker(handler ?? CreateHandler(options), disposeHandler: handler is null);
        _owned = handler is null ? invoker : null;
        var wire = new Wire(invoker, options, time);
        var repeats = new Repeats(options, time);
        var tokens = connection.Credential is ServiceAccountCredential account
            ? new TokenCache(account, connection.Region, wire, options, time)
            : null;
        var parts = new TransportParts(
            connection.Region, governor, new Authorizer(connection.Credential, tokens), wire, repeats, options, time);
        _transport = new Transport(parts, CallPriority.Bulk, _connection.OrganizationId);
    }

    private JumpCloudClient(JumpCloudConnection connection, Transport transport)
    {
        _connection = connection;
        _transport = transport;
    }

    /// <summary>Which organization, where, and who calls.</summary>
    public JumpCloudConnection Connection => _connection with { Credential = _transport.Credential };

    /// <summary>
    /// Goes on with another credential of the same organization, without a failed call: what is under way ends with the old
    /// one, or is repeated once with the new one if the old is refused. Holds for all views of this client.
    /// </summary>
    public void SwitchCredential(Credential credential)
    {
        ArgumentNullException.ThrowIfNull(credential);
        _transport.Switch(credential);
    }

    /// <summary>Organizations the credential sees.</summary>
    public Organizations Organizations => new(_transport);

    /// <summary>Settings of the organization.</summary>
    public Settings Settings => new(_transport);

    /// <summary>A provider's managed organizations.</summary>
    public Providers Providers => new(_transport);

    /// <summary>People.</summary>
    public SystemUsers SystemUsers => new(_transport);

    /// <summary>Administrators.</summary>
    public Administrators Administrators => new(_transport);

    /// <summary>Roles of administrators and service accounts.</summary>
    public Roles Roles => new(_transport);

    /// <summary>Groups of people.</summary>
    public UserGroups UserGroups => new(_transport);

    /// <summary>Groups of devices.</summary>
    public SystemGroups SystemGroups => new(_transport);

    /// <summary>Devices.</summary>
    public Systems Systems => new(_transport);

    /// <summary>Apple device management.</summary>
    public AppleMdms AppleMdm => new(_transport);

    /// <summary>Android device management.</summary>
    public GoogleEmm GoogleEmm => new(_transport);

    /// <summary>Applications.</summary>
    public Applications Applications => new(_transport);

    /// <summary>The catalogue of applications.</summary>
    public ApplicationTemplates ApplicationTemplates => new(_transport);

    /// <summary>Edges between things.</summary>
    public Graph Graph => new(_transport);

    /// <summary>Service accounts.</summary>
    public ServiceAccounts ServiceAccounts => new(_transport);

    /// <summary>Many people at once.</summary>
    public Bulk Bulk => new(_transport);

    /// <summary>Searching with conditions.</summary>
    public Search Search => new(_transport);

    /// <summary>Directory Insights.</summary>
    public Insights Insights => new(_transport);

    /// <summary>
    /// The same client with calls of another priority; bulk is the default. Shares connections and token; disposing it does
    /// nothing.
    /// </summary>
    public JumpCloudClient With(CallPriority priority) => new(Connection, _transport.With(priority));

    /// <summary>
    /// The same client for another organization of a multi-tenant administrator. Shares connections and token; disposing it
    /// does nothing.
    /// </summary>
    /// <param name="organizationId">The organization, or null for the credential's own.</param>
    /// <param name="governor">That organization's gate; null shares this one.</param>
    /// <exception cref="ArgumentException">The id cannot be sent in a header.</exception>
    public JumpCloudClient ForOrganization(string? organizationId, RateGovernor? governor = null) =>
        new(Connection with { OrganizationId = Sendable(organizationId) }, _transport.For(Sendable(organizationId), governor));

    /// <summary>A handler that suits: no redirects, because a missing credential shows as one (jumpcloud-api.md §2.1), and compressed bodies.</summary>
    public static SocketsHttpHandler CreateHandler(JumpCloudOptions? options = null) => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        AutomaticDecompression = DecompressionMethods.GZip | DecompressionMethods.Deflate,
        ConnectTimeout = (options ?? new JumpCloudOptions()).ConnectTimeout,
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
    };

    /// <summary>Closes the connections. With a given handler nothing is closed, and calls under way end as they would.</summary>
    public void Dispose() => _owned?.Dispose();

    private static string? Sendable(string? organizationId)
    {
        if (string.IsNullOrEmpty(organizationId)) return null;
        return organizationId.All(character => character is > ' ' and <= '~')
            ? organizationId
            : throw new ArgumentException("An organization id holds no white space and nothing but ASCII.", nameof(organizationId));
    }

    private static void RefuseRedirects(HttpMessageHandler? handler)
    {
        while (handler is DelegatingHandler outer) handler = outer.InnerHandler;
        if (handler is SocketsHttpHandler { AllowAutoRedirect: true } or HttpClientHandler { AllowAutoRedirect: true })
            throw new ArgumentException("The handler must not follow redirects: JumpCloud answers a missing credential with one.", nameof(handler));
    }
}
