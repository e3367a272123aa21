using System.Text;
using Jumpgate.Server.Data;

namespace Jumpgate.Server.Tests.Data;

public sealed class Hash128Tests
{
    [Theory]
    [InlineData("", "00000000000000000000000000000000")]
    [InlineData("hello", "cbd8a7b341bd9b025b1e906a48ae1d19")]
    [InlineData("The quick brown fox jumps over the lazy dog", "e34bbc7bbc071b6c7a433ca9c49a9347")]
    public void The_published_values_come_out(string text, string hash) => Hash128.ToText(Hash128.Of(Encoding.UTF8.GetBytes(text))).ShouldBe(hash);

    [Fact]
    public void Bytes_lead_back_to_the_hash()
    {
        var hash = Hash128.Of("x"u8, seed: 7);
        hash.ShouldNotBe(Hash128.Of("x"u8));
        Hash128.FromBytes(Hash128.ToBytes(hash)).ShouldBe(hash);
    }
}
