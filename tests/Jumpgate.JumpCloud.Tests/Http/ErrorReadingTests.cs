namespace Jumpgate.JumpCloud.Tests.Http;

public sealed class ErrorReadingTests
{
    [Theory]
    [InlineData(302, "", JumpCloudErrorKind.CredentialMissing)]
    [InlineData(400, """{"code":400,"message":"username is required","status":"INVALID_ARGUMENT"}""", JumpCloudErrorKind.BadRequest)]
    [InlineData(400, """{"message":"Malformed organization id"}""", JumpCloudErrorKind.OrganizationMalformed)]
    [InlineData(400, """{"message":"x-org-id: invalid ObjectId"}""", JumpCloudErrorKind.OrganizationMalformed)]
    [InlineData(400, """{"message":"x-org-id and organization path ID do not match"}""", JumpCloudErrorKind.OrganizationMismatch)]
    [InlineData(401, """{"error":"Unauthorized","message":"Unauthorized: api key user not found"}""", JumpCloudErrorKind.InvalidCredentials)]
    [InlineData(401, """{"message":"x-org-id header is required for multi-tenant administrators"}""", JumpCloudErrorKind.OrganizationRequired)]
    [InlineData(401, """{"message":"Unauthorized: api key has expired"}""", JumpCloudErrorKind.CredentialExpired)]
    [InlineData(401, """{"message":"Unauthorized: service account is disabled"}""", JumpCloudErrorKind.ServiceAccountDisabled)]
    [InlineData(402, "{}", JumpCloudErrorKind.PaymentRequired)]
    [InlineData(403, """{"message":"Forbidden","error":"Forbidden"}""", JumpCloudErrorKind.MissingPermission)]
    [InlineData(403, """{"message":"Forbidden: organization selection not allowed via header"}""", JumpCloudErrorKind.OrganizationHeaderRefused)]
    [InlineData(403, """{"message":"Forbidden: your IP has been blocked due to suspected abuse"}""", JumpCloudErrorKind.IpBlocked)]
    [InlineData(404, """{"message":"Organization not found"}""", JumpCloudErrorKind.OrganizationNotFound)]
    [InlineData(404, """{"code":404,"message":"Not Found","status":"NOT_FOUND"}""", JumpCloudErrorKind.NotFound)]
    [InlineData(409, """{"message":"Already Exists"}""", JumpCloudErrorKind.Conflict)]
    [InlineData(412, "{}", JumpCloudErrorKind.BadRequest)]
    [InlineData(422, "{}", JumpCloudErrorKind.BadRequest)]
    [InlineData(429, """{"error":"Too Many Requests","message":"Too Many Requests"}""", JumpCloudErrorKind.RateLimited)]
    [InlineData(500, "Internal Server Error", JumpCloudErrorKind.Unavailable)]
    [InlineData(503, "<html><h1>503</h1></html>", JumpCloudErrorKind.Unavailable)]
    public async Task Answers_are_told_apart(int status, string body, JumpCloudErrorKind kind)
    {
        var handler = new ScriptedHandler(_ => ScriptedHandler.Json(body, status));
        using var client = Clients.For(handler, organizationId: Clients.OrganizationId, options: new JumpCloudOptions { MaxRetries = 0 });

        var error = await client.SystemUsers.ListPageAsync(0, 100).ShouldFailAsync(kind);

        error.Status.ShouldBe(status);
        error.Route.ShouldBe("GET /api/systemusers");
    }

    [Fact]
    public async Task Without_an_organization_id_a_404_is_only_an_object_not_found()
    {
        var handler = new ScriptedHandler(_ => ScriptedHandler.Json("""{"message":"Organization not found"}""", 404));
        using var client = Clients.For(handler);

        await client.SystemUsers.ListPageAsync(0, 100).ShouldFailAsync(JumpCloudErrorKind.NotFound);
    }

    [Theory]
    [InlineData("""{"message":"from message","error":"x","status":"y"}""", "from message", "y")]
    [InlineData("""{"error":"from error"}""", "from error", null)]
    [InlineData("""{"error":{"message":"from inner","code":7}}""", "from inner", "7")]
    [InlineData("""{"status":"NOT_FOUND"}""", "NOT_FOUND", "NOT_FOUND")]
    [InlineData("""{"code":400,"message":"Password validation fail","status":"INVALID_ARGUMENT","details":[]}""", "Password validation fail", "INVALID_ARGUMENT")]
    [InlineData("""{"error":"invalid_client","error_description":"no such client"}""", "no such client", "invalid_client")]
    [InlineData("plain words", "plain words", null)]
    [InlineData("\"quoted words\"", "quoted words", null)]
    [InlineData("<html>no words</html>", null, null)]
    [InlineData("""{"message":null}""", null, null)]
    [InlineData("[]", null, null)]
    [InlineData("", null, null)]
    public void The_words_are_found_in_every_known_shape(string body, string? message, string? code)
    {
        var read = ErrorBody.Read(System.Text.Encoding.UTF8.GetBytes(body));

        read.Message.ShouldBe(message);
        if (code is not null) read.Code.ShouldBe(code);
    }
}
