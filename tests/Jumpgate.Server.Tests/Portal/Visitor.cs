using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace Jumpgate.Server.Tests.Portal;

/// <summary>A person in front of the portal. Faults that the page reports to nobody are found when the person leaves.</summary>
public sealed class Visitor : IAsyncDisposable
{
    private readonly IBrowserContext _context;
    private readonly ConcurrentQueue<string> _faults = new();

    private Visitor(IBrowserContext context, IPage page)
    {
        (_context, Page) = (context, page);
        page.PageError += (_, fault) => _faults.Enqueue(fault);
        page.Console += (_, message) =>
        {
            if (message.Text.Contains("Content Security Policy", StringComparison.Ordinal) || message.Text.Contains("Warning:", StringComparison.Ordinal))
                _faults.Enqueue(message.Text);
        };
    }

    public IPage Page { get; }

    /// <summary>What the page complained about so far.</summary>
    public IReadOnlyCollection<string> Faults => _faults;

    public static async Task<Visitor> ComeAsync(Chromium chromium, Uri address, BrowserNewContextOptions? options = null)
    {
        options ??= new BrowserNewContextOptions();
        options.BaseURL = address.ToString();
        options.ViewportSize ??= new ViewportSize { Width = 1440, Height = 900 };
        options.ReducedMotion = ReducedMotion.Reduce;
        options.Locale = "en-GB";
        options.AcceptDownloads = true;
        options.Permissions = ["clipboard-read", "clipboard-write"];
        var context = await chromium.Browser.NewContextAsync(options);
        context.SetDefaultTimeout(60_000);
        return new Visitor(context, await context.NewPageAsync());
    }

    public async Task SignInAsync(string email, string password)
    {
        await Page.GotoAsync("/sign-in");
        await Page.GetByLabel("E-mail").FillAsync(email);
        await Page.GetByLabel("Password", new PageGetByLabelOptions { Exact = true }).FillAsync(password);
        await Button("Sign in").ClickAsync();
        await Heading("Home").WaitForAsync();
    }

    public async Task OpenAsync(string path, string heading)
    {
        await Page.GotoAsync(path);
        await Heading(heading).WaitForAsync();
    }

    public ILocator Button(string name) => Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = name, Exact = true });

    public ILocator Account => Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Your account" });

    public ILocator Link(string name) => Page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = name, Exact = true });

    public ILocator Heading(string name) => Page.GetByRole(AriaRole.Heading, new PageGetByRoleOptions { Name = name, Exact = true, Level = 1 });

    public ILocator Field(string label) => Page.GetByLabel(label, new PageGetByLabelOptions { Exact = true });

    /// <summary>A field whose value is chosen from a list, by its label.</summary>
    public ILocator Choice(string label) => Page.GetByRole(AriaRole.Combobox, new PageGetByRoleOptions { Name = label, Exact = true });

    public ILocator Table(string name) => Page.GetByRole(AriaRole.Table, new PageGetByRoleOptions { Name = name, Exact = true });

    public ILocator Dialog => Page.GetByRole(AriaRole.Dialog);

    /// <summary>The state that a page's header shows.</summary>
    public ILocator Status(string status) => Page.Locator($"[data-status='{status}']");

    /// <summary>What a screen reader is told without moving the focus.</summary>
    public ILocator Told(string words) => Page.GetByRole(AriaRole.Status).Filter(new LocatorFilterOptions { HasText = words });

    public ILocator MenuItem(string name) => Page.GetByRole(AriaRole.Menuitem, new PageGetByRoleOptions { Name = name, Exact = true });

    /// <summary>The session as the browser keeps it is gone, as after its end.</summary>
    public Task LoseSessionAsync() => _context.ClearCookiesAsync();

    /// <summary>A trouble shown on the page, by its code.</summary>
    public ILocator Trouble(string code) => Page.Locator($"[data-code={code}]");

    /// <summary>Chooses from a list that opens under its field.</summary>
    public async Task ChooseAsync(string label, string option)
    {
        await Choice(label).ClickAsync();
        await Page.GetByRole(AriaRole.Option).Filter(new LocatorFilterOptions { HasText = option }).ClickAsync();
    }

    /// <summary>Puts a text in the clipboard's place and pastes it, as a person would.</summary>
    public static async Task PasteAsync(ILocator field, string text)
    {
        await field.FocusAsync();
        await field.EvaluateAsync(
            """
            (input, text) => {
              const data = new DataTransfer();
              data.setData('text/plain', text);
              input.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
            }
            """,
            text);
    }

    public async ValueTask DisposeAsync()
    {
        await Screens.LastAsync(Page);
        await _context.CloseAsync();
        _faults.ShouldBeEmpty();
    }
}
