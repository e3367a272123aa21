using System.Security.Cryptography;
using System.Text;
using Jumpgate.JumpCloud.Webhooks;

namespace Jumpgate.JumpCloud.Tests.Webhooks;

/// <summary>Against the test vector that the Standard Webhooks libraries publish, and everything that must not pass.</summary>
public sealed class WebhookVerifierTests
{
    private const string Secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private const string Id = "msg_p5jXN8AQM9LWM0D4loKWxJek";
    private const string Timestamp = "1614265330";
    private const string Signature = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";
    private static readonly byte[] Body = """{"test": 2432232314}"""u8.ToArray();
    private static readonly DateTimeOffset Sent = DateTimeOffset.FromUnixTimeSeconds(1614265330);

    [Fact]
    public void The_published_vector_is_genuine() => Verifier(Secret).Verify(Id, Timestamp, Signature, Body).ShouldBe(WebhookVerdict.Genuine);

    [Fact]
    public void A_secret_without_its_prefix_is_the_same_secret() => Verifier(Secret["whsec_".Length..]).Verify(Id, Timestamp, Signature, Body).ShouldBe(WebhookVerdict.Genuine);

    [Fact]
    public void Headers_are_asked_for_by_name()
    {
        var headers = new Dictionary<string, string> { ["webhook-id"] = Id, ["webhook-timestamp"] = Timestamp, ["webhook-signature"] = Signature };
        Verifier(Secret).Verify(headers.GetValueOrDefault, Body).ShouldBe(WebhookVerdict.Genuine);
        headers.Remove("webhook-id");
        Verifier(Secret).Verify(headers.GetValueOrDefault, Body).ShouldBe(WebhookVerdict.HeadersMissing);
    }

    [Theory]
    [InlineData(301, WebhookVerdict.TooOld)]
    [InlineData(299, WebhookVerdict.Genuine)]
    [InlineData(-299, WebhookVerdict.Genuine)]
    [InlineData(-301, WebhookVerdict.TooNew)]
    public void What_is_older_or_newer_than_five_minutes_is_refused(int age, WebhookVerdict verdict) =>
        new WebhookVerifier(TimeSpan.FromMinutes(5), new Clock(Sent.AddSeconds(age)), Secret).Verify(Id, Timestamp, Signature, Body).ShouldBe(verdict);

    [Theory]
    [InlineData("")]
    [InlineData("v1")]
    [InlineData("v1,")]
    [InlineData("v1,AAAA")]
    [InlineData("v1,!!!!")]
    [InlineData("v1a,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=")]
    [InlineData("v2,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=")]
    [InlineData("g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=")]
    [InlineData("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OEg0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=")]
    [InlineData("v1,h0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=")]
    public void No_other_signature_passes(string signature) =>
        Verifier(Secret).Verify(Id, Timestamp, signature, Body).ShouldNotBe(WebhookVerdict.Genuine);

    [Theory]
    [InlineData("-1614265330")]
    [InlineData("1614265330.0")]
    [InlineData("99999999999999999999")]
    [InlineData("9223372036854775807")]
    [InlineData("soon")]
    public void A_timestamp_that_is_none_is_said_to_be(string timestamp) =>
        Verifier(Secret).Verify(Id, timestamp, Signature, Body).ShouldBe(WebhookVerdict.TimestampMalformed);

    [Fact]
    public void Every_changed_byte_of_id_and_body_is_found()
    {
        for (var i = 0; i < Body.Length; i++)
        {
            byte[] other = [.. Body];
            other[i] ^= 1;
            Verifier(Secret).Verify(Id, Timestamp, Signature, other).ShouldBe(WebhookVerdict.SignatureWrong);
        }

        Verifier(Secret).Verify(Id + "x", Timestamp, Signature, Body).ShouldBe(WebhookVerdict.SignatureWrong);
    }

    [Fact]
    public void During_a_rotation_either_secret_and_either_signature_will_do()
    {
        var next = "whsec_" + Convert.ToBase64String(RandomNumberGenerator.GetBytes(24));
        var byNext = "v1," + Convert.ToBase64String(HMACSHA256.HashData(Convert.FromBase64String(next[6..]), Encoding.UTF8.GetBytes($"{Id}.{Timestamp}.").Concat(Body).ToArray()));

        Verifier(Secret).Verify(Id, Timestamp, $"{byNext} {Signature}", Body).ShouldBe(WebhookVerdict.Genuine);
        Verifier(next).Verify(Id, Timestamp, $"{byNext} {Signature}", Body).ShouldBe(WebhookVerdict.Genuine);
        Verifier(next, Secret).Verify(Id, Timestamp, Signature, Body).ShouldBe(WebhookVerdict.Genuine);
        Verifier(next).Verify(Id, Timestamp, Signature, Body).ShouldBe(WebhookVerdict.SignatureWrong);
    }

    [Fact]
    public void A_secret_that_cannot_guard_anything_is_refused_at_once()
    {
        Should.Throw<FormatException>(() => new WebhookVerifier("whsec_AAAA"));
        Should.Throw<FormatException>(() => new WebhookVerifier("whsec_not base64!"));
        Should.Throw<ArgumentException>(() => new WebhookVerifier());
    }

    private static WebhookVerifier Verifier(params string[] secrets) => new(TimeSpan.FromMinutes(5), new Clock(Sent), secrets);

    private sealed class Clock(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
