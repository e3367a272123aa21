namespace Jumpgate.Contracts;

/// <summary>An event type of the catalogue: one that a feed can be told to deliver or to leave out.</summary>
/// <param name="Name">As JumpCloud writes it in <c>event_type</c>.</param>
/// <param name="Service">The service JumpCloud lists it under; null where no source says.</param>
/// <param name="ClassUid">The class of OCSF 1.8.0 that most events of this type are told as; 0: Base Event.</param>
/// <param name="Class">Its name, as <c>Authentication</c>.</param>
public sealed record EventType(string Name, string? Service, int ClassUid, string Class);
