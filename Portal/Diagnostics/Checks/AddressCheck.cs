namespace Portal.Diagnostics.Checks;

/// <summary>Whether the portal knows the address under which browsers know it: behind a proxy it has to be told.</summary>
internal sealed class AddressCheck(IConfiguration configuration, IHostEnvironment environment)
    : DiagnosticCheck(Name, SetupGroups.Hosting, "Address and proxies")
{
    public const string Name = "address";

    private const string Forwarded = "ASPNETCORE_FORWARDEDHEADERS_ENABLED";

    public override Task<DiagnosticResult> RunAsync(DiagnosticsContext run, CancellationToken cancellationToken)
    {
        var (seen, served) = run.Addresses;
        var hosts = configuration["AllowedHosts"];
        return Task.FromResult(Judge(seen, served, hosts)
            .With("In your browser", seen?.AbsoluteUri)
            .With("As the portal sees it", served?.AbsoluteUri)
            .With("AllowedHosts", hosts)
            .With(Forwarded, configuration["FORWARDEDHEADERS_ENABLED"] ?? "not set"));
    }

    private DiagnosticResult Judge(Uri? seen, Uri? served, string? hosts)
    {
        if (hosts is null or "" || hosts.Contains('*', StringComparison.Ordinal))
        {
            return (environment.IsDevelopment()
                ? DiagnosticResult.Warning("It answers to any host name, which only Development should.")
                : DiagnosticResult.Failed("It answers to any host name: whoever sends one decides where links and redirects lead."))
                .FixOwners("Set it to the public host name.", "Portal:AllowedHosts");
        }

        if (seen is null || served is null)
            return DiagnosticResult.NotReached("There is no browser here to compare with: open /setup in one.");

        return seen == served
            ? DiagnosticResult.Passed("The portal sees the address that the browser shows.")
            : DiagnosticResult.Failed($"The portal takes {served.GetLeftPart(UriPartial.Authority)} for its address: redirect URIs lead there, not to {seen.GetLeftPart(UriPartial.Authority)}.")
                .FixOwners("Let the proxy send X-Forwarded-Proto and X-Forwarded-Host, and set it to true, so that they are read.", Forwarded);
    }
}
