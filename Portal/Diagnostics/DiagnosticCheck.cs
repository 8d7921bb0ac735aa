namespace Portal.Diagnostics;

/// <summary>One check of the portal's setup.</summary>
/// <param name="id">Stable, because it is used in links.</param>
internal abstract class DiagnosticCheck(string id, string group, string title)
{
    public string Id => id;

    public string Group => group;

    public string Title => title;

    /// <summary>The checks that this one depends on: if one of them fails, this one is not reached.</summary>
    public virtual IReadOnlyList<string> After => [];

    /// <summary>The section of the documentation about it.</summary>
    public virtual string Docs => $"docs/setup.md#{Group.ToLowerInvariant().Replace(' ', '-')}";

    public abstract Task<DiagnosticResult> RunAsync(DiagnosticsContext run, CancellationToken cancellationToken);
}

internal static class SetupGroups
{
    public const string Settings = "Settings";
    public const string Authority = "Sign-in service";
    public const string Credential = "Credential";
    public const string Registration = "Registration";
    public const string Storage = "Storage";
    public const string Hosting = "Hosting";
    public const string Instances = "Instances";
}
