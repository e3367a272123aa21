namespace Jumpgate.JumpCloud;

/// <summary>One object of an answer, not parsed: hash it first, parse it only when the hash is new.</summary>
/// <param name="Id">Its id (<c>_id</c>, <c>id</c> or <c>objectId</c>), or empty where objects have none.</param>
/// <param name="Json">Its bytes as they came, a slice of the answer's buffer.</param>
public readonly record struct RawItem(string Id, ReadOnlyMemory<byte> Json);
