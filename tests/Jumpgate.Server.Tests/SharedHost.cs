namespace Jumpgate.Server.Tests;

/// <summary>One host for all tests of a class; each test works in a tenant of its own.</summary>
public class SharedHost : IAsyncLifetime
{
    public JumpgateHost Hub { get; private set; } = null!;

    protected virtual JumpgateHostOptions Options => new();

    public virtual async Task InitializeAsync() => Hub = await JumpgateHost.StartAsync(Options);

    public virtual async Task DisposeAsync() => await Hub.DisposeAsync();
}
