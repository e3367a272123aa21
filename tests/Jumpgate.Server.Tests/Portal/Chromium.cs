using Microsoft.Playwright;

namespace Jumpgate.Server.Tests.Portal;

/// <summary>One headless Chromium for all browser tests.</summary>
public sealed class Chromium : IAsyncLifetime
{
    private static readonly string[] Usual = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

    private IPlaywright? _playwright;

    public IBrowser Browser { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        var executable = Executable();
        Assertions.SetDefaultExpectTimeout(45_000);
        _playwright = await Playwright.CreateAsync();
        Browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = executable,
            // Containers give no user namespaces to an unprivileged sandbox, and only our own pages are opened.
            Args = ["--no-sandbox", "--disable-dev-shm-usage", "--force-color-profile=srgb"],
        });
    }

    public async Task DisposeAsync()
    {
        if (_playwright is null) return;
        await Browser.CloseAsync();
        _playwright.Dispose();
    }

    private static string Executable()
    {
        if (Environment.GetEnvironmentVariable("JUMPGATE_TEST_CHROMIUM") is { Length: > 0 } named)
            return File.Exists(named) ? named : throw new FileNotFoundException($"JUMPGATE_TEST_CHROMIUM names {named}, which does not exist.");
        return Array.Find(Usual, File.Exists) ?? throw new FileNotFoundException(
            "The browser tests need Chromium, and none of " + string.Join(", ", Usual)
            + " exists. Install it (Debian: apt-get install chromium) or name it in JUMPGATE_TEST_CHROMIUM.");
    }
}

/// <summary>Browser tests run one after another: they share the browser, and each keeps a server of its own busy.</summary>
[CollectionDefinition(Name)]
public sealed class PortalCollection : ICollectionFixture<Chromium>
{
    public const string Name = "Portal";
}
