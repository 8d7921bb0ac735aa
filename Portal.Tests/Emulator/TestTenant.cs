namespace Portal.Tests.Emulator;

/// <summary>The ids and secrets of the built-in tenant that settings refer to.</summary>
internal static class TestTenant
{
    public const string Id = "11111111-1111-4111-8111-111111111111";
    public const string Portal = "22222222-2222-4222-8222-222222222222";
    public const string PortalSecret = "emulator-only-portal-secret";
    public const string AppB = "33333333-3333-4333-8333-333333333333";
    public const string Background = "44444444-4444-4444-8444-444444444444";
    public const string BackgroundSecret = "emulator-only-background-secret";
    public const string CommandLine = "55555555-5555-4555-8555-555555555555";
    public const string RedirectUri = "http://localhost:7100/signin-oidc";

    public const string PortalScope = $"{Portal}/user_impersonation";
    public const string AppBScope = $"{AppB}/access_as_user";
    public const string SignInScope = $"openid profile offline_access {PortalScope}";
    public const string StepUpClaims = """{"access_token":{"acrs":{"essential":true,"value":"c1"}}}""";
}
