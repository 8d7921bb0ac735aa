using Portal.Diagnostics.Checks;
using Portal.Downstream;
using Portal.Redis;

namespace Portal.Diagnostics;

/// <summary>All checks, each after those that it depends on.</summary>
internal sealed class DiagnosticChecks(IServiceProvider services, DownstreamApis apis)
{
    private static readonly Type[] PortalChecks =
    [
        typeof(SettingsCheck),
        typeof(AuthorityCheck),
        typeof(DiscoveryCheck),
        typeof(KeysCheck),
        typeof(ClockCheck),
        typeof(CredentialCheck),
        typeof(CredentialExpiryCheck),
        typeof(OwnTokenCheck),
        typeof(OwnScopeCheck),
        typeof(SelfExchangeCheck),
        typeof(AdministrationCheck),
        typeof(RedirectCheck),
        typeof(SignOutCheck),
        typeof(SessionIdCheck),
    ];

    private static readonly Type[] OfEachApi =
    [
        typeof(ApiReachCheck),
        typeof(ApiClockCheck),
        typeof(ApiContractCheck),
        typeof(ApiAudienceCheck),
        typeof(ApiAuthorityCheck),
        typeof(ApiScopesCheck),
        typeof(ApiConsentCheck),
    ];

    private static readonly Type[] MachineChecks =
    [
        typeof(TokenCacheCheck), typeof(KeyRingCheck), typeof(AuditLogCheck), typeof(AddressCheck), typeof(CookieCheck),
    ];

    private static readonly Type[] InstanceChecks =
    [
        typeof(RedisCheck),
        typeof(RedisSecurityCheck),
        typeof(RedisMemoryCheck),
        typeof(InstancesCheck),
        typeof(InstanceKeysCheck),
        typeof(InstanceClocksCheck),
        typeof(InstanceSettingsCheck),
        typeof(StickySessionsCheck),
    ];

    public IReadOnlyList<DiagnosticCheck> All() =>
    [
        .. PortalChecks.Select(Create),
        .. apis.Names.SelectMany(api => OfEachApi.Select(type => Create(type, api))),
        .. MachineChecks.Select(Create),
        .. services.GetService<RedisConnection>() is null ? [new OneInstanceCheck()] : InstanceChecks.Select(Create),
    ];

    private DiagnosticCheck Create(Type check) => (DiagnosticCheck)ActivatorUtilities.CreateInstance(services, check);

    private DiagnosticCheck Create(Type check, string api) => (DiagnosticCheck)ActivatorUtilities.CreateInstance(services, check, api);
}
