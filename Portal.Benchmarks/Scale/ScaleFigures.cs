namespace Portal.Benchmarks.Scale;

/// <summary>
/// What one user, page and request costs, measured. docs/scale.md says how, and what was not measured. Bytes in Redis
/// include what Redis needs to store the entry.
/// </summary>
internal static class ScaleFigures
{
    public const string Measured = "2026-11-27";

    // dotnet run -c Release --project Portal.Benchmarks -- --quick --only circuits,hop (docs/performance.md, G8 and G9).
    public const double HeapBytesPerCircuit = 688 * 1024;
    public const double PageChangeCpu = 0.0033;
    public const double DataCallCpu = 0.000289;

    // dotnet test --project Portal.Tests -- --explicit only --filter-class "*ScaleFiguresRun".
    public const double PageLoadCpu = 0.0098;
    public const double TokenExchangeCpu = 0.003; // Assumed.
    public const double SignInCpu = 0.025;
    public const double SessionBytes = 3_700;
    public const double SessionUseBytes = 250;
    public const double AccountBytes = 8_300;
    public const double ExchangeBytes = 6_000; // Assumed.
    public const double KeyListBytes = 400; // Assumed.
    public const double CircuitStateBytes = 22_000;

    // In PostgreSQL 17, with its index: docs/scale.md has the statements.
    public const double AuditRowBytes = 610;

    // Counted in the code: an open page looks up its session and its user every 10 s, and saves the last use once a minute.
    public const double RedisCommandsPerOpenUser = (2 / 10.0) + (1 / 60.0);
    public const double RedisCommandsPerTokenRequest = 4;
    public const double RedisCommandsPerSignIn = 12;

    // An id of 36 characters, two quotation marks and a comma, as Base64.
    public const double TokenBytesPerGroup = 39 * 4 / 3.0;

    // Assumed: tokens of Entra contain more claims than those of the emulator, which were measured.
    public const double EntraBytesPerToken = 800;
}

/// <summary>What other services allow, from their public documentation. docs/scale.md names the pages.</summary>
internal static class ScaleLimits
{
    public const double ExternalIdPerTenant = 200;
    public const double ExternalIdPerAddress = 20;
    public const double GraphUnitsPer10Seconds = 8_000;
    public const double CircuitsPerSignalRUnit = 1_000;
}
