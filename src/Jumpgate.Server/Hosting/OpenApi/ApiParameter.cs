using System.Text.Json.Nodes;
using Microsoft.OpenApi;

namespace Jumpgate.Server.Hosting;

/// <summary>A query parameter that a handler reads by itself, described for /openapi/v1.json.</summary>
public sealed record ApiParameter(string Name, string Description, JsonSchemaType Type = JsonSchemaType.String)
{
    public bool Required { get; init; }

    public string? Example { get; init; }

    /// <summary>The values it takes, where they are few.</summary>
    public IReadOnlyList<string> Values { get; init; } = [];

    public string? Format { get; init; }

    public (int From, int To)? Range { get; init; }

    public ParameterLocation In { get; init; } = ParameterLocation.Query;

    internal OpenApiParameter ToOpenApi() => new()
    {
        Name = Name,
        In = In,
        Description = Description,
        Required = Required,
        Example = Example is null ? null : JsonValue.Create(Example),
        Schema = new OpenApiSchema
        {
            Type = Type,
            Format = Format,
            Enum = Values.Count == 0 ? null : [.. Values.Select(value => (JsonNode)JsonValue.Create(value))],
            Minimum = Range?.From.ToString(System.Globalization.CultureInfo.InvariantCulture),
            Maximum = Range?.To.ToString(System.Globalization.CultureInfo.InvariantCulture),
        },
    };
}

/// <summary>The parameters of a route, as metadata of its endpoint.</summary>
internal sealed record ApiParameters(IReadOnlyList<ApiParameter> All);

/// <summary>Something an answer carries in a header or as another media type.</summary>
internal sealed record ApiAnswer(IReadOnlyList<string> MediaTypes, bool HasSequence, bool HasTag);

public static class DescribedRoutes
{
    extension<TBuilder>(TBuilder route)
        where TBuilder : IEndpointConventionBuilder
    {
        /// <summary>Describes query parameters that the handler reads from the request.</summary>
        public TBuilder Takes(params IReadOnlyList<ApiParameter> parameters)
        {
            route.WithMetadata(new ApiParameters(parameters));
            return route;
        }

        /// <summary>Describes other forms of the answer and its headers.</summary>
        public TBuilder Answers(bool sequence = false, bool tag = false, params IReadOnlyList<string> mediaTypes)
        {
            route.WithMetadata(new ApiAnswer(mediaTypes, sequence, tag));
            return route;
        }
    }
}

/// <summary>Paging, as every list has it.</summary>
internal static class PageParameters
{
    public static readonly ApiParameter Limit = new("limit", "How many items a page holds at most.", JsonSchemaType.Integer) { Range = (1, PageRequest.MaxLimit), Format = "int32" };
    public static readonly ApiParameter Cursor = new("cursor", "`next` of the page before. Opaque, and bound to the list it came from.");
}
