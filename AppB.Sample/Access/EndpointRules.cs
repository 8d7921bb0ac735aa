using AppB.Sample.Problems;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.Options;

namespace AppB.Sample.Access;

internal static class EndpointRules
{
    private static readonly object[] Refusals =
        [.. new[] { 401, 403, 503 }.Select(s => new ProducesResponseTypeMetadata(s, typeof(Problem), [Problem.MediaType]))];

    /// <summary>
    /// Protects an endpoint with <paramref name="rule"/>, tightened by settings, and publishes its error responses.
    /// </summary>
    public static TBuilder Require<TBuilder>(this TBuilder builder, AccessRule rule)
        where TBuilder : IEndpointConventionBuilder
    {
        builder.Add(e => e.Metadata.Add(rule.With(e.ApplicationServices.GetRequiredService<IOptions<StepUpOptions>>().Value)));
        return builder.WithMetadata(Refusals);
    }

    /// <summary>
    /// Stops the start if an endpoint has neither an access rule nor AllowAnonymous, or has both. Authentication accepts
    /// tokens without scope or role, so every app of the tenant could call an endpoint without a rule.
    /// </summary>
    public static void ValidateAccessRules(this IEndpointRouteBuilder routes)
    {
        foreach (var endpoint in routes.DataSources.SelectMany(s => s.Endpoints))
        {
            var rules = endpoint.Metadata.GetOrderedMetadata<AccessRule>().Count;
            var open = endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null;
            if (rules + (open ? 1 : 0) != 1)
            {
                throw new InvalidOperationException(
                    $"{endpoint.DisplayName} needs either one access rule or AllowAnonymous.");
            }
        }
    }
}
