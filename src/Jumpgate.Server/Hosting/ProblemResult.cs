using System.Reflection;
using Jumpgate.Contracts;
using Microsoft.AspNetCore.Http.Metadata;

namespace Jumpgate.Server.Hosting;

/// <summary>Writes a <see cref="Problem"/> as <c>application/problem+json</c>.</summary>
public sealed class ProblemResult(Problem problem) : IResult, IStatusCodeHttpResult, IValueHttpResult<Problem>, IEndpointMetadataProvider
{
    public const string ContentType = "application/problem+json";

    public Problem Value { get; } = problem;

    public int? StatusCode => Value.Status;

    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.StatusCode = Value.Status;
        return httpContext.Response.WriteAsJsonAsync(Value, ContractsJson.Default.Problem, ContentType);
    }

    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder) =>
        builder.Metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status400BadRequest, typeof(Problem), [ContentType]));
}

/// <summary>A refusal met too deep to be handed up as a value; answered as its <see cref="ProblemResult"/>.</summary>
public sealed class ProblemException(ProblemResult result) : Exception(result.Value.Title)
{
    public ProblemResult Result { get; } = result;
}
