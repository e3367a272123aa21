using Microsoft.Playwright;

namespace Jumpgate.Server.Tests.Portal;

/// <summary>
/// Pictures of the portal. With JUMPGATE_SCREENS naming a folder the documented screens are written there (docs/screens);
/// with JUMPGATE_LAST_SCREENS, what each visitor saw last, to look into a failure.
/// </summary>
internal static class Screens
{
    public static async Task TakeAsync(IPage page, string name)
    {
        if (Environment.GetEnvironmentVariable("JUMPGATE_SCREENS") is not { Length: > 0 } folder) return;
        await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder, $"{name}.png"), Animations = ScreenshotAnimations.Disabled });
    }

    public static async Task LastAsync(IPage page)
    {
        if (Environment.GetEnvironmentVariable("JUMPGATE_LAST_SCREENS") is not { Length: > 0 } folder) return;
        await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder, $"{Guid.CreateVersion7():N}.png") });
    }
}
