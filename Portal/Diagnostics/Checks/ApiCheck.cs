namespace Portal.Diagnostics.Checks;

/// <summary>A check that runs once for each downstream API.</summary>
internal abstract class ApiCheck(string api, string name, string title) : DiagnosticCheck(IdOf(api, name), api, title)
{
    public string Api => Group;

    public override string Docs => "docs/setup.md#downstream-apis";

    protected string Setting(string key) => $"DownstreamApis:{Group}:{key}";

    protected static string IdOf(string api, string name) => $"{api}.{name}";
}
