using System.Data.Common;

namespace Jumpgate.Server.Data;

/// <summary>Ends a reading statement that runs too long or whose caller has gone.</summary>
internal readonly struct StatementLimit : IDisposable
{
    private readonly CancellationTokenSource? source;
    private readonly CancellationTokenRegistration interrupt;

    private StatementLimit(CancellationTokenSource? source, CancellationTokenRegistration interrupt, CancellationToken token) =>
        (this.source, this.interrupt, Token) = (source, interrupt, token);

    public CancellationToken Token { get; }

    public static StatementLimit Start(IStoreDialect dialect, DbConnection connection, TimeSpan? timeout, CancellationToken ct)
    {
        if (timeout is null && !ct.CanBeCanceled) return default;
        var source = timeout is null ? null : CancellationTokenSource.CreateLinkedTokenSource(ct);
        source?.CancelAfter(timeout!.Value);
        var token = source?.Token ?? ct;
        var interrupt = token.UnsafeRegister(
            static state =>
            {
                var (dialect, connection) = ((IStoreDialect, DbConnection))state!;
                dialect.Interrupt(connection);
            },
            (dialect, connection));
        return new(source, interrupt, token);
    }

    public void Dispose()
    {
        interrupt.Dispose();
        source?.Dispose();
    }
}
