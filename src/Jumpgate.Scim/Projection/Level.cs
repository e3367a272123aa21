using Jumpgate.Scim.Schemas;

namespace Jumpgate.Scim.Projection;

/// <summary>What is chosen of the attributes of one level.</summary>
internal sealed class Level
{
    private readonly bool[] included;
    private readonly Level?[] below;

    /// <param name="some">Whether only what is named is included, besides what always is.</param>
    public Level(AttributeTable table, bool some)
    {
        Table = table;
        included = [.. table.Select(attribute => attribute.Returned == Returned.Always || !some && attribute.Returned == Returned.Default)];
        below = [.. table.Select(attribute => attribute.IsComplex ? new Level(attribute.SubAttributes, some: false) : null)];
    }

    public AttributeTable Table { get; }

    public bool Includes(int at) => included[at];

    /// <summary>Whether parts of an included attribute are left out.</summary>
    public bool IsPartial(int at) => below[at]?.IsWhole == false;

    public Level Below(int at) => below[at]!;

    /// <summary>Whether nothing is left out, here or below.</summary>
    public bool IsWhole => Array.TrueForAll(included, each => each) && Array.TrueForAll(below, each => each?.IsWhole != false);

    public void ChooseAll(bool include)
    {
        foreach (var attribute in Table)
        {
            if (attribute.Returned == Returned.Default)
            {
                Choose(attribute, null, include);
            }
        }
    }

    public void Choose(ScimAttribute attribute, ScimAttribute? sub, bool include)
    {
        var at = Table.IndexOf(attribute.Name);
        if (attribute.Returned == Returned.Never || sub?.Returned == Returned.Never)
        {
            return;
        }

        if (sub is not null)
        {
            ChooseSub(at, sub, include);
        }
        else if (include)
        {
            // The whole attribute was asked for, whatever part of it was asked for before.
            included[at] = true;
            below[at] = attribute.IsComplex ? new Level(attribute.SubAttributes, some: false) : null;
        }
        else
        {
            included[at] = attribute.Returned == Returned.Always;
        }
    }

    private void ChooseSub(int at, ScimAttribute sub, bool include)
    {
        if (include && !included[at])
        {
            included[at] = true;
            below[at] = new Level(Table[at].SubAttributes, some: true);
        }

        below[at]!.Choose(sub, null, include);
    }
}
