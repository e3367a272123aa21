using System.Diagnostics.CodeAnalysis;

namespace Jumpgate.Server.Data;

/// <summary>One queue of writes and the loop that commits them in groups; no thread waits where nothing is to be written.</summary>
internal sealed class WriteLane(WriteQueue queue)
{
    /// <summary>A group of bulk requests is committed at the latest after this, sooner when someone interactive has joined.</summary>
    private static readonly TimeSpan LongestGroup = TimeSpan.FromMilliseconds(200);
    private readonly Queue<WriteRequest> interactive = new();
    private readonly Queue<WriteRequest> bulk = new();
    private bool running;

    public void Add(WriteRequest request)
    {
        lock (interactive)
        {
            (request.Priority == WritePriority.Interactive ? interactive : bulk).Enqueue(request);
            if (running) return;
            running = true;
        }

        _ = Task.Run(RunAsync);
    }

    private async Task RunAsync()
    {
        while (Next(out var first, onlyInteractive: false))
        {
            List<WriteRequest> group = [];
            try
            {
                await CommitGroupAsync(first, group);
                foreach (var done in group) done.Committed();
            }
            catch (Exception exception)
            {
                // The lane serves everybody and must not end; who waits is told what it was.
                var failure = queue.Store.Dialect.Translate(exception) ?? exception;
                foreach (var request in group) request.Failed(failure);
            }
        }
    }

    private bool Next([NotNullWhen(true)] out WriteRequest? request, bool onlyInteractive, bool stay = true)
    {
        lock (interactive)
        {
            if (interactive.TryDequeue(out request) || (!onlyInteractive && bulk.TryDequeue(out request))) return true;
            if (stay && !onlyInteractive) running = false;
            return false;
        }
    }

    private async Task CommitGroupAsync(WriteRequest first, List<WriteRequest> group)
    {
        var alone = Alone();
        group.Add(first);
        await using var connection = await queue.Store.Dialect.OpenWriterAsync(CancellationToken.None);
        try
        {
            await using var open = await WriteGroup.BeginAsync(queue, connection, savepoints: !alone);
            var started = queue.Time.GetTimestamp();
            var request = first;
            do
            {
                if (request != first) group.Add(request);
                if (!await open.RunAsync(request)) group.Remove(request);
            }
            while (!alone && Next(out request, Hurried(group) || queue.Time.GetElapsedTime(started) > LongestGroup, stay: false));
            await open.CommitAsync();
        }
        catch
        {
            // Whatever it was: the transaction may hang half open, so the connection goes to nobody else.
            connection.Broken = true;
            throw;
        }
    }

    private static bool Hurried(List<WriteRequest> group) => group.Count > 0 && group[^1].Priority == WritePriority.Interactive;

    private bool Alone()
    {
        lock (interactive) return interactive.Count + bulk.Count == 0;
    }
}
