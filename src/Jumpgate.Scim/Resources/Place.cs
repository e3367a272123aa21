using Jumpgate.Scim.Schemas;

namespace Jumpgate.Scim.Resources;

/// <summary>Where reading has got to; made text only when something is wrong there.</summary>
internal readonly record struct Place(ScimSchema? Extension, ScimAttribute? Parent)
{
    public static Place Root => default;

    public Place Below(ScimAttribute attribute) => this with { Parent = attribute };

    public string Of(string name) =>
        (Extension is null ? "" : Extension.Id + ":") + (Parent is null ? "" : Parent.Name + ".") + name;
}
