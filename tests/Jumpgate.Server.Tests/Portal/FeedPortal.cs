using System.Globalization;
using Jumpgate.Contracts;
using Jumpgate.Server.Tests.Directory.Sync;
using Jumpgate.Server.Tests.Events;
using Microsoft.AspNetCore.Builder;
using Microsoft.Playwright;

namespace Jumpgate.Server.Tests.Portal;

/// <summary>A portal whose events are fetched each second, and one person in front of one page for all tests of a class.</summary>
public class FeedPortal(Chromium chromium) : IAsyncLifetime
{
    public PortalHost Host { get; private set; } = null!;

    internal Visitor Visitor { get; private set; } = null!;

    public IPage Page => Visitor.Page;

    public HttpClient Api => Host.Server.Admin;

    public virtual async Task InitializeAsync()
    {
        Host = await PortalHost.StartAsync(arguments: Fed.Polls, configure: Configure);
        Visitor = await Host.VisitAsync(chromium);
    }

    public async Task DisposeAsync()
    {
        if (Visitor is not null) await Visitor.DisposeAsync();
        if (Host is not null) await Host.DisposeAsync();
    }

    /// <summary>The page at that address; loaded anew only where the person is elsewhere.</summary>
    public async Task AtAsync(string path, string heading)
    {
        if (new Uri(Page.Url).PathAndQuery == path) return;
        await Visitor.OpenAsync(path, heading);
    }

    /// <summary>The page as it stands keeps to the rules of accessibility; a picture of it is taken where pictures are wanted.</summary>
    /// <param name="dark">In the dark scheme as well.</param>
    public async Task LookAsync(string name, bool dark = false)
    {
        if (dark) await LookAsync($"{name}-dark", ColorScheme.Dark);
        await LookAsync(name, ColorScheme.Light);
    }

    private async Task LookAsync(string name, ColorScheme scheme)
    {
        await Page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = scheme });
        await Assertions.Expect(Page.Locator("html")).ToHaveAttributeAsync("data-mantine-color-scheme", scheme == ColorScheme.Dark ? "dark" : "light");
        await Screens.TakeAsync(Page, name);
        (await Axe.ViolationsAsync(Page, name)).ShouldBeEmpty();
    }

    protected virtual void Configure(WebApplicationBuilder builder)
    {
    }
}

/// <summary>The same with a linked organization, its feed, and a day of events.</summary>
public sealed class FedPortal(Chromium chromium) : FeedPortal(chromium), IDisposable
{
    private readonly AddedEvents _added = new();

    public Organization Organization { get; private set; } = null!;

    public Feed Feed { get; private set; } = null!;

    /// <summary>Who signed in last, and to what.</summary>
    public (Resource User, Resource Application) SignedIn { get; private set; }

    public string FeedPath => $"/events/feeds/{Feed.Id}";

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        var linked = await Host.Server.LinkOrganizationAsync(settings: SyncedHub.ByHand);
        Organization = await Host.Server.ConnectedAsync(linked.Id, TimeSpan.FromSeconds(90));
        var directory = $"/v1/directories/{Organization.DirectoryId}";
        SignedIn = ((await Api.GetAsync<Page<Resource>>($"{directory}/users?limit=1")).Items[0], (await Api.GetAsync<Page<Resource>>($"{directory}/applications?limit=1")).Items[0]);
        _added.Events = [.. Enumerable.Range(0, 90).Select(SignIn), .. Enumerable.Range(0, 12).Select(Creation), Unknown];
        Feed = await Api.PostAsync<Feed>("/v1/feeds", new { organizationId = Organization.Id, contact = new { name = "Security team", email = "soc@example.org" } });
        await HappenAsync();
        Feed = await JumpgateHost.WaitForAsync(() => Api.GetAsync<Feed>($"/v1/feeds/{Feed.Id}"), feed => feed.Counts.GetValueOrDefault("sso_auth") == 90);
        _added.Events = [];
    }

    public void Dispose() => _added.Dispose();

    /// <summary>Something happens in JumpCloud and leaves an event; answers the name of the new group.</summary>
    public async Task<string> HappenAsync()
    {
        var name = $"g{Guid.NewGuid():N}";
        await Host.Console.GroupAsync(name);
        return name;
    }

    protected override void Configure(WebApplicationBuilder builder) => _added.Configure(builder);

    private string SignIn(int i) =>
        $$$"""
        {"id":"signin-{{{i}}}","service":"sso","event_type":"sso_auth","timestamp":"{{{Ago(TimeSpan.FromMinutes(13 * i + 2))}}}","sso_token_success":{{{(i % 4 == 3 ? "false" : "true")}}},
         {{{(i % 4 == 3 ? "\"error_message\":\"not authorized\"," : "")}}}"client_ip":"198.51.100.{{{i}}}",
         "initiated_by":{"type":"user","id":"{{{(i == 0 ? SignedIn.User.RemoteId : $"u{i}")}}}","username":"ana.ruiz-{{{i}}}","email":"ana.ruiz-{{{i}}}@example.com"},
         "application":{"id":"{{{SignedIn.Application.RemoteId}}}","name":"{{{SignedIn.Application.Name}}}"}}
        """;

    private static string Creation(int i) =>
        $$$"""
        {"id":"creation-{{{i}}}","service":"directory","event_type":"user_create","timestamp":"{{{Ago(TimeSpan.FromHours(1.7 * i + 0.4))}}}","success":true,
         "initiated_by":{"type":"admin","email":"ops@example.com"},"resource":{"type":"user","id":"n{{{i}}}","username":"new.person-{{{i}}}"}}
        """;

    private static string Unknown => $$"""{"id":"strange","service":"directory","event_type":"brand_new_event","timestamp":"{{Ago(TimeSpan.FromHours(3))}}"}""";

    private static string Ago(TimeSpan time) => TimeProvider.System.GetUtcNow().Subtract(time).ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);
}
