using System.Net;
using System.Text;
using Jumpgate.JumpCloud;
using Jumpgate.Server.Organizations;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Jumpgate.Server.Tests.Events;

/// <summary>Adds events to each answer of Directory Insights that has some, as if JumpCloud had sent them.</summary>
internal sealed class AddedEvents() : DelegatingHandler(JumpCloudClient.CreateHandler())
{
    /// <summary>JSON texts; none at first.</summary>
    public IReadOnlyList<string> Events { get; set; } = [];

    public void Configure(WebApplicationBuilder builder) => builder.Services.AddSingleton(new JumpCloudHandler(new JumpCloudOptions()) { Shared = this });

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var answer = await base.SendAsync(request, cancellationToken);
        if (Events.Count == 0 || !request.RequestUri!.AbsolutePath.EndsWith("/events", StringComparison.Ordinal) || answer.StatusCode != HttpStatusCode.OK) return answer;
        var text = (await answer.Content.ReadAsStringAsync(cancellationToken)).Trim();
        if (text.Length <= 2) return answer;
        var content = new StringContent($"{text[..^1]},{string.Join(',', Events)}]", Encoding.UTF8, "application/json");
        foreach (var (name, values) in answer.Content.Headers.Where(header => !header.Key.StartsWith("Content-", StringComparison.OrdinalIgnoreCase))) content.Headers.TryAddWithoutValidation(name, values);
        answer.Content = content;
        return answer;
    }
}
