using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using Portal.Tests.Rules;
using Portal.Tests.Support;

namespace Portal.Tests.Instances;

/// <summary>
/// nginx or HAProxy with the configuration in <c>deploy</c>. Only addresses and paths are replaced in it.
/// </summary>
internal sealed partial class ReverseProxy : IAsyncDisposable
{
    public const string Nginx = "nginx";
    public const string HAProxy = "haproxy";

    private static readonly TimeSpan MaxStart = TimeSpan.FromSeconds(10);

    private readonly TemporaryFolder _folder = new();
    private readonly string _kind;
    private readonly bool _isBelowPath;
    private readonly int _port = ServerPrograms.FreePort();
    private readonly int _plainPort = ServerPrograms.FreePort();
    private readonly List<string> _output = [];
    private Process? _process;

    private ReverseProxy(string kind, bool isBelowPath) => (_kind, _isBelowPath) = (kind, isBelowPath);

    /// <summary>The public address, with TLS.</summary>
    public Uri Address => new($"https://localhost:{_port}/{(_isBelowPath ? "obo/" : "")}");

    /// <summary>The address without TLS.</summary>
    public Uri PlainAddress => new($"http://localhost:{_plainPort}/");

    /// <summary>What the proxy has written.</summary>
    public string Output
    {
        get
        {
            lock (_output)
                return string.Join('\n', _output);
        }
    }

    /// <summary>Starts the proxy; skips the test if it is not installed.</summary>
    /// <param name="kind"><see cref="Nginx"/> or <see cref="HAProxy"/>.</param>
    /// <param name="instances">The addresses of one to three portals.</param>
    public static Task<ReverseProxy> StartAsync(string kind, params IReadOnlyList<Uri> instances) =>
        StartAsync(new ReverseProxy(kind, isBelowPath: false), instances);

    /// <summary>The same, changed as docs/instances.md describes for a portal below the path <c>/obo</c>.</summary>
    public static Task<ReverseProxy> StartBelowPathAsync(string kind, params IReadOnlyList<Uri> instances) =>
        StartAsync(new ReverseProxy(kind, isBelowPath: true), instances);

    /// <summary>Lets the program check its configuration, and returns its exit code with what it wrote.</summary>
    public static async Task<(int Code, string Output)> CheckAsync(string kind)
    {
        await using var proxy = new ReverseProxy(kind, isBelowPath: false);
        var (program, arguments) = proxy.Prepare([new Uri("http://127.0.0.1:1"), new Uri("http://127.0.0.1:2"), new Uri("http://127.0.0.1:3")]);
        using var process = proxy.Launch(program, [.. arguments, kind == Nginx ? "-t" : "-c"]);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, proxy.Output);
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is { HasExited: false })
        {
            // Not killed: the workers of nginx would stay.
            using var kill = Process.Start("kill", ["-TERM", _process.Id.ToString(CultureInfo.InvariantCulture)]);
            await kill.WaitForExitAsync();
            await _process.WaitForExitAsync();
        }

        _process?.Dispose();
        _folder.Dispose();
    }

    private static async Task<ReverseProxy> StartAsync(ReverseProxy proxy, IReadOnlyList<Uri> instances)
    {
        try
        {
            var (program, arguments) = proxy.Prepare(instances);
            await proxy.StartAsync(program, arguments);
            return proxy;
        }
        catch
        {
            await proxy.DisposeAsync();
            throw;
        }
    }

    private (string Program, string[] Arguments) Prepare(IReadOnlyList<Uri> instances)
    {
        var program = ServerPrograms.Find(_kind);
        Assert.SkipWhen(program is null, $"{_kind} is not installed.");
        var certificate = Write("portal.pem", ProxyCertificate.Pem);
        if (_kind == HAProxy)
        {
            var text = Fill(Shipped("haproxy", "haproxy.cfg"), instances)
                .Replace("bind :443 ", $"bind 127.0.0.1:{_port} ", StringComparison.Ordinal)
                .Replace("bind :80\n", $"bind 127.0.0.1:{_plainPort}\n", StringComparison.Ordinal)
                .Replace("/etc/ssl/portal/portal.pem", certificate, StringComparison.Ordinal);
            return (program, ["-db", "-f", Write("haproxy.cfg", text)]);
        }

        var server = Fill(Shipped("nginx", "portal.conf"), instances)
            .Replace("listen 443 ", $"listen 127.0.0.1:{_port} ", StringComparison.Ordinal)
            .Replace("listen 80;", $"listen 127.0.0.1:{_plainPort};", StringComparison.Ordinal)
            .Replace("server_name portal.example;", "server_name localhost;", StringComparison.Ordinal)
            .Replace("/etc/ssl/portal/portal.pem", certificate, StringComparison.Ordinal)
            .Replace("/etc/ssl/portal/portal.key", certificate, StringComparison.Ordinal);
        var main = $$"""
            {{(Environment.UserName == "root" ? "user root;" : "")}}
            daemon off;
            pid {{_folder.Path}}/nginx.pid;
            error_log stderr warn;
            events { worker_connections 4096; }
            http {
                access_log off;
                client_body_temp_path {{_folder.Path}}/body;
                proxy_temp_path {{_folder.Path}}/proxy;
                fastcgi_temp_path {{_folder.Path}}/fastcgi;
                uwsgi_temp_path {{_folder.Path}}/uwsgi;
                scgi_temp_path {{_folder.Path}}/scgi;
                include {{Write("portal.conf", server)}};
            }
            """;
        return (program, ["-p", _folder.Path, "-e", "stderr", "-c", Write("nginx.conf", main)]);
    }

    private async Task StartAsync(string program, string[] arguments)
    {
        _process = Launch(program, arguments);
        await Poll.UntilAsync(
            async () =>
            {
                Assert.False(_process.HasExited, $"{_kind} did not start: {Output}");
                return await ListensAsync();
            },
            MaxStart);
    }

    private Process Launch(string program, string[] arguments)
    {
        var process = new Process
        {
            StartInfo = new ProcessStartInfo(program, arguments)
            {
                UseShellExecute = false,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            },
        };
        process.OutputDataReceived += (_, line) => Read(line.Data);
        process.ErrorDataReceived += (_, line) => Read(line.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    private async Task<bool> ListensAsync()
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync("127.0.0.1", _port, TestContext.Current.CancellationToken);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private void Read(string? line)
    {
        if (line is null)
            return;

        lock (_output)
            _output.Add(line);
    }

    private string Write(string name, string text)
    {
        var file = Path.Combine(_folder.Path, name);
        File.WriteAllText(file, text);
        return file;
    }

    private string Shipped(string folder, string file)
    {
        var text = SourceFile.ReadAll($"deploy/{folder}", file).Single().Text;
        return _isBelowPath
            ? Replacement().Matches(EditOf(file)).Aggregate(text, (edited, change) => edited.Replace(
                change.Groups["old"].Value, change.Groups["new"].Value, StringComparison.Ordinal))
            : text;
    }

    // The command that docs/instances.md gives for the file.
    private static string EditOf(string file) => SourceFile.ReadAll("docs", "instances.md").Single().Text
        .Split('\n')
        .Single(line => line.StartsWith("sed ", StringComparison.Ordinal) && line.EndsWith(file, StringComparison.Ordinal));

    // The addresses of the example, of which the lines that are not needed go.
    private static string Fill(string text, IReadOnlyList<Uri> instances) => Instance().Replace(text, line =>
    {
        var number = int.Parse(line.Groups["number"].ValueSpan, CultureInfo.InvariantCulture) - 1;
        return number < instances.Count
            ? $"{line.Groups["before"]}{instances[number].Host}:{instances[number].Port}{line.Groups["after"]}"
            : "";
    });

    [GeneratedRegex(@"s\|(?<old>[^|]+)\|(?<new>[^|]+)\|", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Replacement();

    [GeneratedRegex(
        @"^(?<before> +server .*?)10\.0\.0\.1(?<number>[1-3]):8080(?<after>.*)$",
        RegexOptions.ExplicitCapture | RegexOptions.Multiline,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Instance();
}
