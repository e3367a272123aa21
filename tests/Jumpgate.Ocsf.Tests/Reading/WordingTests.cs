using System.Text;
using System.Text.RegularExpressions;
using FsCheck;
using FsCheck.Fluent;
using Jumpgate.Ocsf.Reading;
using Jumpgate.Ocsf.Schemas;

namespace Jumpgate.Ocsf.Tests.Reading;

/// <summary>What we take for an address or a host name, the schema's own expressions take, too; held with random texts.</summary>
public sealed class WordingTests
{
    [Theory]
    [InlineData("192.0.2.1", true)]
    [InlineData("255.255.255.255", true)]
    [InlineData("0.0.0.0", true)]
    [InlineData("::", true)]
    [InlineData("::1", true)]
    [InlineData("2001:db8::8a2e:370:7334", true)]
    [InlineData("2001:0db8:85a3:0000:0000:8a2e:0370:7334", true)]
    [InlineData("::ffff:192.0.2.1", true)]
    [InlineData("1:2:3:4:5:6:192.0.2.1", true)]
    [InlineData("256.0.0.1", false)]
    [InlineData("01.2.3.4", false)]
    [InlineData("1.2.3", false)]
    [InlineData("1.2.3.4.5", false)]
    [InlineData("192.0.2.1, 10.0.0.1", false)]
    [InlineData("1:2:3:4:5:6:7", false)]
    [InlineData("1:2:3:4:5:6:7:8:9", false)]
    [InlineData("1::2::3", false)]
    [InlineData("12345::", false)]
    [InlineData("fe80::1%eth0", false)]
    [InlineData("0000:0000:0000:0000:0000:ffff:192.168.100.228", false)]
    [InlineData("unknown", false)]
    [InlineData("", false)]
    public void Addresses(string text, bool expected) => Wording.IsAddress(Encoding.UTF8.GetBytes(text)).ShouldBe(expected);

    [Theory]
    [InlineData("ana.ruiz@company.example", true, true)]
    [InlineData("o'neill@company.example", true, false)]
    [InlineData("a+b@c.d", true, true)]
    [InlineData("zoë@company.example", false, false)]
    [InlineData("ana@localhost", false, false)]
    [InlineData("ana", false, false)]
    [InlineData("@a.b", false, false)]
    [InlineData("a@.b", false, false)]
    [InlineData("a@b.", false, false)]
    [InlineData("a b@c.d", false, false)]
    [InlineData("", false, false)]
    public void Addresses_of_mail(string text, bool now, bool in110)
    {
        Wording.IsEmail(Encoding.UTF8.GetBytes(text), OcsfVersion.V180).ShouldBe(now);
        Wording.IsEmail(Encoding.UTF8.GetBytes(text), OcsfVersion.V110).ShouldBe(in110);
    }

    [Theory]
    [InlineData("ANA-MBP", true)]
    [InlineData("ana-mbp.local", true)]
    [InlineData("Ana's MacBook Pro", false)]
    [InlineData("-a", false)]
    [InlineData("a-", false)]
    [InlineData("a..b", false)]
    [InlineData("a.", false)]
    [InlineData("", false)]
    public void Host_names(string text, bool expected) => Wording.IsHostname(Encoding.UTF8.GetBytes(text)).ShouldBe(expected);

    [Theory]
    [InlineData("0", true)]
    [InlineData("-12.50", true)]
    [InlineData("1e5", true)]
    [InlineData("1.5E-7", true)]
    [InlineData("", false)]
    [InlineData("-", false)]
    [InlineData("01", false)]
    [InlineData("1.", false)]
    [InlineData(".5", false)]
    [InlineData("1e", false)]
    [InlineData("1x", false)]
    [InlineData("NaN", false)]
    [InlineData("+1", false)]
    public void Numbers(string text, bool expected) => Wording.IsNumber(Encoding.UTF8.GetBytes(text)).ShouldBe(expected);

    [Fact]
    public void What_we_take_the_schema_takes()
    {
        var pieces = Gen.Elements("1", "0", "255", "256", "01", ".", ":", "::", "a", "ffff", "g", "@", "-", "_", "'", "+", " ", "%", "é", "\n", "x.example", "192.0.2.1", "2001:db8");
        Prop.ForAll(pieces.ArrayOf().Select(string.Concat).ToArbitrary(), text =>
        {
            var bytes = Encoding.UTF8.GetBytes(text);
            foreach (var version in OcsfVersions.All)
            {
                if (Wording.IsAddress(bytes)) Takes(version, "ip_t", text);
                if (Wording.IsEmail(bytes, version)) Takes(version, "email_t", text);
                if (version == OcsfVersion.V110 && Wording.IsHostname(bytes)) Takes(version, "hostname_t", text);
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(20_000));
    }

    private static void Takes(OcsfVersion version, string type, string text)
    {
        var rules = OcsfSchema.Of(version).Types[type];
        text.Length.ShouldBeLessThanOrEqualTo(rules.MaxLength ?? int.MaxValue);
        Regex.IsMatch(text, rules.Pattern!).ShouldBeTrue($"{type}: {text}");
    }
}
