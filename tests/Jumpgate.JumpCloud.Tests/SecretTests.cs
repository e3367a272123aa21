using System.Text.Json;

namespace Jumpgate.JumpCloud.Tests;

public sealed class SecretTests
{
    private static readonly Secret Hidden = new("a-very-secret-value");

    [Fact]
    public void A_secret_shows_dots_wherever_it_is_printed()
    {
        Hidden.ToString().ShouldBe("•••");
        $"{Hidden}".ShouldBe("•••");
        new ApiKeyCredential(Hidden).ToString().ShouldNotContain("a-very-secret-value");
        new ServiceAccountCredential("id", Hidden).ToString().ShouldNotContain("a-very-secret-value");
        new JumpCloudConnection(Regions.Us, new ApiKeyCredential(Hidden)).ToString().ShouldNotContain("a-very-secret-value");
    }

    [Fact]
    public void A_secret_does_not_reach_json() =>
        JsonSerializer.Serialize(new { credential = Hidden }).ShouldNotContain("a-very-secret-value");

    [Fact]
    public void A_secret_is_revealed_only_when_asked() => Hidden.Reveal().ShouldBe("a-very-secret-value");

    [Fact]
    public void Equal_secrets_are_equal()
    {
        new Secret("a-very-secret-value").ShouldBe(Hidden);
        new Secret("another").ShouldNotBe(Hidden);
    }
}
