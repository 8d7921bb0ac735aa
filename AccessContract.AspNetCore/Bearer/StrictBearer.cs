using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace AccessContract.AspNetCore.Bearer;

/// <summary>
/// Tightens a bearer scheme. The library validates signature, algorithm, issuer, audience, lifetime and type. Then the
/// checks that also explain tokens run on the token; they can refuse one that the library accepts.
/// </summary>
internal static class StrictBearer
{
    // Of the tokens that passed every check. A remembered token is the same object, which has passed them already.
    private static readonly ConditionalWeakTable<JsonWebToken, TokenFacts> Checked = [];

    public static void Configure(JwtBearerOptions options, TokenRefusals refusals, TimeProvider time)
    {
        options.MapInboundClaims = false;
        options.TokenHandlers.Clear();
        options.TokenHandlers.Add(new ReusingTokenHandler(time) { MapInboundClaims = false });
        options.BackchannelTimeout = TimeSpan.FromSeconds(3);
        Configure(options.TokenValidationParameters, refusals.Expectations);

        var validated = options.Events.OnTokenValidated;
        options.Events.OnTokenValidated = async context =>
        {
            await validated(context);
            if (context.Result is null)
                Check(context, refusals);
        };
        options.Events.OnChallenge = challenge =>
            challenge.HttpContext.RequestServices.GetRequiredService<UnauthorizedResponse>().WriteAsync(challenge);
    }

    /// <summary>
    /// The one issuer is known from settings, so the library compares it. The validator of Microsoft.Identity.Web is
    /// for several tenants: it reads the authority's metadata once more, and blocks the thread of each call until then.
    /// A hundred first calls in parallel used up the thread pool for twenty seconds.
    /// </summary>
    public static void AcceptOneIssuer(JwtBearerOptions options, TokenRefusals refusals)
    {
        options.TokenValidationParameters.IssuerValidator = null;
        options.TokenValidationParameters.ValidIssuer = refusals.Expectations.Authority;
    }

    private static void Configure(TokenValidationParameters parameters, TokenExpectations expected)
    {
        parameters.RequireSignedTokens = true;
        parameters.ValidAlgorithms = [TokenExpectations.Algorithm];

        // Only the key that kid names: trying all keys would accept a token whose header names another key.
        parameters.TryAllIssuerSigningKeys = false;
        parameters.ValidTypes = TokenExpectations.Types;
        parameters.RequireExpirationTime = true;
        parameters.ClockSkew = TokenExpectations.ClockSkew;

        // Set here first: Microsoft.Identity.Web would otherwise also accept api://{client id}.
        parameters.AudienceValidator = null;
        parameters.ValidAudiences = null;
        parameters.ValidAudience = expected.Audience;
    }

    private static void Check(TokenValidatedContext context, TokenRefusals refusals)
    {
        var token = (JsonWebToken)context.SecurityToken;
        if (!Checked.TryGetValue(token, out var facts))
        {
            var decoded = DecodedToken.Of(token.EncodedToken, SignatureEvidence.Validated);
            if (refusals.Refuse(decoded) is { } refusal)
            {
                context.Fail(new TokenRefusedException(refusal));
                return;
            }

            facts = TokenFacts.Read(decoded.Token!);
            Checked.AddOrUpdate(token, facts);
        }

        context.HttpContext.Features.Set(new ValidatedToken(facts));
    }
}

/// <summary>The token of a request, once every check has passed.</summary>
internal sealed record ValidatedToken(TokenFacts Facts);

/// <summary>Reports a refusal to the library, which only accepts exceptions.</summary>
internal sealed class TokenRefusedException(TokenRefusal refusal) : SecurityTokenValidationException(refusal.Detail)
{
    public TokenRefusal Refusal { get; } = refusal;
}
