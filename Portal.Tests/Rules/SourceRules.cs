namespace Portal.Tests.Rules;

/// <summary>Rules checked on source text. <see cref="UsageRules"/> has those checked on compiled code.</summary>
internal static class SourceRules
{
    private static readonly string[] Product =
        ["Portal", "AccessContract", "AccessContract.AspNetCore", "AppB.Sample", "Entra.Emulator", "ServiceDefaults", "IdentityWeb.StandIn",
        "Demo", "Background.Sample"];

    public static IReadOnlyList<SourceRule> All { get; } =
    [
        new("markup and scripts are never built from strings: encoded text cannot be injected",
            @"\bMarkupString\b|\bAddMarkupContent\b|\beval\(|\bnew Function\("
            + @"|\b(innerHTML|outerHTML)\b|\binsertAdjacentHTML\b|\bdocument\.write\b",
            Product)
        {
            Exceptions = new(StringComparer.Ordinal)
            {
                ["Portal/Components/Shared/SvgIcon.cs"] = "icons, whose shapes are constants of MudBlazor",
            },
        },

        new("icons have constant shapes: they become markup without encoding",
            @"\bSvgIcon\.(Small|Medium)\(",
            "Portal")
        {
            Harmless = @"\bSvgIcon\.(Small|Medium)\((\w+ \? )?(\w+\.)?(Material\.\w+\.\w+|\w*[iI]con(Of)?\b)",
        },

        new("certificates are always validated",
            @"\bDangerousAccept",
            [.. Product, "Portal.Tests"]),

        new("only the certificate pin in ServiceDefaults extends trust",
            @"\b(ServerCertificateCustomValidationCallback|RemoteCertificateValidationCallback"
            + @"|ServerCertificateValidationCallback)\s*\+?=",
            [.. Product, "Portal.Tests"])
        {
            Exceptions = new(StringComparer.Ordinal)
            {
                ["ServiceDefaults/LoopbackAuthority/PinnedHandler.cs"] =
                    "the pin: one certificate, loopback hosts, Development",
                ["Portal.Tests/Emulator/EmulatorHost.cs"] = "also a pin: the certificate of that test's emulator",
                ["Portal.Tests/Instances/ProxyCertificate.cs"] = "also a pin: the certificate of the tests' proxies",
            },
        },

        new("token validation is never switched off, not even in part",
            @"\b(Validate(Issuer|Audience|Lifetime|IssuerSigningKey|Actor|TokenReplay|SignatureLast|Authority)"
            + @"|Require(SignedTokens|ExpirationTime|Audience|HttpsMetadata|Nonce|State|StateValidation))\s*=\s*false\b"
            + @"|\bTryAllIssuerSigningKeys\s*=\s*true\b",
            Product),

        new("token validation is never replaced by our own code, not even in part",
            @"\b(SignatureValidator(UsingConfiguration)?|IssuerValidator(Async|UsingConfiguration)?|AudienceValidator"
            + @"|LifetimeValidator|IssuerSigningKeyValidator(UsingConfiguration)?|AlgorithmValidator|TypeValidator"
            + @"|TokenReplayValidator)\s*=(?!=|\s*null\b)",
            Product)
        {
            Exceptions = new(StringComparer.Ordinal)
            {
                ["Entra.Emulator/OAuth/Tokens/TenantTokenValidator.cs"] =
                    "checks lifetimes by TimeProvider; the default reads the machine's clock",
            },
        },

        new("incoming tokens are never forwarded: downstream calls use on-behalf-of tokens",
            @"\bHeaders\.Authorization\b|\bHeaderNames\.Authorization\b|\[""Authorization""\]"
            + @"|GetTokenAsync\(|\bSaveTokens?\s*=\s*true",
            "Portal", "AppB.Sample", "AccessContract.AspNetCore", "ServiceDefaults")
        {
            Harmless = @"\bHeaders\.Authorization\s*=(?!=)",
            Exceptions = new(StringComparer.Ordinal)
            {
                ["Portal/Database/DatabaseConnection.cs"] =
                    "requests a token for the portal's own identity, which is the password of its database",
                ["Portal/Redis/RedisIdentity.cs"] =
                    "requests a token for the portal's own identity, which is its password at Redis",
                ["Portal/Access/AccessEndpoints.cs"] =
                    "decodes the caller's own token for the pages; makes no call with it",
                ["Portal/Auth/TokenCache/CachingAuthorizationHeaderProvider.cs"] =
                    "hashes the caller's token, to find the one that it was exchanged for; makes no call with it",
                ["Portal/Hosting/Limits/RequestLimits.cs"] =
                    "hashes the caller's token, to find out whether it was valid before; makes no call with it",
                ["Portal/Downstream/SentToken.cs"] = "decodes the token that was sent, for the page that compares callers; makes no call with it",
                ["Portal/Tracing/TracingHandler.cs"] = "records the claims that decide access in the token being sent; makes no other call with it",
                ["AccessContract.AspNetCore/Bearer/TokenRefusals.cs"] = "reads why a token was refused; makes no call with it",
            },
        },

        new("links are relative to the base element: the portal can be below a path",
            @"""/(?!>)|['`]/[a-z]|\b([hH]ref|action|src)=/",
            "Portal/Components", "Portal/Contracts", "Portal/wwwroot")
        {
            Harmless = @"@page ""[^""]*""|""/api[/\w]*""",
            Exceptions = new(StringComparer.Ordinal)
            {
                ["Portal/Contracts/SignIn/SessionRoutes.cs"] =
                    "patterns of routes, and the addresses of redirects, which follow the path base",
                ["Portal/Contracts/SignIn/LocalUrl.cs"] = "beginnings of addresses that are refused",
                ["Portal/Contracts/Problems/AadstsCodes.Apis.cs"] = "a page's name in a sentence",
            },
        },

        new("no thread has a visitor's culture: only what asks for it follows it, never an address, JSON or a file",
            @"\b(DefaultThread)?Current(UI)?Culture\b|\bUseRequestLocalization\b",
            Product),

        new("tests wait for events, never for a fixed time",
            @"\bThread\.Sleep\(|\bTask\.Delay\(|\bWaitForTimeoutAsync\(",
            "Portal.Tests"),
    ];
}
