using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;

namespace Jumpgate.Server.Tests.Events.Alerts;

/// <summary>A mail server on loopback: speaks SMTP over a real socket, keeps what it accepted.</summary>
internal sealed partial class MailServer : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentQueue<ReceivedMail> accepted = new();
    private readonly ConcurrentBag<Task> conversations = [];
    private readonly Task listening;

    public MailServer()
    {
        listener.Start();
        listening = ListenAsync();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>Options of a server that sends through this one, and tells at once.</summary>
    public string[] Options =>
    [
        "--Mail:Host", "127.0.0.1", "--Mail:Port", Port.ToString(CultureInfo.InvariantCulture), "--Mail:From", "Jumpgate <jumpgate@example.com>", "--Mail:Security", "none",
        "--Mail:SettleMinutes", "0", "--Mail:PortalUrl", "https://jumpgate.example.com/",
    ];

    /// <summary>What it accepted, in its order.</summary>
    public IReadOnlyList<ReceivedMail> Mails => [.. accepted];

    /// <summary>Everything that was said to it.</summary>
    public ConcurrentQueue<string> Heard { get; } = new();

    /// <summary>While true every connection is sent away.</summary>
    public bool IsAway { get; set; }

    /// <summary>Addresses it knows nobody at.</summary>
    public Func<string, bool> Refuses { get; set; } = _ => false;

    /// <summary>Connections that were sent away.</summary>
    public int SentAway { get; private set; }

    public Task<IReadOnlyList<ReceivedMail>> UntilAsync(int count) =>
        JumpgateHost.WaitForAsync(() => Task.FromResult(Mails), mails => mails.Count >= count);

    public async ValueTask DisposeAsync()
    {
        listener.Stop();
        await listening;
        await Task.WhenAll(conversations);
    }

    private async Task ListenAsync()
    {
        try
        {
            while (true) conversations.Add(TalkAsync(await listener.AcceptTcpClientAsync()));
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException)
        {
            // It listens no more.
        }
    }

    private async Task TalkAsync(TcpClient client)
    {
        using var _ = client;
        try
        {
            await using var stream = client.GetStream();
            using var reader = new StreamReader(stream, Encoding.Latin1);
            await using var writer = new StreamWriter(stream, Encoding.Latin1) { NewLine = "\r\n", AutoFlush = true };
            if (IsAway)
            {
                SentAway++;
                await writer.WriteLineAsync("421 closed for a while");
                return;
            }

            await writer.WriteLineAsync("220 mail.example.com ESMTP");
            var (from, to) = ("", "");
            while (await reader.ReadLineAsync() is { } line)
            {
                Heard.Enqueue(line);
                if (line.StartsWith("MAIL FROM:", StringComparison.OrdinalIgnoreCase)) from = line;
                if (line.StartsWith("RCPT TO:", StringComparison.OrdinalIgnoreCase)) to = line;
                await writer.WriteLineAsync(Answer(line));
                if (line == "QUIT") return;
                if (IsSignIn(line)) await SignInAsync(reader, writer);
                if (line != "DATA") continue;
                accepted.Enqueue(ReceivedMail.Read(Address().Match(from).Groups[1].Value, Address().Match(to).Groups[1].Value, await DataAsync(reader)));
                await writer.WriteLineAsync("250 accepted");
            }
        }
        catch (IOException)
        {
            // The other side went.
        }
    }

    private string Answer(string line) =>
        line.StartsWith("EHLO", StringComparison.Ordinal) ? "250-mail.example.com\r\n250-AUTH LOGIN\r\n250 8BITMIME"
        : line.StartsWith("RCPT", StringComparison.Ordinal) && Refuses(Address().Match(line).Groups[1].Value) ? "550 5.1.1 no such user here"
        : IsSignIn(line) ? "334 UGFzc3dvcmQ6"
        : line switch { "DATA" => "354 go on", "QUIT" => "221 bye", _ => "250 ok" };

    /// <summary>With the user on the same line.</summary>
    private static bool IsSignIn(string line) => line.StartsWith("AUTH LOGIN ", StringComparison.OrdinalIgnoreCase);

    private async Task SignInAsync(StreamReader reader, StreamWriter writer)
    {
        Heard.Enqueue((await reader.ReadLineAsync())!);
        await writer.WriteLineAsync("235 signed in");
    }

    private static async Task<string> DataAsync(StreamReader reader)
    {
        var text = new StringBuilder();
        while (await reader.ReadLineAsync() is { } line && line != ".") text.Append(line.StartsWith('.') ? line[1..] : line).Append("\r\n");
        return text.ToString();
    }

    [GeneratedRegex("<([^>]*)>")]
    private static partial Regex Address();
}

/// <param name="Headers">Each once.</param>
/// <param name="Raw">As it came.</param>
internal sealed partial record ReceivedMail(string From, string To, IReadOnlyDictionary<string, string> Headers, string Text, string Raw)
{
    public string Subject => Headers["Subject"];

    public static ReceivedMail Read(string from, string to, string raw)
    {
        var end = raw.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        var headers = raw[..end].Replace("\r\n ", " ", StringComparison.Ordinal).Split("\r\n").Select(line => line.Split(": ", 2)).ToDictionary(parts => parts[0], parts => parts[1], StringComparer.OrdinalIgnoreCase);
        headers["Content-Transfer-Encoding"].ShouldBe("quoted-printable");
        var bytes = Octet().Replace(raw[(end + 4)..].Replace("=\r\n", "", StringComparison.Ordinal), one => ((char)Convert.ToByte(one.Groups[1].Value, 16)).ToString());
        return new ReceivedMail(from, to, headers, Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(bytes)), raw);
    }

    [GeneratedRegex("=([0-9A-F]{2})")]
    private static partial Regex Octet();
}
