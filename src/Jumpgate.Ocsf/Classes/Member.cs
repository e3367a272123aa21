using Jumpgate.Ocsf.Parts;
using Jumpgate.Ocsf.Reading;

namespace Jumpgate.Ocsf.Classes;

/// <summary>The end of an association that is of a kind. Sharing in the password manager may name its member without ends.</summary>
internal static class Member
{
    public static int Find(EventTree tree, ReadOnlySpan<byte> type)
    {
        var association = tree.Find("association"u8);
        var connection = tree.Find(association, "connection"u8);
        var (from, to) = (tree.Find(connection, "from"u8), tree.Find(connection, "to"u8));
        if (tree.IsOfType(from, type) && tree.IsNamed(from)) return from;
        if (tree.IsOfType(to, type) && tree.IsNamed(to)) return to;
        return tree.IsOfType(association, type) && tree.IsNamed(association) ? association : -1;
    }
}
