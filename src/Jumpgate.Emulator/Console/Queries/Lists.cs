using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Jumpgate.Emulator.Hosting;
using Jumpgate.Emulator.State;

namespace Jumpgate.Emulator.Console.Queries;

/// <summary>List answers in JumpCloud's forms.</summary>
internal static class Lists
{
    /// <summary>v1, and the newer v2 families: <c>{"totalCount":n,"results":[…]}</c>.</summary>
    public static Answer Envelope(Call call, Table table, string? defaultSort = null)
    {
        var (selection, refusal) = Selection.Of(call);
        if (selection is null)
            return refusal!;
        if (selection.Order.Count == 0 && defaultSort is not null && call.Query("sort") is null)
            selection = selection with { Order = Selection.OrderOf(defaultSort, ' ') };
        var (page, refused) = Page.Of(call);
        return refused ?? Envelope(call, table, selection, page);
    }

    public static Answer Envelope(Call call, Table table, Selection selection, Page page)
    {
        var chosen = selection.IsPlain ? null : selection.Apply(table);
        var (spoiled, told) = page.Spoil(call.Fault, chosen?.Count ?? table.Count);
        return Answer.Json(200, json =>
        {
            json.WriteStartObject();
            json.WriteNumber("totalCount"u8, told);
            json.WriteStartArray("results"u8);
            foreach (var index in chosen?.Skip(spoiled.Skip).Take(spoiled.Limit) ?? table.Page(spoiled.Skip, spoiled.Limit))
                selection.Write(json, table, index);
            json.WriteEndArray();
            json.WriteEndObject();
        });
    }

    /// <summary>v2: a bare array, the total in x-total-count.</summary>
    public static Answer Array(Call call, Table table)
    {
        var (selection, refusal) = Selection.Of(call);
        if (selection is null)
            return refusal!;
        var chosen = selection.IsPlain ? null : selection.Apply(table);
        return Array(call, chosen?.Count ?? table.Count, page => chosen?.Skip(page.Skip).Take(page.Limit) ?? table.Page(page.Skip, page.Limit),
            (json, index) => selection.Write(json, table, index));
    }

    /// <summary>v2: objects that stand in no table.</summary>
    public static Answer Array(Call call, IReadOnlyList<JsonObject> all)
    {
        var (selection, refusal) = Selection.Of(call);
        return selection is null ? refusal! : Array(call, selection.Apply(all), (json, document) => selection.Project(document).WriteTo(json));
    }

    public static Answer Array<T>(Call call, IReadOnlyList<T> all, Action<Utf8JsonWriter, T> write)
        => Array(call, all.Count, page => all.Skip(page.Skip).Take(page.Limit), write);

    public static Answer Array<T>(Call call, int total, Func<Page, IEnumerable<T>> read, Action<Utf8JsonWriter, T> write, int most = Page.Most)
    {
        var (page, refused) = Page.Of(call, most);
        if (refused is not null)
            return refused;
        var (spoiled, told) = page.Spoil(call.Fault, total);
        var answer = Answer.Json(200, json =>
        {
            json.WriteStartArray();
            foreach (var item in read(spoiled))
                write(json, item);
            json.WriteEndArray();
        });
        answer.Total = told;
        if (call.Installation.Switches.LinkHeader && page.Skip + page.Limit < told)
            answer.Headers["link"] = $"<{NextPage(call, page)}>; rel=\"next\"";
        return answer;
    }

    private static string NextPage(Call call, Page page)
    {
        var request = call.Http.Request;
        var query = System.Web.HttpUtility.ParseQueryString(request.QueryString.Value ?? "");
        query["limit"] = page.Limit.ToString(CultureInfo.InvariantCulture);
        query["skip"] = (page.Skip + page.Limit).ToString(CultureInfo.InvariantCulture);
        return $"{request.Scheme}://{request.Host}{request.Path}?{query}";
    }
}
