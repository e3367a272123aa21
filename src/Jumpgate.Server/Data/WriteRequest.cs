namespace Jumpgate.Server.Data;

/// <summary>One caller's work, waiting in a lane.</summary>
internal abstract class WriteRequest(TenantId tenant, WritePriority priority, CancellationToken ct)
{
    public TenantId Tenant => tenant;

    public WritePriority Priority => priority;

    public CancellationToken Cancelled => ct;

    public abstract ValueTask RunAsync(WriteScope scope);

    public abstract void Committed();

    public abstract void Failed(Exception exception);
}

internal sealed class WriteRequest<T>(TenantId tenant, WritePriority priority, Func<WriteScope, ValueTask<T>> work, CancellationToken ct)
    : WriteRequest(tenant, priority, ct)
{
    private readonly TaskCompletionSource<T> completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T result = default!;

    public Task<T> Task => completion.Task;

    public override async ValueTask RunAsync(WriteScope scope) => result = await work(scope);

    public override void Committed() => completion.TrySetResult(result);

    public override void Failed(Exception exception)
    {
        if (exception is OperationCanceledException cancelled) completion.TrySetCanceled(cancelled.CancellationToken);
        else completion.TrySetException(exception);
    }
}
