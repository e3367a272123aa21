using Jumpgate.JumpCloud;

namespace Jumpgate.Server.Organizations;

/// <summary>The connections to JumpCloud, shared by all organizations.</summary>
public sealed class JumpCloudHandler(JumpCloudOptions options) : IDisposable
{
    public HttpMessageHandler Shared { get; init; } = JumpCloudClient.CreateHandler(options);

    public void Dispose() => Shared.Dispose();
}
