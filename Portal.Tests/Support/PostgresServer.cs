using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Npgsql;
using Portal.Database;

namespace Portal.Tests.Support;

/// <summary>
/// Debian's PostgreSQL on a port of its own. Each test gets a database of its own, with the tables of the portal.
/// </summary>
public sealed class PostgresServer : IAsyncLifetime
{
    public const string Password = "postgres-password-4711";

    private const string Template = "migrated";
    private static readonly TimeSpan MaxStart = TimeSpan.FromSeconds(20);
    private static readonly string? Programs =
        Directory.Exists("/usr/lib/postgresql")
            ? Directory.GetDirectories("/usr/lib/postgresql").Select(version => Path.Combine(version, "bin")).Max()
            : null;

    private readonly TemporaryFolder _folder = new();
    private readonly int _port = FreePort();
    private Process? _process;
    private int _databases;

    private string Data => Path.Combine(_folder.Path, "data");

    public async ValueTask InitializeAsync()
    {
        Assert.SkipWhen(Programs is null || OperatingSystem.IsWindows(), "PostgreSQL is not installed.");
        var password = Path.Combine(_folder.Path, "password");
        await File.WriteAllTextAsync(password, Password);
        if (Environment.IsPrivilegedProcess)
            await RunAsync("chown", "-R", "postgres", _folder.Path);

        await RunAsync(AsServer(
            "initdb", "-D", Data, "-U", "portal", "-A", "scram-sha-256", "--pwfile", password, "--no-sync", "-E", "UTF8", "--locale", "C"));
        await StartAsync();
        await ExecuteAsync("postgres", $"CREATE DATABASE {Template}");
        await using var server = new PostgreSqlServer(DatabaseConnection.Parse(ConnectionString(Template), managedIdentity: null));
        await server.MigrateAsync(CancellationToken.None);
    }

    public string ConnectionString(string database, string password = Password) =>
        $"Host=127.0.0.1;Port={_port};Database={database};Username=portal;Password={password};Include Error Detail=false";

    /// <summary>Returns the connection string of a new database.</summary>
    public async Task<string> CreateDatabaseAsync(bool isMigrated = true)
    {
        var name = $"test{Interlocked.Increment(ref _databases)}";
        await ExecuteAsync("postgres", $"CREATE DATABASE {name} TEMPLATE {(isMigrated ? Template : "template0")}");
        return ConnectionString(name);
    }

    /// <summary>Starts the server on the data that it had.</summary>
    public async Task StartAsync()
    {
        var started = Stopwatch.StartNew();
        while (!await RespondsAsync())
        {
            Assert.True(started.Elapsed < MaxStart, "PostgreSQL did not start.");
            if (_process is not { HasExited: false })
                Launch();
        }
    }

    /// <summary>Ends the server as a crash does.</summary>
    public async Task KillAsync()
    {
        _process!.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        _process = null;
    }

    /// <summary>All processes of the server keep their connections, and answer nothing until <see cref="Resume"/>.</summary>
    public void Pause() => Signal("STOP", [IdOf(_process!), .. Children()]);

    public void Resume() => Signal("CONT", [IdOf(_process!), .. Children()]);

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            // Ends the sessions and stops. Killed, the server would leave its processes and their files behind for a while.
            Signal("INT", [IdOf(_process)]);
            await _process.WaitForExitAsync();
            _process.Dispose();
        }

        _folder.Dispose();
    }

    public static async Task ExecuteOnAsync(string connectionString, string sql)
    {
        await using var connection = new NpgsqlConnection($"{connectionString};Pooling=false");
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The texts are the tests' own.
        command.CommandText = sql;
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }

    private Task ExecuteAsync(string database, string sql) => ExecuteOnAsync(ConnectionString(database), sql);

    private async Task<bool> RespondsAsync()
    {
        try
        {
            await using var connection = new NpgsqlConnection($"{ConnectionString("postgres")};Pooling=false;Timeout=1");
            await connection.OpenAsync();
            return true;
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }

    private void Launch()
    {
        _process?.Dispose();
        string[] command = AsServer(
            "postgres",
            "-D", Data,
            "-p", _port.ToString(CultureInfo.InvariantCulture),
            "-c", "listen_addresses=127.0.0.1",
            "-c", "unix_socket_directories=",
            "-c", "fsync=off",
            "-c", "autovacuum=off");
        _process = Start(command);
    }

    // The server refuses to run as root. setpriv becomes the program, so the process is the server itself.
    private static string[] AsServer(string program, params string[] arguments) =>
    [
        .. Environment.IsPrivilegedProcess
            ? (string[])["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"]
            : [],
        Path.Combine(Programs!, program),
        .. arguments,
    ];

    private static Process Start(string[] command)
    {
        var process = Process.Start(new ProcessStartInfo(command[0], command[1..])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = "/",
        })!;
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    private static async Task RunAsync(params string[] command)
    {
        using var process = Start(command);
        await process.WaitForExitAsync();
        Assert.Equal(0, process.ExitCode);
    }

    private static void Signal(string name, string[] processes)
    {
        using var kill = Process.Start("kill", [$"-{name}", .. processes]);
        kill.WaitForExit();
        Assert.Equal(0, kill.ExitCode);
    }

    private static string IdOf(Process process) => process.Id.ToString(CultureInfo.InvariantCulture);

    private IEnumerable<string> Children() => Directory.GetDirectories("/proc")
        .Select(folder => Path.GetFileName(folder))
        .Where(id => int.TryParse(id, CultureInfo.InvariantCulture, out _) && ParentOf(id) == _process!.Id);

    // The second field after the name in parentheses, which can contain blanks.
    private static int ParentOf(string id)
    {
        try
        {
            var status = File.ReadAllText($"/proc/{id}/stat");
            return int.Parse(status[(status.LastIndexOf(')') + 2)..].Split(' ')[1], CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            return 0;
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}

/// <summary>One server for all tests that need one. They do not run in parallel, because some of them stop it.</summary>
[CollectionDefinition(Name)]
public sealed class PostgresGroup : ICollectionFixture<PostgresServer>
{
    public const string Name = "PostgreSQL";
}
