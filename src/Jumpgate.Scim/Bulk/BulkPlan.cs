using System.Collections.Immutable;
using Jumpgate.Scim.Errors;
using Jumpgate.Scim.Resources;

namespace Jumpgate.Scim.Bulk;

/// <summary>
/// The order in which a bulk request is done: what is referred to comes before what refers to it, else the request's own order.
/// Where operations refer to each other in a circle (RFC 7644 §3.7.1), each is created without the references to those not yet made, and
/// gets them by a PATCH when the circle is closed.
/// </summary>
public sealed class BulkPlan
{
    private readonly BulkOperation[] operations;
    private readonly List<BulkReference>[] references;
    private readonly int[][] needs;
    private readonly List<BulkStep> steps = [];

    private BulkPlan(BulkRequest request)
    {
        var makers = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var operation in request.Operations)
        {
            if (operation is { Method: BulkMethod.Post, BulkId: { } bulkId })
            {
                makers[bulkId] = operation.Index;
            }
        }

        operations = [.. request.Operations];
        references = new List<BulkReference>[operations.Length];
        for (var at = 0; at < operations.Length; at++)
        {
            Read(at, makers);
        }

        needs = [.. operations.Select(operation => NamesOf(operation).Distinct().Where(makers.ContainsKey).Select(bulkId => makers[bulkId]).Order().ToArray())];
        foreach (var circle in Circles())
        {
            Add(circle);
        }
    }

    /// <summary>What to do, in order; every operation is in it once, those of circles twice.</summary>
    public IReadOnlyList<BulkStep> Steps => steps;

    public static BulkPlan Of(BulkRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return new BulkPlan(request);
    }

    private void Read(int at, Dictionary<string, int> makers)
    {
        references[at] = [];
        var fault = operations[at].Error;
        try
        {
            references[at] = fault is null ? BulkReference.In(operations[at].Data) : [];
            fault ??= NamesOf(operations[at]).FirstOrDefault(bulkId => !makers.ContainsKey(bulkId)) is { } unknown
                ? ScimError.Value($"No operation has the bulkId {JsonBody.Show(unknown)}.")
                : null;
        }
        catch (ScimException refusal)
        {
            fault = refusal.Error;
        }

        operations[at] = operations[at] with { Error = fault };
    }

    private IEnumerable<string> NamesOf(BulkOperation operation) =>
        references[operation.Index].Select(reference => reference.BulkId).Concat(BulkStep.IdReference(operation) is { } named ? [named] : []);

    private void Add(List<int> circle)
    {
        circle.Sort();
        var later = circle.ToHashSet();
        var rest = new List<BulkStep>();
        foreach (var index in circle)
        {
            var held = references[index].Where(reference => later.Contains(MakerOf(reference, index))).ToImmutableArray();
            later.Remove(index);
            steps.Add(new BulkStep(operations[index], references[index], held, Completes: false));
            if (!held.IsEmpty)
            {
                rest.Add(new BulkStep(operations[index], references[index], held, Completes: true));
            }
        }

        steps.AddRange(rest);
    }

    private int MakerOf(BulkReference reference, int of)
    {
        foreach (var index in needs[of])
        {
            if (string.Equals(operations[index].BulkId, reference.BulkId, StringComparison.Ordinal))
            {
                return index;
            }
        }

        return -1;
    }

    /// <summary>
    /// Operations that need each other, those that are needed first (Tarjan's strongly connected components, without recursion).
    /// </summary>
    private List<List<int>> Circles()
    {
        var circles = new List<List<int>>();
        var order = new int[operations.Length];
        var low = new int[operations.Length];
        var open = new Stack<int>();
        var isOpen = new bool[operations.Length];
        var way = new Stack<(int At, int Next)>();
        var count = 0;
        for (var start = 0; start < operations.Length; start++)
        {
            if (order[start] == 0)
            {
                way.Push((start, 0));
            }

            while (way.TryPop(out var here))
            {
                var (at, next) = here;
                if (next == 0)
                {
                    order[at] = low[at] = ++count;
                    open.Push(at);
                    isOpen[at] = true;
                }
                else if (isOpen[needs[at][next - 1]])
                {
                    low[at] = Math.Min(low[at], low[needs[at][next - 1]]);
                }

                while (next < needs[at].Length && order[needs[at][next]] != 0)
                {
                    low[at] = isOpen[needs[at][next]] ? Math.Min(low[at], order[needs[at][next]]) : low[at];
                    next++;
                }

                if (next < needs[at].Length)
                {
                    way.Push((at, next + 1));
                    way.Push((needs[at][next], 0));
                }
                else if (low[at] == order[at])
                {
                    circles.Add(Close(at, open, isOpen));
                }
            }
        }

        return circles;
    }

    private static List<int> Close(int root, Stack<int> open, bool[] isOpen)
    {
        var circle = new List<int>();
        int member;
        do
        {
            member = open.Pop();
            isOpen[member] = false;
            circle.Add(member);
        }
        while (member != root);
        return circle;
    }
}
