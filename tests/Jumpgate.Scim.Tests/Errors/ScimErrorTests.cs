using Jumpgate.Scim.Errors;

namespace Jumpgate.Scim.Tests.Errors;

public class ScimErrorTests
{
    // RFC 7644 §3.12.
    [Fact]
    public void An_error_is_told_with_its_status_as_text()
    {
        Input.Written(ScimError.Mutability("id is read-only.").Write).ShouldBeJson("""
            {"schemas":["urn:ietf:params:scim:api:messages:2.0:Error"],"status":"400","scimType":"mutability","detail":"id is read-only."}
            """);
        Input.Written(ScimError.NotUnique("userName").Write).ShouldBeJson("""
            {"schemas":["urn:ietf:params:scim:api:messages:2.0:Error"],"status":"409","scimType":"uniqueness","detail":"Another resource has this userName."}
            """);
    }

    [Fact]
    public void An_error_without_a_keyword_has_none() =>
        Input.Written(ScimError.TooLarge("Too much.").Write).ShouldBeJson("""
            {"schemas":["urn:ietf:params:scim:api:messages:2.0:Error"],"status":"413","detail":"Too much."}
            """);
}
