using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;

namespace Jumpgate.Benchmarks;

/// <summary>What HTTP alone costs here: Kestrel, as a process of its own, answers every request with the same bytes from memory.</summary>
internal static class PlainAnswer
{
    public const string Verb = "plain-answer";

    public static async Task<int> RunAsync(string file)
    {
        var bytes = await File.ReadAllBytesAsync(file);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        await using var app = builder.Build();
        app.Run(async context =>
        {
            context.Response.ContentType = "application/scim+json";
            context.Response.ContentLength = bytes.Length;
            await context.Response.Body.WriteAsync(bytes);
        });
        await app.StartAsync();
        Console.WriteLine("""{"ready":true}""");
        await Task.Delay(Timeout.Infinite);
        return 0;
    }

    public static async Task<(Child Child, Uri Origin)> StartAsync(byte[] answer)
    {
        var file = Path.GetTempFileName();
        await File.WriteAllBytesAsync(file, answer);
        var origin = new Uri($"http://{IPAddress.Loopback}:{Ports.Free()}");
        var child = Child.Start(Environment.ProcessPath!, [Verb, file], ("ASPNETCORE_URLS", origin.ToString()));
        await child.ReadyLineAsync();
        File.Delete(file);
        return (child, origin);
    }
}
