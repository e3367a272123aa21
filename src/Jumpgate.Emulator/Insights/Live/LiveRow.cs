namespace Jumpgate.Emulator.Insights.Live;

/// <summary>A live event without its body.</summary>
/// <param name="Index">Its number in its stretch; odd where it is told again under a second service.</param>
/// <param name="Milliseconds">The time it shows.</param>
/// <param name="VisibleAt">When it appeared.</param>
internal readonly record struct LiveRow(long Index, long Milliseconds, ushort Kind, long VisibleAt);
