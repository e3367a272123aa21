namespace Jumpgate.Emulator.Insights.History;

/// <summary>How an event is told otherwise than its scene tells it.</summary>
/// <param name="Service">The service it is told for a second time; null for its own.</param>
/// <param name="InPortal">Without an organization, with the provider.</param>
internal readonly record struct EventTwist(string? Service, bool InPortal);
