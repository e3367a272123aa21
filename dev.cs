#:property PublishAot=false
#:property RestorePackagesWithLockFile=false
#:property RestoreLockedMode=false
#:property NoWarn=$(NoWarn);CA1303;CA1031;CA1852;CA2201;CA1812;RS0030;CA1308;CA1305;CA5394

// The one door for chores: dotnet run dev.cs -- demo | down | test | check | publish | bench | survive

using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using System.Xml.Linq;

var root = Root();
var artifacts = Path.Combine(root, "artifacts");
Directory.SetCurrentDirectory(root);
try
{
    return args switch
    {
        ["demo", .. var rest] => await DemoAsync(rest),
        ["down"] => Down(),
        ["test", .. var rest] => await TestAsync(rest),
        ["check"] => await CheckAsync(),
        ["publish"] => Publish(),
        ["bench", .. var names] => Bench(names),
        ["survive", .. var rest] => Survive(rest),
        _ => Usage(),
    };
}
catch (ChoreException failure)
{
    Console.Error.WriteLine(failure.Message);
    return 1;
}

int Usage()
{
    Console.Error.WriteLine("""
        dotnet run dev.cs -- VERB

          demo [--port P] [--emulator-port Q] [--no-wait]   emulator, server, portal, a linked sample organization
          down                                              stop what demo --no-wait left running
          test [--filter EXPR] [--project NAME] [--store sqlite|postgres]
                                                            everything CI runs; installs what it needs when it may
          check                                             test, formatting, warnings as errors, dependency audit
          publish                                           artifacts/bin: jumpgate, jumpgate-server, jumpgate-emulator
          bench [NAME…]                                     the benchmarks: budget beside result
          survive --scenario sync|webhooks [--store sqlite|postgres] [--kills N] [--seed S]
                                                            long kill runs
        """);
    return 2;
}

// ---- demo ------------------------------------------------------------------------------------------------------------

async Task<int> DemoAsync(string[] options)
{
    var port = Option(options, "--port") ?? "8080";
    var emulatorPort = Option(options, "--emulator-port") ?? "8085";
    var leave = options.Contains("--no-wait");
    BuildPortal();
    Run("dotnet", "build Jumpgate.slnx -c Release -v q --nologo");
    var data = Path.Combine(artifacts, "demo");
    Directory.CreateDirectory(data);
    var (emulatorUrl, serverUrl) = ($"http://127.0.0.1:{emulatorPort}", $"http://127.0.0.1:{port}");
    var adminKey = Kept(Path.Combine(data, "admin.key"), () => "jg_" + Random(32));
    var password = Kept(Path.Combine(data, "admin.password"), () => Random(12));
    const string email = "admin@example.com";

    var started = new List<Process>();
    var stop = new TaskCompletionSource();
    Console.CancelKeyPress += (_, e) => { e.Cancel = true; stop.TrySetResult(); };
    try
    {
        var emulator = StartProgram("Jumpgate.Emulator", "jumpgate-emulator",
            ["--urls", emulatorUrl, "--seed", "7", "--users", "250", "--admins", "8", "--groups", "24", "--memberships", "1400",
             "--devices", "120", "--device-groups", "6", "--applications", "18", "--roles", "3", "--events", "2000"],
            [], Path.Combine(data, "emulator.log"));
        started.Add(emulator);
        var ready = await ReadyLineAsync(emulator, Path.Combine(data, "emulator.log"));
        var server = StartProgram("Jumpgate.Server", "jumpgate-server",
            ["--urls", serverUrl, "--data", data, "--region", $"emulator={emulatorUrl}"],
            [("JUMPGATE_ADMIN_KEY", adminKey), ("JUMPGATE_ADMIN_EMAIL", email), ("JUMPGATE_ADMIN_PASSWORD", password)],
            Path.Combine(data, "server.log"));
        started.Add(server);
        using var http = Http(serverUrl);
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", adminKey);
        await WaitAsync("the server", server, async () => (await http.GetAsync("/health/ready")).IsSuccessStatusCode);
        await LinkSampleAsync(http, ready);
        Console.WriteLine();
        Console.WriteLine($"  Portal    {serverUrl}");
        Console.WriteLine($"  Sign in   {email}  {password}");
        Console.WriteLine($"  API key   {adminKey}");
        Console.WriteLine($"  JumpCloud {emulatorUrl} (the emulator)");
        if (leave)
        {
            await File.WriteAllLinesAsync(Path.Combine(data, "pids"), started.Select(p => p.Id.ToString(CultureInfo.InvariantCulture)));
            Console.WriteLine("  Stop with  dotnet run dev.cs -- down");
            started.Clear();
            return 0;
        }

        Console.WriteLine("  Ctrl+C stops all.");
        await Task.WhenAny(stop.Task, server.WaitForExitAsync(), emulator.WaitForExitAsync());
        return 0;
    }
    finally
    {
        foreach (var process in Enumerable.Reverse(started)) Terminate(process);
    }
}

async Task LinkSampleAsync(HttpClient http, JsonObject ready)
{
    var link = new JsonObject
    {
        ["name"] = "Sample organization",
        ["region"] = "emulator",
        ["method"] = "service_account",
        ["clientId"] = ready["clientId"]!.GetValue<string>(),
        ["clientSecret"] = ready["clientSecret"]!.GetValue<string>(),
        ["tenant"] = "default",
    };
    using var answer = await http.PostAsync("/v1/organizations", new StringContent(link.ToJsonString(), Encoding.UTF8, "application/json"));
    var text = await answer.Content.ReadAsStringAsync();
    if (answer.StatusCode is not (HttpStatusCode.Created or HttpStatusCode.Conflict)) throw new ChoreException($"Linking the sample organization failed: {text}");
    Console.Write("Syncing ");
    var deadline = Stopwatch.StartNew();
    while (true)
    {
        var list = JsonNode.Parse(await http.GetStringAsync("/v1/organizations?tenant=default"))!["items"]!.AsArray();
        var status = list.Count == 0 ? "Not connected" : list[0]!["status"]!.GetValue<string>();
        if (status is "Connected") break;
        if (status is "Error" or "Held" or "Expired" || deadline.Elapsed > TimeSpan.FromMinutes(2)) throw new ChoreException($"The sample organization is {status}.");
        Console.Write('.');
        await Task.Delay(300);
    }

    Console.WriteLine(" Connected");
}

int Down()
{
    var file = Path.Combine(artifacts, "demo", "pids");
    if (!File.Exists(file))
    {
        Console.WriteLine("Nothing is running.");
        return 0;
    }

    foreach (var line in File.ReadAllLines(file).Reverse())
    {
        try { Terminate(Process.GetProcessById(int.Parse(line, CultureInfo.InvariantCulture))); }
        catch (ArgumentException) { /* it has ended by itself */ }
    }

    File.Delete(file);
    Console.WriteLine("Stopped.");
    return 0;
}

// ---- test, check -----------------------------------------------------------------------------------------------------

async Task<int> TestAsync(string[] options)
{
    var (filter, only, store) = (Option(options, "--filter"), Option(options, "--project"), Option(options, "--store"));
    var tools = FindTools();
    BuildPortal();
    NpmInstall("tests/s3rver");
    Run("dotnet", "build Jumpgate.slnx -c Release -v q --nologo");
    var results = Path.Combine(artifacts, "test");
    if (Directory.Exists(results)) Directory.Delete(results, recursive: true);
    Directory.CreateDirectory(results);
    using var postgres = Postgres.Start(tools.PostgresBin, durable: false);
    (string Name, string? Value)[] environment = [("JUMPGATE_TEST_POSTGRES", postgres.ConnectionString), ("JUMPGATE_TEST_CHROMIUM", tools.Chromium)];
    var failedRuns = 0;
    foreach (var project in Directory.GetDirectories("tests").Select(d => Path.GetFileName(d)!).Order(StringComparer.Ordinal))
    {
        if (!File.Exists($"tests/{project}/{project}.csproj") || (only is not null && !project.Contains(only, StringComparison.OrdinalIgnoreCase))) continue;
        string[] stores = project == "Jumpgate.Server.Tests" ? ["sqlite", "postgres"] : ["sqlite"];
        foreach (var each in stores.Where(s => store is null || s == store))
        {
            Console.WriteLine($"— {project}{(stores.Length > 1 ? " on " + each : "")}");
            var arguments = $"test tests/{project} -c Release --no-build --nologo -v q --logger \"trx;LogFileName={project}.{each}.trx\" --results-directory \"{results}\""
                + " --blame-hang-timeout 6m --blame-hang-dump-type none" + (Filter(filter, each) is { } chosen ? $" --filter \"{chosen}\"" : "");
            if (RunQuietly("dotnet", arguments, [.. environment, ("JUMPGATE_TEST_STORE", each)]) != 0) failedRuns++;
        }
    }

    if (only is null && filter is null && File.Exists("src/Jumpgate.Portal/package.json")) failedRuns += PortalTests(results);
    var (passed, failed, skipped) = Tally(results);
    if (failed == 0 && failedRuns > 0)
    {
        Console.Error.WriteLine("A test run ended before its tests did.");
        failed = failedRuns;
    }

    if (skipped > 0) Console.WriteLine($"{skipped} skipped");
    Console.WriteLine($"{passed} passed, {failed} failed");
    return failed == 0 && passed > 0 ? 0 : 1;

    // Pages see the store through the API alone: on PostgreSQL one walk through them is enough.
    static string? Filter(string? filter, string store) =>
        filter ?? (store == "postgres" ? "FullyQualifiedName!~Server.Tests.Portal.|FullyQualifiedName~Portal.LinkTests" : null);
}

static int PortalTests(string results)
{
    Console.WriteLine("— Jumpgate.Portal");
    return RunQuietly("npm", $"test --silent --prefix src/Jumpgate.Portal -- --reporter=junit --outputFile=\"{results}/portal.xml\"", []) == 0 ? 0 : 1;
}

static (int Passed, int Failed, int Skipped) Tally(string results)
{
    var (passed, failed, skipped) = (0, 0, 0);
    foreach (var file in Directory.GetFiles(results, "*.trx"))
    {
        var document = XDocument.Load(file);
        var space = document.Root!.Name.Namespace;
        foreach (var result in document.Descendants(space + "UnitTestResult"))
        {
            switch (result.Attribute("outcome")?.Value)
            {
                case "Passed": passed++; break;
                case "NotExecuted": skipped++; break;
                default:
                    failed++;
                    Console.Error.WriteLine($"FAILED {Path.GetFileNameWithoutExtension(file)}: {result.Attribute("testName")?.Value}");
                    Console.Error.WriteLine(string.Concat((result.Descendants(space + "Message").FirstOrDefault()?.Value ?? "").Take(1500)));
                    break;
            }
        }
    }

    foreach (var file in Directory.GetFiles(results, "*.xml"))
    {
        foreach (var test in XDocument.Load(file).Descendants("testcase"))
        {
            if (test.Element("skipped") is not null) skipped++;
            else if ((test.Element("failure") ?? test.Element("error")) is { } failure)
            {
                failed++;
                Console.Error.WriteLine($"FAILED {Path.GetFileNameWithoutExtension(file)}: {test.Attribute("name")?.Value}\n{failure.Attribute("message")?.Value}");
            }
            else passed++;
        }
    }

    return (passed, failed, skipped);
}

async Task<int> CheckAsync()
{
    Run("dotnet", "build Jumpgate.slnx -c Release -v q --nologo --no-incremental -p:JumpgateCheck=true");
    Run("dotnet", "format Jumpgate.slnx --verify-no-changes --no-restore -v q");
    Audit();
    if (Directory.Exists("src/Jumpgate.Portal"))
    {
        NpmInstall("src/Jumpgate.Portal");
        Run("npm", "run check --silent", "src/Jumpgate.Portal");
    }

    return await TestAsync([]);
}

// Known vulnerabilities, as far as the package sources publish them; a source without that data is said, not hidden.
void Audit()
{
    var (code, output) = Capture("dotnet", "list Jumpgate.slnx package --vulnerable --include-transitive");
    if (output.Contains("has the following vulnerable packages", StringComparison.Ordinal)) throw new ChoreException("Vulnerable packages:\n" + output);
    if (code != 0) Console.WriteLine("The package source publishes no vulnerability data; the .NET audit could not run.");
    if (!File.Exists("src/Jumpgate.Portal/package-lock.json")) return;
    (code, output) = Capture("npm", "audit --omit=dev --audit-level=high --json", "src/Jumpgate.Portal");
    if (code == 0) return;
    if (output.Contains("\"vulnerabilities\"", StringComparison.Ordinal) && output.Contains("\"severity\"", StringComparison.Ordinal)) throw new ChoreException("npm audit:\n" + output);
    Console.WriteLine("The npm registry publishes no audit data here; the npm audit could not run.");
}

// ---- publish, bench, survive -----------------------------------------------------------------------------------------

int Publish()
{
    BuildPortal();
    var bin = Path.Combine(artifacts, "bin");
    foreach (var project in (string[])["Jumpgate.Cli", "Jumpgate.Server", "Jumpgate.Emulator"])
    {
        // Compiled ahead of time for this machine: the server listens within a second. The lock file of a machine's own build is its own.
        Run("dotnet", $"publish src/{project} -c Release -v q --nologo -o \"{bin}\" -r {RuntimeInformation.RuntimeIdentifier} --self-contained false"
            + " -p:PublishReadyToRun=true -p:NuGetLockFilePath=obj/publish.lock.json -p:RestoreLockedMode=false -p:DebugType=none");
    }

    Console.WriteLine(bin);
    return 0;
}

int Bench(string[] names)
{
    var tools = FindTools(chromium: false);
    Publish();
    Run("dotnet", "build bench/Jumpgate.Benchmarks -c Release -v q --nologo");
    using var postgres = Postgres.Start(tools.PostgresBin, durable: true);
    return RunQuietly("dotnet", $"run --project bench/Jumpgate.Benchmarks -c Release --no-build -- {string.Join(' ', names)}",
        [("JUMPGATE_TEST_POSTGRES", postgres.ConnectionString), ("JUMPGATE_BIN", Path.Combine(artifacts, "bin")), ("JUMPGATE_ARTIFACTS", artifacts)]);
}

int Survive(string[] options)
{
    var tools = FindTools(chromium: false);
    Publish();
    Run("dotnet", "build bench/Jumpgate.Benchmarks -c Release -v q --nologo");
    using var postgres = Postgres.Start(tools.PostgresBin, durable: true);
    return RunQuietly("dotnet", $"run --project bench/Jumpgate.Benchmarks -c Release --no-build -- survive {string.Join(' ', options)}",
        [("JUMPGATE_TEST_POSTGRES", postgres.ConnectionString), ("JUMPGATE_BIN", Path.Combine(artifacts, "bin")), ("JUMPGATE_ARTIFACTS", artifacts)]);
}

// ---- tools -----------------------------------------------------------------------------------------------------------

(string PostgresBin, string? Chromium) FindTools(bool chromium = true)
{
    var missing = new List<(string Package, string What)>();
    if (Postgres.Find() is null) missing.Add(("postgresql", "PostgreSQL server (initdb, postgres), 15 or newer"));
    if (chromium && FindChromium() is null) missing.Add(("chromium", "Chromium (or Google Chrome)"));
    // Tests of the syslog sink: they are skipped where it cannot be had.
    if (chromium && !HasRsyslog()) missing.Add(("rsyslog rsyslog-gnutls", "rsyslog with TLS"));
    if (missing.Count > 0 && OperatingSystem.IsLinux() && Environment.UserName == "root" && File.Exists("/usr/bin/apt-get"))
    {
        var packages = string.Join(' ', missing.Select(m => m.Package));
        Console.WriteLine($"Installing {packages}");
        (string, string?)[] quiet = [("DEBIAN_FRONTEND", "noninteractive")];
        RunQuietly("apt-get", "-qq update", quiet);
        RunQuietly("apt-get", $"-qq -y --no-install-recommends install {packages}", quiet);
        missing.RemoveAll(m => m.Package == "postgresql" ? Postgres.Find() is not null : m.Package == "chromium" ? FindChromium() is not null : HasRsyslog());
    }

    if (missing.RemoveAll(m => m.Package.StartsWith("rsyslog", StringComparison.Ordinal)) > 0) Console.WriteLine("rsyslog is not here: its tests are skipped.");

    if (missing.Count > 0)
    {
        throw new ChoreException("The tests need what this machine lacks:\n"
            + string.Join('\n', missing.Select(m => $"  {m.What}: on Debian or Ubuntu  sudo apt-get install {m.Package}")));
    }

    return (Postgres.Find()!, FindChromium());
}

static bool HasRsyslog() => File.Exists("/usr/sbin/rsyslogd") && Directory.GetDirectories("/usr/lib").Any(lib => File.Exists(Path.Combine(lib, "rsyslog", "lmnsd_gtls.so")));

static string? FindChromium() =>
    Environment.GetEnvironmentVariable("JUMPGATE_TEST_CHROMIUM")
    ?? ((string[])["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"]).FirstOrDefault(File.Exists);

void BuildPortal()
{
    if (!File.Exists("src/Jumpgate.Portal/package.json")) return;
    var inputs = Directory.GetFiles("src/Jumpgate.Portal", "*", SearchOption.AllDirectories)
        .Where(f => !f.Contains("node_modules", StringComparison.Ordinal)).Order(StringComparer.Ordinal);
    using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    foreach (var file in inputs)
    {
        hash.AppendData(Encoding.UTF8.GetBytes(file));
        hash.AppendData(File.ReadAllBytes(file));
    }

    var stamp = Convert.ToHexString(hash.GetHashAndReset());
    var stampFile = Path.Combine(artifacts, "portal.stamp");
    if (File.Exists("src/Jumpgate.Server/wwwroot/index.html") && File.Exists(stampFile) && File.ReadAllText(stampFile) == stamp) return;
    NpmInstall("src/Jumpgate.Portal");
    Run("npm", "run build --silent", "src/Jumpgate.Portal");
    Directory.CreateDirectory(artifacts);
    File.WriteAllText(stampFile, stamp);
}

void NpmInstall(string folder)
{
    var (code, version) = Capture("node", "--version");
    if (code != 0 || !int.TryParse(version.TrimStart('v').Split('.')[0], CultureInfo.InvariantCulture, out var major) || major < 20)
    {
        throw new ChoreException("The portal's build and the tests need Node.js 20 or newer on the PATH.");
    }

    var installed = new FileInfo($"{folder}/node_modules/.package-lock.json");
    if (!installed.Exists || installed.LastWriteTimeUtc < File.GetLastWriteTimeUtc($"{folder}/package-lock.json")) Run("npm", "ci --no-audit --no-fund --silent", folder);
}

Process StartProgram(string project, string program, string[] arguments, (string Name, string Value)[] environment, string log)
{
    var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = false, UseShellExecute = false };
    // A shell keeps the log even when this program ends before the child does.
    start.FileName = "/bin/sh";
    start.ArgumentList.Add("-c");
    start.ArgumentList.Add("exec setsid \"$@\" >\"$JUMPGATE_LOG\" 2>&1 </dev/null");
    start.ArgumentList.Add("sh");
    start.ArgumentList.Add(Path.Combine(root, "src", project, "bin", "Release", "net10.0", program));
    foreach (var argument in arguments) start.ArgumentList.Add(argument);
    start.Environment["JUMPGATE_LOG"] = log;
    start.WorkingDirectory = Path.Combine(root, "src", project);
    foreach (var (name, value) in environment) start.Environment[name] = value;
    return Process.Start(start) ?? throw new ChoreException($"{program} did not start.");
}

static async Task<JsonObject> ReadyLineAsync(Process process, string log)
{
    for (var waited = Stopwatch.StartNew(); waited.Elapsed < TimeSpan.FromSeconds(30) && !process.HasExited; await Task.Delay(50))
    {
        if (!File.Exists(log)) continue;
        foreach (var line in ReadShared(log).Split('\n'))
        {
            if (line.StartsWith("{\"ready\"", StringComparison.Ordinal)) return JsonNode.Parse(line)!.AsObject();
        }
    }

    throw new ChoreException($"The emulator did not start; see {log}:\n{(File.Exists(log) ? ReadShared(log) : "")}");
}

static string ReadShared(string file)
{
    using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
    return new StreamReader(stream).ReadToEnd();
}

static async Task WaitAsync(string what, Process process, Func<Task<bool>> ready)
{
    for (var waited = Stopwatch.StartNew(); waited.Elapsed < TimeSpan.FromSeconds(30) && !process.HasExited; await Task.Delay(50))
    {
        try { if (await ready()) return; }
        catch (HttpRequestException) { /* not listening yet */ }
    }

    throw new ChoreException($"{what} did not start; its log is beside the data.");
}

static HttpClient Http(string address) => new(new SocketsHttpHandler()) { BaseAddress = new Uri(address) };

static void Terminate(Process process)
{
    if (process.HasExited) return;
    using (Process.Start("kill", ["-TERM", process.Id.ToString(CultureInfo.InvariantCulture)])) { }
    if (!process.WaitForExit(TimeSpan.FromSeconds(10))) process.Kill(entireProcessTree: true);
}

static string Kept(string file, Func<string> make)
{
    if (!File.Exists(file)) File.WriteAllText(file, make());
    return File.ReadAllText(file).Trim();
}

static string Random(int length) => RandomNumberGenerator.GetString("abcdefghijkmnpqrstuvwxyz23456789", length);

static string? Option(string[] options, string name) => Array.IndexOf(options, name) is >= 0 and var i && i + 1 < options.Length ? options[i + 1] : null;

static void Run(string program, string arguments, string? folder = null)
{
    if (Start(program, arguments, [], folder, capture: false).Code is not 0 and var code) throw new ChoreException($"{program} {arguments} ended with {code}.");
}

static int RunQuietly(string program, string arguments, (string Name, string? Value)[] environment) => Start(program, arguments, environment, null, capture: false).Code;

static (int Code, string Output) Capture(string program, string arguments, string? folder = null) => Start(program, arguments, [], folder, capture: true);

static (int Code, string Output) Start(string program, string arguments, (string Name, string? Value)[] environment, string? folder, bool capture)
{
    var start = new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardOutput = capture, RedirectStandardError = capture, WorkingDirectory = folder ?? "" };
    foreach (var (name, value) in environment) start.Environment[name] = value;
    try
    {
        using var process = Process.Start(start)!;
        var error = capture ? process.StandardError.ReadToEndAsync() : null;
        var output = capture ? process.StandardOutput.ReadToEnd() : "";
        process.WaitForExit();
        return (process.ExitCode, output + error?.GetAwaiter().GetResult());
    }
    catch (System.ComponentModel.Win32Exception)
    {
        return (127, $"{program} was not found.");
    }
}

static string Root([System.Runtime.CompilerServices.CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;

sealed class ChoreException(string message) : Exception(message);

/// <summary>A throw-away PostgreSQL server on a free loopback port, for tests and benchmarks.</summary>
sealed class Postgres : IDisposable
{
    private readonly string bin;
    private readonly string folder;

    private Postgres(string bin, string folder, int port)
    {
        (this.bin, this.folder) = (bin, folder);
        ConnectionString = $"Host=127.0.0.1;Port={port};Username=jumpgate;Database=postgres";
    }

    public string ConnectionString { get; }

    public static string? Find()
    {
        string[] folders = Directory.Exists("/usr/lib/postgresql")
            ? [.. Directory.GetDirectories("/usr/lib/postgresql").OrderByDescending(d => double.TryParse(Path.GetFileName(d), CultureInfo.InvariantCulture, out var v) ? v : 0).Select(d => Path.Combine(d, "bin"))]
            : [];
        return folders.Concat((Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)).FirstOrDefault(d => File.Exists(Path.Combine(d, "initdb")));
    }

    /// <param name="bin">Folder of PostgreSQL's programs.</param>
    /// <param name="durable">Whether commits wait for the disk, as in production; tests kill our processes, never the machine, and need not.</param>
    public static Postgres Start(string bin, bool durable)
    {
        var folder = Directory.CreateTempSubdirectory("jumpgate-postgres-").FullName;
        using var free = new TcpListener(IPAddress.Loopback, 0);
        free.Start();
        var port = ((IPEndPoint)free.LocalEndpoint).Port;
        free.Stop();
        var server = new Postgres(bin, folder, port);
        if (Environment.UserName == "root") Shell($"chown postgres '{folder}'");
        server.AsOwner($"'{bin}/initdb' -D '{folder}/data' -U jumpgate -A trust -E UTF8 --locale=C");
        server.AsOwner($"'{bin}/pg_ctl' -D '{folder}/data' -w -l '{folder}/log' -o '-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c max_connections=300 -c shared_buffers=256MB{(durable ? "" : " -c fsync=off -c full_page_writes=off")}' start");
        return server;
    }

    public void Dispose()
    {
        AsOwner($"'{bin}/pg_ctl' -D '{folder}/data' -m immediate stop");
        Directory.Delete(folder, recursive: true);
    }

    // PostgreSQL refuses to run as root.
    private void AsOwner(string command) => Shell(Environment.UserName == "root" ? $"cd '{folder}' && su postgres -s /bin/sh -c \"{command}\"" : command);

    private static void Shell(string command)
    {
        var start = new ProcessStartInfo("/bin/sh") { RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add(command + " >/dev/null 2>&1 </dev/null");
        using var process = Process.Start(start)!;
        process.WaitForExit();
        if (process.ExitCode != 0) throw new ChoreException($"PostgreSQL: {Regex.Replace(command, "'", "")} ended with {process.ExitCode}.");
    }
}
