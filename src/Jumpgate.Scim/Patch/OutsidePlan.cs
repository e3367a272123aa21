using Jumpgate.Scim.Errors;
using Jumpgate.Scim.Filters;
using Jumpgate.Scim.Resources;

namespace Jumpgate.Scim.Patch;

/// <summary>
/// Folds the operations on one attribute kept outside into as few set operations as say the same: a thousand single adds become
/// one. Only a condition, whose answer nobody knows before the store is asked, stands between two of them.
/// </summary>
internal sealed class OutsidePlan(string attribute, int limit)
{
    private readonly List<OutsideChange> done = [];
    private readonly Dictionary<string, OutsideValue> add = new(StringComparer.Ordinal);
    private readonly HashSet<string> remove = new(StringComparer.Ordinal);
    private bool reset;

    public void Add(IEnumerable<OutsideValue> values)
    {
        foreach (var value in values)
        {
            remove.Remove(value.Value);
            add[value.Value] = value;
        }

        CheckSize();
    }

    public void Remove(IEnumerable<string> values)
    {
        foreach (var value in values)
        {
            add.Remove(value);
            if (!reset)
            {
                remove.Add(value);
            }
        }

        CheckSize();
    }

    public void Replace(IEnumerable<OutsideValue> values)
    {
        // What came before cannot be seen any more, but for conditions that had to match.
        done.RemoveAll(change => change is not OutsideRemoveWhere { MustMatch: true });
        add.Clear();
        remove.Clear();
        reset = true;
        Add(values);
    }

    public void RemoveWhere(Filter condition, bool mustMatch)
    {
        Close();
        done.Add(new OutsideRemoveWhere(attribute, condition, mustMatch));
    }

    public IReadOnlyList<OutsideChange> Finish()
    {
        Close();
        return done;
    }

    private void Close()
    {
        if (reset || add.Count > 0 || remove.Count > 0)
        {
            done.Add(new OutsideAssign(attribute, reset, [.. add.Values], [.. remove]));
        }

        add.Clear();
        remove.Clear();
        reset = false;
    }

    private void CheckSize()
    {
        if (add.Count + remove.Count > limit)
        {
            throw ScimException.TooLarge($"The operations change more than {limit} {attribute}.");
        }
    }
}
