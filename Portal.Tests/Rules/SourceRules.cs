namespace Portal.Tests.Rules;

/// <summary>What review would refuse, wherever it is, found by its words.</summary>
internal static class SourceRules
{
    private static readonly string[] Product =
        ["Portal", "AppB.Sample", "Entra.Emulator", "ServiceDefaults", "IdentityWeb.StandIn", "Demo", "Background.Sample"];

    public static IReadOnlyList<SourceRule> All { get; } =
    [
        new("no markup or script is made from strings: encoded text cannot be injected",
            @"\bMarkupString\b|\bAddMarkupContent\b|\beval\(|\bnew Function\(|\b(innerHTML|outerHTML)\b|\binsertAdjacentHTML\b|\bdocument\.write\b",
            Product),

        new("components reach the backend through Client alone, and never see a token",
            @"\b(HttpClient|IHttpClientFactory|HttpRequestMessage|IDownstreamApi|ITokenAcquisition|IAuthorizationHeaderProvider"
            + @"|PortalToken|SecurityToken|JsonWebToken|JwtSecurityToken|JsonWebTokenHandler|GetTokenAsync|AuthenticationResult)\b"
            + @"|Microsoft\.Identity\.Client|IdentityModel",
            "Portal/Components"),

        new("interactive components outlive their request: HttpContext is for static pages",
            @"\b(IHttpContextAccessor|HttpContext)\b",
            "Portal/Components")
        {
            Exceptions = new(StringComparer.Ordinal)
            {
                ["Portal/Components/App.razor"] = "the document itself, rendered once per request and never in a circuit",
            },
        },

        new("certificates are validated",
            @"\bDangerousAccept",
            [.. Product, "Portal.Tests"]),

        new("only ServiceDefaults' pin adds trust in a certificate",
            @"\b(ServerCertificateCustomValidationCallback|RemoteCertificateValidationCallback|ServerCertificateValidationCallback)\s*\+?=",
            [.. Product, "Portal.Tests"])
        {
            Exceptions = new(StringComparer.Ordinal)
            {
                ["ServiceDefaults/LoopbackAuthority/PinnedHandler.cs"] = "the pin: one certificate, loopback hosts, Development",
                ["Portal.Tests/Emulator/EmulatorHost.cs"] = "a pin again: the certificate of that test's emulator",
            },
        },

        new("no part of a token's validation is switched off",
            @"\b(Validate(Issuer|Audience|Lifetime|IssuerSigningKey|Actor|TokenReplay|SignatureLast|Authority)"
            + @"|Require(SignedTokens|ExpirationTime|Audience|HttpsMetadata|Nonce|State|StateValidation))\s*=\s*false\b"
            + @"|\bTryAllIssuerSigningKeys\s*=\s*true\b",
            Product),

        new("no part of a token's validation is replaced by code of ours",
            @"\b(SignatureValidator(UsingConfiguration)?|IssuerValidator(Async|UsingConfiguration)?|AudienceValidator|LifetimeValidator"
            + @"|IssuerSigningKeyValidator(UsingConfiguration)?|AlgorithmValidator|TypeValidator|TokenReplayValidator)\s*=(?!=|\s*null\b)",
            Product)
        {
            Exceptions = new(StringComparer.Ordinal)
            {
                ["Entra.Emulator/OAuth/Tokens/TenantTokenValidator.cs"] = "checks lifetimes by TimeProvider; the default reads the machine's clock",
            },
        },

        new("no inbound token is passed on: what leaves is asked for on behalf of its user",
            @"\bHeaders\.Authorization\b|\bHeaderNames\.Authorization\b|\[""Authorization""\]|GetTokenAsync\(|\bSaveTokens?\s*=\s*true",
            "Portal", "AppB.Sample", "ServiceDefaults")
        {
            Harmless = @"\bHeaders\.Authorization\s*=(?!=)",
            Exceptions = new(StringComparer.Ordinal)
            {
                ["Portal/Api/TokensEndpoints.cs"] = "decodes the caller's own token for the token page; calls nobody with it",
                ["Portal/Downstream/SentToken.cs"] = "decodes what left, for the page that compares callers; calls nobody with it",
                ["Portal/Tracing/HopHandler.cs"] = "notes what decides access in the token that leaves; calls nobody else with it",
                ["ServiceDefaults/Tokens/TokenChallenge.cs"] = "reads why a token was refused; calls nobody with it",
            },
        },

        new("the portal gets a token of its own in one place: what a user is refused is not asked for as the application",
            @"\w*(ForApp|AppToken)(Async)?\b|\bAcquireTokenForClient\b",
            "Portal")
        {
            Exceptions = new(StringComparer.Ordinal)
            {
                ["Portal/Downstream/AsApplication.cs"] = "the place: for the page that compares the two callers",
                ["Portal/Setup/Probes/AppTokenProbe.cs"] = "whether the credential is accepted: calls nothing with the token",
                ["Portal/Tracing/TracedHeaders.cs"] = "notes what the provider behind it obtained; asks for nothing itself",
            },
        },

        new("one endpoint uses the portal's own token, and shows no row of what it brought",
            @"\bAsApplication\b",
            "Portal")
        {
            Exceptions = new(StringComparer.Ordinal)
            {
                ["Portal/Downstream/AsApplication.cs"] = "declares it",
                ["Portal/Downstream/DownstreamSetup.cs"] = "registers it",
                ["Portal/Api/ApplicationEndpoints.cs"] = "the endpoint",
                ["Portal/Api/BothWays.cs"] = "the comparison that the endpoint answers",
            },
        },

        new("tests wait for events, not for time",
            @"\bThread\.Sleep\(|\bTask\.Delay\(|\bWaitForTimeoutAsync\(",
            "Portal.Tests"),
    ];
}
