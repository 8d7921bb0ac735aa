using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace ServiceDefaults.Tokens;

internal sealed class VersionCheck(TokenExpectations expected) : TokenCheck("version")
{
    private const string Version = "2.0";

    public override string Demand =>
        $"The token is a v2 token: ver is 2.0. The registration of {expected.Service} sets requestedAccessTokenVersion to 2.";

    public override IReadOnlyList<string> Accepted => [Version];

    // A v1 token has another issuer and often another audience, which is what the library reports; the version is the
    // cause.
    public override TokenRefusal? Explain(Exception failure, JsonWebToken? token) =>
        failure is SecurityTokenInvalidIssuerException or SecurityTokenInvalidAudienceException
        && token is not null
        && token.TryGetPayloadValue<string>("ver", out var version)
        && version == "1.0"
            ? Refused(version)
            : null;

    public override TokenRefusal? Refuse(JsonWebToken token) =>
        token.TryGetPayloadValue<string>("ver", out var version) && version == Version ? null : Refused(version);

    private TokenRefusal Refused(string? version) => Refusal(
        TokenCodes.VersionWrong,
        "Token version wrong",
        version == "1.0"
            ? $"This is a v1 token; {expected.Service} accepts v2 tokens only."
            : $"ver is not 2.0; {expected.Service} accepts v2 tokens only.");
}
