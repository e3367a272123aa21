using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Jumpgate.Emulator.Hosting;
using Jumpgate.Emulator.State;

namespace Jumpgate.Emulator.Console.Queries;

/// <summary>Filter, order and fields of one list call.</summary>
internal sealed record Selection(Condition? Condition, IReadOnlyList<(string Field, bool Descending)> Order, IReadOnlySet<string>? Fields)
{
    /// <summary>Nothing but whole objects in the order of their ids: the list can be read straight from the table.</summary>
    public bool IsPlain => Condition is null && (Order.Count == 0 || (Order is [{ Field: "_id" or "id", Descending: false }]));

    public static (Selection? Selection, Answer? Refusal) Of(Call call)
    {
        var v2 = call.IsV2;
        var (condition, refusal) = v2 ? FilterText.V2(call) : FilterText.V1(call);
        if (refusal is not null)
            return (null, refusal);
        return (new Selection(condition, OrderOf(call.Query("sort"), v2 ? ',' : ' '), FieldsOf(call.Query("fields"), v2 ? ',' : ' ')), null);
    }

    /// <summary>A v1 list of names is separated by spaces, a v2 list by commas; with the other separator it is one unknown name and has no effect.</summary>
    public static IReadOnlyList<(string, bool)> OrderOf(string? text, char separator)
        => [.. (text ?? "").Split(separator, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(name => name.StartsWith('-') ? (name[1..], true) : (name.TrimStart('+'), false))
            .Where(part => !part.Item1.Contains(',') && !part.Item1.Contains(' '))];

    public static IReadOnlySet<string>? FieldsOf(string? text, char separator)
    {
        var names = (text ?? "").Split(separator, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Where(name => !name.Contains(',') && !name.Contains(' ')).ToHashSet();
        return names.Count == 0 ? null : names;
    }

    /// <summary>Whoever pages through a filtered or sorted list asks for the same choice again and again.</summary>
    public IReadOnlyList<int> Apply(Table table)
    {
        if (Shortcut(table, Condition) is { } few)
            return Choose(table, few);
        var key = $"{Condition?.Key}|{string.Join('\u001f', Order.Select(o => (o.Descending ? "-" : "") + o.Field))}";
        return table.Chosen.GetOrAdd(key, table.Version, () => Choose(table, table.All()));
    }

    private List<int> Choose(Table table, IEnumerable<int> chosen)
    {
        if (Condition is not null)
            chosen = chosen.Where(index => Condition.Holds(table.Read(index)));
        if (Order.Count == 0 || Order[0].Field is "_id" or "id")
            return Order.Count > 0 && Order[0].Descending ? [.. chosen.Reverse()] : [.. chosen];
        var keyed = chosen.Select(index => (Index: index, Keys: Keys(table.Read(index)))).ToList();
        keyed.Sort((a, b) => Compare(a, b));
        return [.. keyed.Select(k => k.Index)];
    }

    public IReadOnlyList<JsonObject> Apply(IReadOnlyList<JsonObject> documents)
    {
        if (Condition is null && Order.Count == 0)
            return documents;
        var keyed = documents.Select((document, index) => (Index: index, Keys: Keys(document))).Where(k => Condition?.Holds(documents[k.Index]) ?? true).ToList();
        keyed.Sort(Compare);
        return [.. keyed.Select(k => documents[k.Index])];
    }

    public void Write(Utf8JsonWriter json, Table table, int index)
    {
        if (Fields is null)
            table.Write(json, index);
        else
            Project(table.Read(index)).WriteTo(json);
    }

    /// <summary>Ids come along whatever fields are asked for.</summary>
    public JsonObject Project(JsonObject document)
    {
        if (Fields is null)
            return document;
        var kept = new JsonObject();
        foreach (var (name, value) in document)
        {
            if (name is "_id" or "id" || Fields.Contains(name) || Fields.Any(f => f.StartsWith(name + ".", StringComparison.Ordinal)))
                kept[name] = value?.DeepClone();
        }

        return kept;
    }

    /// <summary>Candidates by an indexed field, so that looking one user up does not walk a million.</summary>
    private static IEnumerable<int>? Shortcut(Table table, Condition? condition) => condition switch
    {
        Test { Operator: "eq", Field: "_id" or "id" } test => table.TryFind(test.Values[0], out var index) ? [index] : [],
        Test { Operator: "in", Field: "_id" or "id" } test => test.Values.Select(id => table.TryFind(id, out var index) ? index : -1).Where(i => i >= 0).Distinct().Order().ToList(),
        Test { Operator: "eq" } test => table.Lookup?.Invoke(test.Field, test.Values[0]),
        AllOf all => all.Parts.Select(part => Shortcut(table, part)).FirstOrDefault(found => found is not null),
        _ => null,
    };

    /// <summary>Taken out of the document, which would otherwise stay in memory with every key.</summary>
    private SortKey[] Keys(JsonObject document) => [.. Order.Select(o => SortKey.Of(FieldValues.Of(document, o.Field) is [var value, ..] ? value : null))];

    private int Compare((int Index, SortKey[] Keys) a, (int Index, SortKey[] Keys) b)
    {
        for (var i = 0; i < Order.Count; i++)
        {
            var order = a.Keys[i].CompareTo(b.Keys[i]);
            if (order != 0)
                return Order[i].Descending ? -order : order;
        }

        return a.Index.CompareTo(b.Index);
    }

    /// <summary>Numbers by size, everything else as text whatever the case.</summary>
    private readonly record struct SortKey(string Text, double? Number)
    {
        public static SortKey Of(JsonNode? value)
            => new(FieldValues.Text(value), value?.GetValueKind() == JsonValueKind.Number ? double.Parse(value.ToJsonString(), CultureInfo.InvariantCulture) : null);

        public int CompareTo(SortKey other)
            => Number is { } a && other.Number is { } b ? a.CompareTo(b) : string.Compare(Text, other.Text, ignoreCase: true, CultureInfo.InvariantCulture);
    }
}
