using Portal.Contracts.Problems;

namespace Portal.Contracts.AdminSetup;

/// <summary>What administrators can do, and which consents it needs: <c>GET /api/admin/setup</c>.</summary>
public sealed record AdminSetupReport(IReadOnlyList<AdminTask> Tasks)
{
    public bool IsComplete() => Tasks.All(t => t.IsGranted());
}

/// <summary>A task of administrators. Its permissions are only useful together, so they are requested together.</summary>
/// <param name="Name">Stable.</param>
/// <param name="Title">What it lets administrators do.</param>
/// <param name="Needs">The name of the task that this one builds on, and whose permissions are requested with it.</param>
public sealed record AdminTask(string Name, string Title, string? Needs, IReadOnlyList<AdminPermissionState> Permissions)
{
    public bool IsGranted() => Permissions.All(p => p.IsGranted);
}

/// <param name="Name">Its name in Microsoft Graph.</param>
/// <param name="Scope">Its full name, as it is requested.</param>
/// <param name="Use">What the portal uses it for.</param>
/// <param name="IsGranted">Whether a token that was issued now for the caller contains it.</param>
public sealed record AdminPermissionState(string Name, string Scope, string Use, bool IsGranted);

public static class AdminSetupAddresses
{
    public const string Path = "admin/setup";

    /// <summary>Query parameter: where to return after the consent.</summary>
    public const string ReturnUrl = "returnUrl";

    /// <summary>The name under which all permissions together are requested.</summary>
    public const string Api = "Microsoft Graph (administration)";

    private const string Graph = "https://graph.microsoft.com/";

    public static string Of(string returnUrl) => $"{Path}?{ReturnUrl}={Uri.EscapeDataString(returnUrl)}";

    /// <summary>The same in every cloud: Graph's address differs between clouds, its scope names do not.</summary>
    public static string Scope(string permission) => Graph + permission;

    /// <summary>Whether the setup solves a problem: nothing is missing but consent to permissions of its tasks.</summary>
    public static bool Solves(ApiProblem problem) =>
        problem is { Code: ProblemCodes.ConsentRequired, Scopes: { Count: > 0 } scopes }
        && scopes.All(s => s.StartsWith(Graph, StringComparison.Ordinal) && AdminTasks.Permissions.Contains(s[Graph.Length..]));
}
