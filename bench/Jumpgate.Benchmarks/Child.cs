using System.Diagnostics;
using System.Globalization;

namespace Jumpgate.Benchmarks;

/// <summary>A program of ours as a process of its own: started, measured from outside, killed.</summary>
internal sealed class Child : IDisposable
{
    private readonly Process process;
    private readonly TaskCompletionSource<string> firstLine = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private Child(ProcessStartInfo start)
    {
        process = new Process { StartInfo = start, EnableRaisingEvents = true };
        process.OutputDataReceived += (_, line) => Heard(line.Data);
        process.ErrorDataReceived += (_, line) => Heard(line.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>The last lines the program wrote.</summary>
    public Queue<string> Tail { get; } = new();

    public static string Bin { get; } = Environment.GetEnvironmentVariable("JUMPGATE_BIN")
        ?? throw new InvalidOperationException("Start the benchmarks by  dotnet run dev.cs -- bench");

    public bool HasExited => process.HasExited;

    /// <summary>Peak resident memory in MiB, as the kernel counts it.</summary>
    public double PeakMemory => Status("VmHWM:");

    /// <summary>Processor seconds used so far.</summary>
    public double ProcessorSeconds => process.TotalProcessorTime.TotalSeconds;

    public static Child Start(string program, IEnumerable<string> arguments, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo(Path.Combine(Bin, program), arguments)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Bin,
        };
        foreach (var (name, value) in environment) start.Environment[name] = value;
        return new Child(start);
    }

    /// <summary>The first line that starts with <c>{"ready"</c>.</summary>
    public Task<string> ReadyLineAsync() => firstLine.Task.WaitAsync(TimeSpan.FromSeconds(120));

    public void Kill()
    {
        if (!process.HasExited) process.Kill();
        process.WaitForExit();
    }

    public void Dispose()
    {
        Kill();
        process.Dispose();
    }

    private double Status(string name)
    {
        var line = File.ReadLines($"/proc/{process.Id}/status").First(l => l.StartsWith(name, StringComparison.Ordinal));
        return double.Parse(line.Split(':')[1].Replace("kB", "", StringComparison.Ordinal).Trim(), CultureInfo.InvariantCulture) / 1024;
    }

    private void Heard(string? line)
    {
        if (line is null) return;
        if (line.StartsWith("{\"ready\"", StringComparison.Ordinal)) firstLine.TrySetResult(line);
        lock (Tail)
        {
            Tail.Enqueue(line);
            if (Tail.Count > 40) Tail.Dequeue();
        }
    }
}
