using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;

namespace Portal.Auth;

/// <summary>Checks every few seconds, for each open circuit, whether its session was signed out elsewhere.</summary>
internal sealed class CircuitSession(ILoggerFactory loggers, EndedSessions ended)
    : RevalidatingServerAuthenticationStateProvider(loggers)
{
    protected override TimeSpan RevalidationInterval => TimeSpan.FromSeconds(5);

    protected override Task<bool> ValidateAuthenticationStateAsync(
        AuthenticationState authenticationState, CancellationToken cancellationToken) =>
        Task.FromResult(!ended.Contains(authenticationState.User));
}
