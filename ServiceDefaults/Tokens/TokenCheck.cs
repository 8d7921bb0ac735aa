using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace ServiceDefaults.Tokens;

/// <summary>
/// One thing that an API demands of every token. The same object configures the library's validation, adds what the
/// library does not check, publishes the demand, and names itself when it failed.
/// </summary>
public abstract class TokenCheck(string name)
{
    public string Name { get; } = name;

    /// <summary>The demand as a sentence, for people.</summary>
    public abstract string Demand { get; }

    /// <summary>The accepted values, where the demand is a list of them.</summary>
    public virtual IReadOnlyList<string> Accepted => [];

    /// <summary>Sets the library's part of this check.</summary>
    public virtual void Configure(TokenValidationParameters parameters)
    {
    }

    /// <summary>This check's refusal, when <paramref name="failure"/> is the library's way of saying that it failed.</summary>
    /// <param name="failure">What the library threw.</param>
    /// <param name="token">The token; null when it could not be read.</param>
    public virtual TokenRefusal? Explain(Exception failure, JsonWebToken? token) => null;

    /// <summary>Our part of this check, on a token that the library accepted.</summary>
    public virtual TokenRefusal? Refuse(JsonWebToken token) => null;

    protected TokenRefusal Refusal(string code, string title, string detail) => new(Name, code, title, detail);
}

/// <summary>Why a token was not accepted. The detail never carries more of it than aud, iss, ver and exp.</summary>
public sealed record TokenRefusal(string Check, string Code, string Title, string Detail);

/// <summary>Carries a refusal of ours through the library's failure path.</summary>
internal sealed class TokenRefusedException(TokenRefusal refusal) : SecurityTokenValidationException(refusal.Detail)
{
    public TokenRefusal Refusal { get; } = refusal;
}
