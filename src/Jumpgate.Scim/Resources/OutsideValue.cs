namespace Jumpgate.Scim.Resources;

/// <summary>A value of an attribute kept outside the document, such as a group's member.</summary>
/// <param name="Value">What it points to: a resource's id.</param>
/// <param name="Type">What the client says it is, <c>User</c> or <c>Group</c>; null when it does not say.</param>
public readonly record struct OutsideValue(string Value, string? Type);
