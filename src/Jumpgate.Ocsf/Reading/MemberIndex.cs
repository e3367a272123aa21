namespace Jumpgate.Ocsf.Reading;

/// <summary>
/// The members of the event itself by name: some fifty names are looked for in each event. Of a name that stands twice, the last one is found. Members beyond
/// <see cref="Most"/>, which no event of JumpCloud comes near, are not looked at, so that names made to collide cost little.
/// </summary>
internal sealed class MemberIndex
{
    private const int UsualSlots = 128;
    private const int Most = 4096;
    private const int Free = -1;
    private int[] slots = NewSlots(UsualSlots);
    private int used;

    /// <summary>Some name stands twice.</summary>
    public bool HasRepeats { get; private set; }

    public void Clear()
    {
        HasRepeats = false;
        if (used == 0) return;
        if (slots.Length > UsualSlots) slots = NewSlots(UsualSlots);
        else slots.AsSpan().Fill(Free);
        used = 0;
    }

    public void Add(int node, EventTree tree)
    {
        if (used == Most) return;
        if (used * 2 >= slots.Length) Grow(tree);
        ref var slot = ref Slot(tree[node].NameKey, tree.Name(node), tree);
        if (slot == Free) used++;
        else HasRepeats = true;
        slot = node;
    }

    public int Find(uint key, ReadOnlySpan<byte> name, EventTree tree) => Slot(key, name, tree);

    private ref int Slot(uint key, ReadOnlySpan<byte> name, EventTree tree)
    {
        var mask = slots.Length - 1;
        for (var at = (int)(key >> 19) & mask; ; at = (at + 1) & mask)
        {
            ref var slot = ref slots[at];
            if (slot == Free || (tree[slot].NameKey == key && tree.Name(slot).SequenceEqual(name))) return ref slot;
        }
    }

    private void Grow(EventTree tree)
    {
        var before = slots;
        slots = NewSlots(before.Length * 4);
        foreach (var node in before)
        {
            if (node != Free) Slot(tree[node].NameKey, tree.Name(node), tree) = node;
        }
    }

    private static int[] NewSlots(int count)
    {
        var made = new int[count];
        made.AsSpan().Fill(Free);
        return made;
    }
}
