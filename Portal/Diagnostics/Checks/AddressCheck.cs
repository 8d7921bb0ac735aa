namespace Portal.Diagnostics.Checks;

/// <summary>Whether the portal's own address is the one in the browser; behind a proxy that needs configuration.</summary>
internal sealed class AddressCheck(IConfiguration configuration, IHostEnvironment environment)
    : DiagnosticCheck(Name, SetupGroups.Hosting, "Address and proxies")
{
    public const string Name = "address";

    private const string Forwarded = "ASPNETCORE_FORWARDEDHEADERS_ENABLED";

    public override Task<DiagnosticResult> RunAsync(DiagnosticsContext run, CancellationToken cancellationToken)
    {
        var (seen, served) = run.Addresses;
        var hosts = configuration["AllowedHosts"];
        return Task.FromResult(Evaluate(seen, served, hosts)
            .With("In your browser", seen?.AbsoluteUri)
            .With("As the portal sees it", served?.AbsoluteUri)
            .With("AllowedHosts", hosts)
            .With(Forwarded, configuration["FORWARDEDHEADERS_ENABLED"] ?? "not set"));
    }

    private DiagnosticResult Evaluate(Uri? seen, Uri? served, string? hosts)
    {
        if (hosts is null or "" || hosts.Contains('*', StringComparison.Ordinal))
        {
            return (environment.IsDevelopment()
                ? DiagnosticResult.Warning("It accepts any host name, which is acceptable in Development only.")
                : DiagnosticResult.Failed("It accepts any host name, so the sender of a request decides where links and redirects lead."))
                .WithFix("Set it to the public host name.", "Portal:AllowedHosts");
        }

        if (seen is null || served is null)
            return DiagnosticResult.NotReached("There is no browser address to compare: open /setup in a browser.");

        return seen == served
            ? DiagnosticResult.Passed("The portal’s address matches the one in the browser.")
            : DiagnosticResult.Failed($"The portal uses {served.GetLeftPart(UriPartial.Authority)} as its address: redirect URIs lead there, not to {seen.GetLeftPart(UriPartial.Authority)}.")
                .WithFix("Let the proxy send X-Forwarded-Proto and X-Forwarded-Host, and set this to true.", Forwarded);
    }
}
