namespace Portal.Tests.Rules;

/// <summary>
/// What each folder of an app may use of the others. It is checked on compiled types, where folder = namespace.
/// </summary>
/// <param name="root">The namespace that the names in the table start from.</param>
/// <param name="mayUse">A folder or a single type, and the folders and single types it may use besides itself.</param>
internal sealed class FolderRules(string root, IReadOnlyDictionary<string, string[]> mayUse)
{
    private const string Everything = "*";

    private static readonly string[] Infrastructure =
    [
        "Contracts", "Problems", "Auth", "Administrators", "Downstream", "Graph", "Tracing", "Redis", "Database", "Metrics",
    ];

    public static FolderRules Portal { get; } = new("Portal", new Dictionary<string, string[]>(StringComparer.Ordinal)
    {
        ["Components"] =
        [
            "Client", "Contracts", "Exports", "Auth.AccessNotices", "Auth.PortalPolicies", "Auth.Sessions.UserCircuits",
            "Auth.Sessions.InterruptedApplies",
            "Instances.CircuitOrigins", "Redis.EncryptedEntries",
        ],
        ["Client"] = ["Contracts", "Tracing"],

        // The features of the backend.
        ["Data"] = [.. Infrastructure],
        ["SavedViews"] = ["Contracts", "Problems", "Database", "Auth.TokenCache.Account"],
        ["Access"] = [.. Infrastructure, "Consents", "Diagnostics"],
        ["Tokens"] = [.. Infrastructure, "Access", "Diagnostics"],
        ["AppOnly"] = [.. Infrastructure, "Access", "Data"],
        ["UserAccess"] = [.. Infrastructure, "Access", "Consents"],
        ["AdminSetup"] = [.. Infrastructure],
        ["Roles"] = [.. Infrastructure, "Changes", "Audit"],
        ["Consents"] = [.. Infrastructure, "Changes", "Audit"],
        ["Changes"] = [.. Infrastructure, "Audit"],
        ["Audit"] = [.. Infrastructure],
        ["Exports"] = [.. Infrastructure, "Data", "Client.PortalToken", "Client.PortalApiException"],
        ["Trace"] = [.. Infrastructure],
        ["Diagnostics"] = [.. Infrastructure, "Audit", "Instances", "ApiPreview", "AdminSetup", "Program"], // The --check-setup command builds the app.
        ["ApiPreview"] = [.. Infrastructure],
        ["Demo"] = [.. Infrastructure, "Access", "Data"],

        // Infrastructure.
        ["Problems"] = ["Contracts", "Metrics"],
        ["Auth"] = ["Contracts", "Problems", "Redis", "Metrics"],
        ["Administrators"] = ["Auth", "Contracts", "Downstream", "Problems", "Redis"],
        ["Downstream"] = ["Contracts", "Problems", "Tracing", "Metrics", "Auth.SingleFlight"],
        ["Graph"] = ["Contracts", "Downstream", "Problems", "Tracing"],
        ["Tracing"] = ["Contracts", "Redis"],
        ["Redis"] = [],
        ["Database"] = ["Auth.Storage"],
        ["Instances"] = ["Auth", "Downstream", "Redis", "Hosting.Limits.RateLimitOptions"],
        ["Metrics"] = [],
        ["Contracts"] = [],
        ["Hosting"] = [Everything], // Adds the other folders to the pipeline.
        ["Program"] = [Everything], // Registers and maps the other folders.
    });

    /// <summary>A sentence for each use that is not allowed, and for each gap in the table.</summary>
    public IReadOnlyList<string> Breaches(CompiledCode code) =>
        [.. MissingRows(code).Concat(OutdatedNames(code)).Concat(WrongUses(code)).Order(StringComparer.Ordinal)];

    private IEnumerable<string> MissingRows(CompiledCode code) => code.Types
        .Where(type => Row(type) is null)
        .Select(type => $"{type} has no row in the table of FolderRules. Add one that says what its folder may use.");

    private IEnumerable<string> OutdatedNames(CompiledCode code) => mayUse
        .SelectMany(row => row.Value.Except([Everything]).Append(row.Key))
        .Distinct(StringComparer.Ordinal)
        .Where(name => !code.Types.Any(type => CompiledCode.IsWithin(type, $"{root}.{name}")))
        .Select(
            name => $"{name} is in the table of FolderRules, but {root}.{name} does not exist. Remove or rename it.");

    private IEnumerable<string> WrongUses(CompiledCode code) =>
        from use in code.Uses
        let user = Row(use.User)
        where user is not null && code.Types.Contains(use.Used) && !IsAllowed(user, Relative(use.Used))
        select $"{use.User} ({user}) uses {use.Used} ({Row(use.Used)}). {MayUse(user)}";

    private bool IsAllowed(string user, string used) =>
        mayUse[user].Append(user).Any(name => name == Everything || CompiledCode.IsWithin(used, name));

    private string MayUse(string row) => mayUse[row].Length == 0
        ? $"{row} may use no other folder."
        : $"{row} may use {string.Join(", ", mayUse[row])}.";

    // The most specific row applies: a subfolder or a single type can have a row of its own.
    private string? Row(string type) =>
        mayUse.Keys.Where(row => CompiledCode.IsWithin(Relative(type), row)).MaxBy(row => row.Length);

    private string Relative(string type) => type[(root.Length + 1)..];
}
