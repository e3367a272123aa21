using System.Collections.Concurrent;
using System.Text;
using System.Text.Json.Nodes;
using Jumpgate.JumpCloud;
using Jumpgate.Server.Organizations;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Jumpgate.Server.Tests.Events;

/// <summary>Stands between the server and JumpCloud: hears what is asked of Directory Insights, and changes what is answered.</summary>
internal sealed class Meddler() : DelegatingHandler(JumpCloudClient.CreateHandler())
{
    /// <summary>Questions for events, in their order.</summary>
    public ConcurrentQueue<JsonObject> Asked { get; } = new();

    /// <summary>The body of an answer with events, made of the question and what came; null: as it came.</summary>
    public Func<JsonObject, string, byte[]?>? Answers { get; set; }

    /// <summary>The count answered in place of the one that came.</summary>
    public Func<long, long>? Counts { get; set; }

    /// <summary>As a proxy does that lets no header with an underscore pass.</summary>
    public bool DropsTokens { get; set; }

    /// <summary>Thrown before a question is asked.</summary>
    public Func<JsonObject, Exception?>? Fails { get; set; }

    /// <summary>The server that goes by it.</summary>
    public void Configure(WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton(new JumpCloudOptions { RetryDelay = TimeSpan.FromMilliseconds(5), MaxRetryDelay = TimeSpan.FromMilliseconds(10), MaxRetries = 1 });
        builder.Services.AddSingleton(new JumpCloudHandler(new JumpCloudOptions()) { Shared = this });
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (Counts is { } counts && request.RequestUri!.AbsolutePath.EndsWith("/events/count", StringComparison.Ordinal))
        {
            var counted = await base.SendAsync(request, cancellationToken);
            var said = JsonNode.Parse(await counted.Content.ReadAsStringAsync(cancellationToken))!;
            said["count"] = counts((long)said["count"]!);
            counted.Content = new StringContent(said.ToJsonString(), Encoding.UTF8, "application/json");
            return counted;
        }

        if (!request.RequestUri!.AbsolutePath.EndsWith("/events", StringComparison.Ordinal)) return await base.SendAsync(request, cancellationToken);
        var question = JsonNode.Parse(await request.Content!.ReadAsByteArrayAsync(cancellationToken))!.AsObject();
        Asked.Enqueue(question);
        if (Fails?.Invoke(question) is { } failure) throw failure;
        var answer = await base.SendAsync(request, cancellationToken);
        if (DropsTokens) answer.Headers.Remove("X-Search_after");
        var text = await answer.Content.ReadAsStringAsync(cancellationToken);
        var content = new ByteArrayContent(Answers?.Invoke(question, text) ?? Encoding.UTF8.GetBytes(text));
        content.Headers.ContentType = answer.Content.Headers.ContentType;
        answer.Content = content;
        return answer;
    }
}
