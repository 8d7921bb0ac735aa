using System.Diagnostics;
using System.Globalization;
using System.Security.Claims;
using AccessContract;
using Portal.Contracts.Trace;

namespace Portal.Tracing;

/// <summary>Stores the claims of a token that decide access as tags of a span, and reads them. The token is never stored.</summary>
internal static class TokenTags
{
    private const string Audience = "audience";
    private const string Client = "client";
    private const string Scopes = "scopes";
    private const string Roles = "roles";
    private const string Expires = "expires";

    public static void Add(Activity? activity, string prefix, string? authorizationHeader)
    {
        if (activity is not null)
            Add(activity, prefix, DecodedToken.OfHeader(authorizationHeader, SignatureEvidence.Unchecked)?.Claims ?? []);
    }

    public static void Add(Activity? activity, string prefix, IReadOnlyCollection<Claim> claims)
    {
        if (activity is null || claims.Count == 0)
            return;

        var facts = TokenFacts.Read(claims);
        activity.SetTag(prefix + Audience, facts.Audience)
            .SetTag(prefix + Client, claims.FirstOrDefault(c => c.Type is "azp" or "appid")?.Value)
            .SetTag(prefix + Scopes, facts.Scopes.ToArray())
            .SetTag(prefix + Roles, facts.Roles.ToArray())
            .SetTag(prefix + Expires, facts.ExpiresAt?.ToString("O", CultureInfo.InvariantCulture));
    }

    public static TraceToken? Read(Activity activity, string prefix) =>
        activity.GetTagItem(prefix + Audience) is string audience
            ? new TraceToken(
                audience,
                activity.GetTagItem(prefix + Client) as string,
                activity.GetTagItem(prefix + Scopes) as string[] ?? [],
                activity.GetTagItem(prefix + Roles) as string[] ?? [],
                DateTimeOffset.TryParse(
                    activity.GetTagItem(prefix + Expires) as string, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var expires)
                    ? expires
                    : null)
            : null;
}
