using AppB.Sample.Problems;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.Options;

namespace AppB.Sample.Access;

internal static class EndpointRules
{
    private static readonly object[] Refusals =
        [.. new[] { 401, 403, 503 }.Select(s => new ProducesResponseTypeMetadata(s, typeof(Problem), [Problem.MediaType]))];

    /// <summary>Puts an endpoint under <paramref name="rule"/>, as settings tighten it, and publishes how it refuses.</summary>
    public static TBuilder Require<TBuilder>(this TBuilder builder, AccessRule rule)
        where TBuilder : IEndpointConventionBuilder
    {
        builder.Add(e => e.Metadata.Add(rule.With(e.ApplicationServices.GetRequiredService<IOptions<StepUpOptions>>().Value)));
        return builder.WithMetadata(Refusals);
    }

    /// <summary>
    /// Stops the start when an endpoint has neither a rule nor AllowAnonymous, or both: a token without scope or role
    /// passes authentication here, so an endpoint that was forgotten would be open to every app of the tenant.
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
                    $"{endpoint.DisplayName} needs exactly one access rule, or AllowAnonymous to be open to anyone.");
            }
        }
    }
}
