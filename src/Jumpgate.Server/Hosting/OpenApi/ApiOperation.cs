using System.Text.Json.Nodes;
using Jumpgate.Contracts;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Jumpgate.Server.Hosting;

/// <summary>Adds to each operation what all of its kind have: paging, tenant, idempotency, rights, refusals.</summary>
internal sealed class ApiOperation : IOpenApiOperationTransformer
{
    private static readonly ApiParameter Tenant = new("tenant", "Name or id of the tenant. Needed where the key is not bound to one and the request does not name an object of it.");

    private static readonly ApiParameter IdempotencyKey = new("Idempotency-Key", "1 to 255 printable ASCII characters. A repeat with the same key gets the first answer.")
    {
        In = ParameterLocation.Header,
    };

    public Task TransformAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        var rights = metadata.OfType<IAuthorizeData>().Select(data => data.Policy).OfType<string>().ToList();
        var isList = context.Description.SupportedResponseTypes.Any(type => type.Type is { IsGenericType: true } answer && answer.GetGenericTypeDefinition() == typeof(Page<>));
        foreach (var parameter in metadata.OfType<ApiParameters>().SelectMany(parameters => parameters.All)) Add(operation, parameter);
        if (isList) Add(operation, PageParameters.Limit, PageParameters.Cursor);
        if (rights.Count > 0) Add(operation, Tenant);
        if (context.Description.HttpMethod == "POST") Add(operation, IdempotencyKey);
        if (rights.Count > 0) operation.Description = string.Join(" ", new[] { operation.Description, $"Needs the right `{rights[0]}`." }.OfType<string>());
        else operation.Security = [];
        Describe(operation, metadata.OfType<ApiAnswer>().FirstOrDefault());
        Refuse(operation, context, rights.Count > 0);
        return Task.CompletedTask;
    }

    private static void Add(OpenApiOperation operation, params IReadOnlyList<ApiParameter> parameters)
    {
        operation.Parameters ??= [];
        foreach (var parameter in parameters)
            if (!operation.Parameters.Any(known => known.Name == parameter.Name && known.In == parameter.In)) operation.Parameters.Add(parameter.ToOpenApi());
    }

    private static void Describe(OpenApiOperation operation, ApiAnswer? answer)
    {
        if (answer is null || operation.Responses?.GetValueOrDefault("200") is not OpenApiResponse response) return;
        foreach (var type in answer.MediaTypes) (response.Content ??= new Dictionary<string, OpenApiMediaType>())[type] = new OpenApiMediaType { Schema = new OpenApiSchema { Type = JsonSchemaType.String } };
        if (!answer.HasSequence && !answer.HasTag) return;
        response.Headers ??= new Dictionary<string, IOpenApiHeader>();
        if (answer.HasSequence) response.Headers[JumpgateHeaders.Sequence] = Header("The change sequence the answer shows: pass it as `as_of` or `after`.", JsonSchemaType.Integer);
        if (!answer.HasTag) return;
        response.Headers["ETag"] = Header("The version of the resource; send it as If-None-Match.", JsonSchemaType.String);
        operation.Responses["304"] = new OpenApiResponse { Description = "Not changed since the version named in If-None-Match." };
    }

    private static OpenApiHeader Header(string description, JsonSchemaType type) => new() { Description = description, Schema = new OpenApiSchema { Type = type } };

    private static void Refuse(OpenApiOperation operation, OpenApiOperationTransformerContext context, bool guarded)
    {
        operation.Responses ??= [];
        operation.Responses.Remove("400");
        if (guarded)
        {
            operation.Responses["401"] = Problem("No API key, or one that is not known, has ended or was revoked.", context, "api_key_invalid", 401, "This API key is not known here.");
            operation.Responses["403"] = Problem("The role of the key does not include this.", context, "role_insufficient", 403, "Your role does not include this.");
        }

        if (context.Description.RelativePath?.Contains('{', StringComparison.Ordinal) == true)
            operation.Responses["404"] = Problem("Nothing with this id in reach of the key.", context, "not_found", 404, "There is nothing with this id here.");
        operation.Responses["default"] = Problem("Refused; `code` says why and `fix` what to do.", context, "parameter_invalid", 400, "A query parameter has a value it cannot take.");
    }

    private static OpenApiResponse Problem(string description, OpenApiOperationTransformerContext context, string code, int status, string title) => new()
    {
        Description = description,
        Content = new Dictionary<string, OpenApiMediaType>
        {
            [ProblemResult.ContentType] = new()
            {
                Schema = new OpenApiSchemaReference(nameof(Contracts.Problem), context.Document),
                Example = new JsonObject { ["type"] = "about:blank", ["title"] = title, ["status"] = status, ["code"] = code, ["docs"] = $"{ProblemCode.GuidePath}#{code}" },
            },
        },
    };
}
