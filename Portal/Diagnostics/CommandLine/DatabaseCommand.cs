using Portal.Audit;
using Portal.Auth.Storage;
using Portal.Database;

namespace Portal.Diagnostics.CommandLine;

/// <summary>
/// <c>--migrate</c>: creates the tables, or adapts them to this version. <c>--move-audit-log</c>: moves the audit log from the
/// SQLite file to PostgreSQL. Exit code 0: done, or nothing to do; 1: not done; 2: settings prevent it.
/// </summary>
internal sealed class DatabaseCommand
{
    private const string Migrate = "--migrate";
    private const string Move = "--move-audit-log";

    private readonly string[] _settings;
    private readonly bool _isMove;

    private DatabaseCommand(string[] settings, bool isMove) => (_settings, _isMove) = (settings, isMove);

    /// <summary>Null if <paramref name="args"/> contain neither switch.</summary>
    public static DatabaseCommand? Find(string[] args) =>
        Array.Exists(args, IsSwitch)
            ? new DatabaseCommand([.. args.Where(a => !IsSwitch(a))], args.Contains(Move, StringComparer.OrdinalIgnoreCase))
            : null;

    /// <summary>Returns the exit code.</summary>
    public Task<int> RunAsync() =>
        CommandRunner.RunAsync(_settings, "The database cannot be used", _isMove ? MoveAsync : MigrateAsync);

    private static async Task<int> MigrateAsync(WebApplication app, CommandOutput console, CancellationToken cancellationToken)
    {
        var storage = app.Services.GetRequiredService<IPortalStorage>();
        try
        {
            var applied = storage is PostgreSqlServer server ? await server.MigrateAsync(cancellationToken) : [];
            await using var database = await storage.OpenAsync(cancellationToken);
            foreach (var migration in applied)
                await console.Output.WriteLineAsync($"Migration {migration} applied.");

            await console.Output.WriteLineAsync($"The tables of {storage.Name} are those of this version.");
            return 0;
        }
        catch (Exception exception) when (storage.FaultOf(exception) is { } fault)
        {
            return await FailAsync(console, storage, fault);
        }
    }

    private static async Task<int> MoveAsync(WebApplication app, CommandOutput console, CancellationToken cancellationToken)
    {
        if (app.Services.GetService<PostgreSqlServer>() is not { } server)
        {
            await console.Errors.WriteLineAsync(
                $"Set {DatabaseConnection.Setting} to the PostgreSQL database that the audit log moves to.");
            return CommandRunner.CannotRun;
        }

        var file = app.Services.GetRequiredService<SqliteFile>();
        try
        {
            var result = await ActivatorUtilities.CreateInstance<AuditLogMove>(app.Services).RunAsync(cancellationToken);
            await (result.Succeeded ? console.Output : console.Errors).WriteLineAsync(result.Text);
            return result.Succeeded ? 0 : CommandRunner.SomethingFailed;
        }
        catch (Exception exception) when (server.FaultOf(exception) is { } fault)
        {
            return await FailAsync(console, server, fault);
        }
        catch (Exception exception) when (file.FaultOf(exception) is { } fault)
        {
            return await FailAsync(console, file, fault);
        }
    }

    private static async Task<int> FailAsync(CommandOutput console, IPortalStorage storage, StorageFault fault)
    {
        await console.Errors.WriteLineAsync($"{storage.Name} cannot be used. {fault.Cause} {fault.Fix}");
        return CommandRunner.SomethingFailed;
    }

    private static bool IsSwitch(string argument) =>
        argument.Equals(Migrate, StringComparison.OrdinalIgnoreCase) || argument.Equals(Move, StringComparison.OrdinalIgnoreCase);
}
