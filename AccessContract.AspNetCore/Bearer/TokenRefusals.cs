using AccessContract.Checks;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.IdentityModel.Tokens;

namespace AccessContract.AspNetCore.Bearer;

/// <summary>Finds the check that refuses a token. The same checks explain a token to its owner.</summary>
internal sealed class TokenRefusals(EnforcedContract contract, TimeProvider time)
{
    private const string Scheme = "Bearer ";

    private static readonly TokenRefusal Missing =
        new("token", RefusalCodes.TokenMissing, "Send a bearer token in the Authorization header.");

    private static readonly TokenRefusal NoKeys = new(
        CheckNames.Signature,
        RefusalCodes.AuthorityUnavailable,
        "The authority's keys cannot be fetched, so tokens cannot be validated.");

    public TokenExpectations Expectations => contract.Options.Expectations;

    /// <summary>The refusal of a token that the library accepted; null if every check passes.</summary>
    public TokenRefusal? Refuse(DecodedToken decoded) => decoded.Token is { } token
        ? FirstFailure(token)
        : Refused(CheckNames.Signature, RefusalCodes.TokenInvalid, decoded.Error);

    /// <summary>Explains a challenge: no token, a token that a check refused, or no keys to validate it with.</summary>
    public async Task<TokenRefusal> ExplainAsync(JwtBearerChallengeContext challenge) => challenge.AuthenticateFailure switch
    {
        null => Missing,
        TokenRefusedException refused => refused.Refusal,
        SecurityTokenSignatureKeyNotFoundException or SecurityTokenInvalidIssuerException or InvalidOperationException
            when !await HasKeysAsync(challenge.Options, challenge.HttpContext.RequestAborted) => NoKeys,
        var failure => Explain(failure, challenge.Request.Headers.Authorization.ToString()),
    };

    // Only for the explanation: the library has already refused the token.
    private TokenRefusal Explain(Exception failure, string authorizationHeader)
    {
        var text = authorizationHeader.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) ? authorizationHeader[Scheme.Length..].Trim() : "";
        var decoded = DecodedToken.Of(text, EvidenceOf(failure));
        return Refuse(decoded)
            ?? Refused("token", RefusalCodes.TokenInvalid, $"{contract.Options.Name} does not accept it.");
    }

    private static SignatureEvidence EvidenceOf(Exception failure) => failure switch
    {
        AggregateException { InnerException: { } inner } => EvidenceOf(inner),
        SecurityTokenSignatureKeyNotFoundException => SignatureEvidence.UnknownKey,
        SecurityTokenInvalidSignatureException => SignatureEvidence.Invalid,
        _ => SignatureEvidence.Unchecked,
    };

    private TokenRefusal? FirstFailure(TokenContent token) =>
        Verdict.Of(token, contract.TokenRules, [], time.GetUtcNow()).Failed is { } failed
            ? Refused(failed.Name, failed.Code!, failed.Explanation)
            : null;

    private static TokenRefusal Refused(string check, string code, string? detail) =>
        new(check, code, $"The token was refused. {detail}");

    // Without metadata the library reports a missing key or a wrong issuer. The configuration manager caches and
    // rate-limits.
    private static async Task<bool> HasKeysAsync(JwtBearerOptions options, CancellationToken cancellationToken)
    {
        try
        {
            var metadata = await options.ConfigurationManager!.GetConfigurationAsync(cancellationToken);
            return metadata.SigningKeys.Count > 0;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }
}

/// <summary>Why a token was refused. The detail contains no secret and no part of the token's signature.</summary>
internal sealed record TokenRefusal(string Check, string Code, string Detail);
