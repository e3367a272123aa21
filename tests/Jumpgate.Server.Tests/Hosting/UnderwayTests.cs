using Jumpgate.Server.Hosting;

namespace Jumpgate.Server.Tests.Hosting;

public sealed class UnderwayTests
{
    private readonly Underway<int> underway = new();

    [Fact]
    public async Task What_ends_at_once_can_always_be_started_again()
    {
        var held = new Underway<HeldUpKey>();
        for (var i = 0; i < 20; i++)
        {
            var started = HeldUpKey.HoldUp(() => held.Start(new HeldUpKey(), () => Task.CompletedTask));
            (started is not null).ShouldBeTrue($"start {i}");
            await started!;
        }
    }

    [Fact]
    public async Task Of_each_key_one_is_under_way_at_a_time()
    {
        var end = new TaskCompletionSource();
        var first = underway.Start(1, () => end.Task)!;
        (underway.Start(1, () => Task.CompletedTask) is null).ShouldBeTrue();
        await underway.Start(2, () => Task.CompletedTask)!;

        end.SetResult();
        await first;
        await underway.Start(1, () => Task.CompletedTask)!;
    }

    [Fact]
    public async Task What_fails_can_be_started_again()
    {
        await Should.ThrowAsync<InvalidOperationException>(() => underway.Start(1, () => throw new InvalidOperationException())!);
        await underway.Start(1, () => Task.CompletedTask)!;
    }

    /// <summary>A key, the same as every other, that takes long to be looked up or noted by the thread that starts work, as if that thread had to wait.</summary>
    private sealed record HeldUpKey
    {
        private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(10);

        [ThreadStatic]
        private static bool heldUp;

        public static T HoldUp<T>(Func<T> start)
        {
            heldUp = true;
            try
            {
                return start();
            }
            finally
            {
                heldUp = false;
            }
        }

        public override int GetHashCode()
        {
            if (heldUp) SpinWait.SpinUntil(() => false, Moment);
            return 0;
        }
    }
}
