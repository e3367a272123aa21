using Jumpgate.Emulator.Hosting;
using Jumpgate.Emulator.Pusher;

namespace Jumpgate.Emulator.Tests;

public sealed class GuideTests
{
    [Fact]
    public async Task The_guide_names_every_option_and_every_knob()
    {
        var guide = await File.ReadAllTextAsync(Path.Combine(Root(), "docs", "guide", "emulator.md"));
        CommandLine.Names.Where(option => !guide.Contains($"`{option}`", StringComparison.Ordinal)).ShouldBeEmpty();

        await using var app = EmulatorHost.Build(new() { Users = 1, Urls = "http://127.0.0.1:0" });
        ((Microsoft.AspNetCore.Routing.IEndpointRouteBuilder)app).DataSources.SelectMany(source => source.Endpoints)
            .OfType<Microsoft.AspNetCore.Routing.RouteEndpoint>().Select(endpoint => endpoint.RoutePattern.RawText!)
            .Where(path => path.StartsWith("/emulator/", StringComparison.Ordinal) && !guide.Contains(path, StringComparison.Ordinal)).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_guide_names_every_order_and_setting_of_the_SCIM_client()
    {
        var guide = await File.ReadAllTextAsync(Path.Combine(Root(), "docs", "guide", "emulator.md"));
        PushOrder.Verbs.Concat(PushOrder.Names).Concat(PushSettings.All.Select(s => s.Name)).Where(name => !guide.Contains($"`{name}`", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Jumpgate.slnx")))
            folder = folder.Parent ?? throw new DirectoryNotFoundException("the repository");
        return folder.FullName;
    }
}
