using Polly;
using Polly.Retry;

namespace Jumpgate.JumpCloud;

/// <summary>
/// When a failed call is made again: 429, 5xx, timeouts, lost connections and bodies cut short, with growing jittered
/// waits; never 401 and 403. A write that must not run twice only when JumpCloud surely did not start it.
/// </summary>
internal sealed class Repeats(JumpCloudOptions options, TimeProvider time)
{
    private readonly ResiliencePipeline _patient = Build(options, options.MaxRetries, time);
    private readonly ResiliencePipeline _interactive = Build(options, options.MaxInteractiveRetries, time);

    public ResiliencePipeline For(CallPriority priority) => priority == CallPriority.Interactive ? _interactive : _patient;

    private static ResiliencePipeline Build(JumpCloudOptions options, int attempts, TimeProvider time)
    {
        if (attempts <= 0) return ResiliencePipeline.Empty;
        var builder = new ResiliencePipelineBuilder { TimeProvider = time };
        return builder.AddRetry(new RetryStrategyOptions
        {
            MaxRetryAttempts = attempts,
            BackoffType = DelayBackoffType.Exponential,
            UseJitter = true,
            Delay = options.RetryDelay,
            MaxDelay = options.MaxRetryDelay,
            ShouldHandle = args => ValueTask.FromResult(args.Outcome.Exception is JumpCloudException error && MayRepeat(error, options)),
            DelayGenerator = args => ValueTask.FromResult((args.Outcome.Exception as JumpCloudException)?.RetryAfter),
        }).Build();
    }

    private static bool MayRepeat(JumpCloudException error, JumpCloudOptions options) =>
        error is { IsRetryable: true, OutcomeUnknown: false } && error.Kind != JumpCloudErrorKind.IpBlocked
        && (error.RetryAfter ?? TimeSpan.Zero) <= options.MaxRetryAfter;
}
