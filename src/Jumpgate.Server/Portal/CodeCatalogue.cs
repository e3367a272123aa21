using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using Jumpgate.Server.Hosting;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Jumpgate.Server.Portal;

/// <summary>Every code an error of this server can carry, for the page "What does this code mean?".</summary>
internal static class CodeCatalogue
{
    private static readonly Lazy<IReadOnlyList<CodeMeaning>> Meanings = new(Collect);

    public static JsonHttpResult<IReadOnlyList<CodeMeaning>> List() =>
        TypedResults.Json(Meanings.Value, CodeCatalogueJson.Default.IReadOnlyListCodeMeaning);

    // Each room keeps its codes as static fields; a list beside them would be forgotten.
    private static IReadOnlyList<CodeMeaning> Collect() =>
    [
        .. typeof(CodeCatalogue).Assembly.GetTypes()
            .Where(type => !type.ContainsGenericParameters)
            .SelectMany(type => type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic))
            .Where(field => field.FieldType == typeof(ProblemCode))
            .Select(field => (ProblemCode)field.GetValue(null)!)
            .DistinctBy(code => code.Code)
            .OrderBy(code => code.Code, StringComparer.Ordinal)
            .Select(code => new CodeMeaning(code.Code, code.Status, code.Title, code.Fix, code.Docs)),
    ];
}

internal sealed record CodeMeaning(string Code, int Status, string Title, string Fix, string Docs);

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(IReadOnlyList<CodeMeaning>))]
internal sealed partial class CodeCatalogueJson : JsonSerializerContext;
