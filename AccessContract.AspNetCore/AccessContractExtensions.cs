using AccessContract.AspNetCore.Bearer;
using AccessContract.AspNetCore.Publishing;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Microsoft.Identity.Web;

namespace AccessContract.AspNetCore;

/// <summary>
/// Gives an API an access contract, which is enforced, published and explained from the same objects.
/// </summary>
public static class AccessContractExtensions
{
    private const string Scheme = JwtBearerDefaults.AuthenticationScheme;

    private static readonly object[] Refusals =
    [
        .. new[] { StatusCodes.Status401Unauthorized, StatusCodes.Status403Forbidden, StatusCodes.Status503ServiceUnavailable }
            .Select(status => new ProducesResponseTypeMetadata(status, typeof(AccessProblem), ["application/problem+json"])),
    ];

    /// <summary>
    /// Tightens the bearer scheme that AddMicrosoftIdentityWebApi registered to one authority, tenant and audience, enforces
    /// access rules, and explains every refusal.
    /// </summary>
    /// <param name="settings">The section with Instance, TenantId and ClientId, usually <c>AzureAd</c>.</param>
    /// <param name="configure">Sets at least the name, and describes the scopes and app roles.</param>
    public static IServiceCollection AddAccessContract(
        this IServiceCollection services, IConfigurationSection settings, Action<AccessContractOptions> configure)
    {
        services.AddOptions<AccessContractOptions>()
            .Configure(options =>
            {
                options.SectionPath = settings.Path;
                options.Instance = settings[nameof(options.Instance)] ?? "";
                options.TenantId = settings[nameof(options.TenantId)] ?? "";
                options.ClientId = settings[nameof(options.ClientId)] ?? "";
            })
            .Configure(configure)
            .ValidateOnStart();
        services.AddSingleton<IValidateOptions<AccessContractOptions>, AccessContractValidator>();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<EnforcedContract>();
        services.AddSingleton<ForbiddenResponse>();
        services.AddSingleton<UnauthorizedResponse>();
        services.AddSingleton<TokenRefusals>();
        services.AddHostedService<ContractValidation>();

        // Tokens with neither scope nor role reach the access rules, which refuse them with a reason, not with a bare 401.
        services.Configure<MicrosoftIdentityOptions>(Scheme, o => o.AllowWebApiToBeAuthorizedByACL = true);
        services.AddOptions<JwtBearerOptions>(Scheme)
            .Configure<TokenRefusals, TimeProvider>(StrictBearer.Configure)
            .PostConfigure<TokenRefusals>(StrictBearer.AcceptOneIssuer)
            .PostConfigure<TimeProvider, ILogger<AuthorityKeys>>(AuthorityKeys.Use);

        // The library logs an error with a stack trace for each malformed token; UnauthorizedResponse logs one line.
        services.AddLogging(logging => logging.AddFilter("Microsoft.IdentityModel", LogLevel.Critical));
        services.AddAuthorization();
        services.AddSingleton<IAuthorizationHandler, AccessHandler>();
        services.Replace(ServiceDescriptor.Singleton<IAuthorizationMiddlewareResultHandler, ForbiddenResponse>());
        return services;
    }

    /// <summary>Adds a check that fails while the authority's keys have not been read, so that no token can be validated.</summary>
    public static IHealthChecksBuilder AddSigningKeys(
        this IHealthChecksBuilder checks, IEnumerable<string>? tags = null, TimeSpan? timeout = null) =>
        checks.AddCheck<SigningKeysHealth>("signing keys", failureStatus: null, tags ?? [], timeout ?? TimeSpan.FromSeconds(3));

    /// <summary>Publishes the rules, scopes and app roles in the OpenAPI document.</summary>
    public static OpenApiOptions AddAccessContract(this OpenApiOptions options) => options
        .AddDocumentTransformer<SecuritySchemes>()
        .AddOperationTransformer<AccessRuleTransformer>();

    /// <summary>
    /// Maps <c>/.well-known/oauth-protected-resource</c> (RFC 9728). Startup then fails if any endpoint mapped on
    /// the same builder, earlier or later, has no access rule.
    /// </summary>
    /// <param name="prefix">The path of the API, for an app that also has other endpoints.</param>
    public static void MapAccessContract(this IEndpointRouteBuilder routes, string prefix = "")
    {
        routes.ServiceProvider.GetRequiredService<EnforcedContract>().Add(routes.DataSources, prefix);
        routes.MapProtectedResource();
    }

    /// <summary>Protects an endpoint or a group with the rule, and publishes its error responses.</summary>
    public static TBuilder RequireAccess<TBuilder>(this TBuilder builder, AccessRule rule)
        where TBuilder : IEndpointConventionBuilder =>
        builder.WithMetadata([rule, .. Refusals]);
}
