namespace Jumpgate.Emulator.Insights.Live;

/// <summary>What an event is known by.</summary>
/// <param name="Text">Its id; where it has none, a text of the same form that stands in it.</param>
/// <param name="Shape">Its odd shape, if any.</param>
internal readonly record struct EventName(string Text, OddShape? Shape)
{
    public bool IsId => Shape is not (OddShape.NotObject or OddShape.NoId);
}
