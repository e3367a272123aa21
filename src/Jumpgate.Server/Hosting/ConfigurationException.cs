namespace Jumpgate.Server.Hosting;

/// <summary>Options that cannot work; every fault found, so that one look mends them all.</summary>
public sealed class ConfigurationException(IReadOnlyList<string> faults) : Exception(string.Join(Environment.NewLine, faults))
{
    public IReadOnlyList<string> Faults { get; } = faults;
}
