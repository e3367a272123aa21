using System.Text.RegularExpressions;

namespace Jumpgate.Server.Tests.House;

/// <summary>What the guide must say, in JumpCloud's own words.</summary>
public sealed partial class GuideTests
{
    private static readonly string Linking = Space().Replace(File.ReadAllText(Repository.PathOf("docs", "guide", "linking.md")), " ");

    [Fact]
    public void S1_19_The_guide_says_where_the_organization_id_is_found()
    {
        Linking.ShouldContain("**Settings > Organization Profile**");
        Linking.ShouldContain("`5a1234567890abcdef123456`");
    }

    [Fact]
    public void S0_11_The_guide_warns_that_the_client_secret_cannot_be_seen_again() => Linking.ShouldContain("The secret cannot be seen again.");

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();
}
