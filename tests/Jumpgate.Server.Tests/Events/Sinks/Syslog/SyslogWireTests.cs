using System.Text;
using Jumpgate.Server.Events.Sinks;
using Jumpgate.Server.Events.Sinks.Syslog;
using Jumpgate.Server.Hosting;
using Microsoft.Extensions.Options;

namespace Jumpgate.Server.Tests.Events.Sinks.Syslog;

/// <summary>What can be known of the fate of messages without an acknowledgement.</summary>
public sealed class SyslogWireTests : IDisposable
{
    private static readonly byte[] Frames = Encoding.UTF8.GetBytes("5 <1>1 5 <2>1 ");
    private readonly SyslogReceiver receiver = new();

    public void Dispose() => receiver.Dispose();

    [Fact]
    public async Task Messages_count_when_the_receiver_has_read_to_their_end()
    {
        await SendAsync(Frames);
        receiver.Messages.ShouldBe(["<1>1 ", "<2>1 "]);
    }

    [Fact]
    public async Task A_try_sends_nothing()
    {
        await SendAsync([]);
        receiver.Connections.ShouldBe(1);
        receiver.Messages.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(ReceiverManner.ClosesAtOnce)]
    [InlineData(ReceiverManner.DiesWithUnreadBytes)]
    public async Task A_receiver_that_ends_before_it_has_read_everything_has_nothing(ReceiverManner manner)
    {
        // Small enough for the buffers on the way: writing alone tells nothing.
        receiver.Manner = manner;
        for (var i = 0; i < 20; i++) (await Should.ThrowAsync<SinkUnavailableException>(() => SendAsync(Frames))).Code.ShouldBe("connection_closed");
    }

    [Fact]
    public async Task A_receiver_that_never_ends_its_side_confirms_nothing_unless_it_need_not()
    {
        receiver.Manner = ReceiverManner.NeverCloses;
        (await Should.ThrowAsync<SinkUnavailableException>(() => SendAsync(Frames))).Code.ShouldBe("not_confirmed");
        await SendAsync(Frames, confirm: false);
    }

    [Fact]
    public async Task A_receiver_that_closes_at_once_has_nothing_also_where_it_need_not_confirm()
    {
        receiver.Manner = ReceiverManner.ClosesAtOnce;
        (await Should.ThrowAsync<SinkUnavailableException>(() => SendAsync(Frames, confirm: false))).Code.ShouldBe("connection_closed");
    }

    [Fact]
    public async Task Nobody_there_and_addresses_not_allowed_are_told_apart()
    {
        receiver.Dispose();
        (await Should.ThrowAsync<SinkUnavailableException>(() => SendAsync(Frames))).Code.ShouldBe("unreachable");
        (await Should.ThrowAsync<SinkUnavailableException>(() => SendAsync(Frames, allowLoopback: false))).Code.ShouldBe("target_refused");
    }

    private Task SendAsync(byte[] frames, bool confirm = true, bool allowLoopback = true)
    {
        var guard = new TargetGuard(Options.Create(new OutboundOptions { AllowLoopback = allowLoopback }), null!);
        return new SyslogWire(guard, TimeProvider.System).SendAsync(new SyslogTarget("127.0.0.1", receiver.Port, null, confirm), frames, default);
    }
}
