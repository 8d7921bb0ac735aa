namespace Portal.Diagnostics;

/// <summary>One question about how the portal is set up.</summary>
/// <param name="id">Stable; people link to it.</param>
internal abstract class DiagnosticCheck(string id, string group, string title)
{
    public string Id => id;

    public string Group => group;

    public string Title => title;

    /// <summary>The checks without which this one says nothing: when one of them fails, it is not reached.</summary>
    public virtual IReadOnlyList<string> After => [];

    /// <summary>The section of the documentation that says more.</summary>
    public virtual string Docs => $"docs/setup.md#{Group.ToLowerInvariant().Replace(' ', '-')}";

    public abstract Task<DiagnosticResult> RunAsync(DiagnosticsContext run, CancellationToken cancellationToken);
}

internal static class SetupGroups
{
    public const string Settings = "Settings";
    public const string Authority = "Authority";
    public const string Credential = "Credential";
    public const string Registration = "Registration";
    public const string Storage = "Storage";
    public const string Hosting = "Hosting";
}
