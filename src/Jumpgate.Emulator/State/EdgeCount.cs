namespace Jumpgate.Emulator.State;

/// <summary>How many edges there were of each kind, and a hash of them all, at one version of the organization.</summary>
internal sealed record EdgeCount(long Version, long Total, ulong Hash, IReadOnlyList<(string Name, long Count)> Kinds);
