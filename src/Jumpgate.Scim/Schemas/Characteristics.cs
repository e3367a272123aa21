namespace Jumpgate.Scim.Schemas;

/// <summary>When a client may write an attribute (RFC 7643 §7).</summary>
public enum Mutability
{
    ReadWrite,

    /// <summary>Never; what is sent is ignored in POST and PUT and refused in PATCH.</summary>
    ReadOnly,

    /// <summary>Once, when it has no value yet.</summary>
    Immutable,

    /// <summary>Always, but it is never told.</summary>
    WriteOnly,
}

/// <summary>When an attribute is in an answer (RFC 7643 §7).</summary>
public enum Returned
{
    /// <summary>Unless left out by <c>attributes</c> or <c>excludedAttributes</c>.</summary>
    Default,

    Always,
    Never,

    /// <summary>Only when named in <c>attributes</c>.</summary>
    Request,
}

/// <summary>Among which resources a value is unique (RFC 7643 §7).</summary>
public enum Uniqueness
{
    None,

    /// <summary>Within the directory.</summary>
    Server,

    Global,
}
