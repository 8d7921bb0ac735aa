using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace ServiceDefaults.Tokens;

/// <summary>
/// One requirement on every token of an API. The same object configures the library's validation, adds what the library
/// does not check, publishes the requirement, and explains its own failures.
/// </summary>
public abstract class TokenCheck(string name)
{
    public string Name { get; } = name;

    /// <summary>The requirement as a sentence.</summary>
    public abstract string Demand { get; }

    /// <summary>The accepted values, if the requirement is a list of values.</summary>
    public virtual IReadOnlyList<string> Accepted => [];

    /// <summary>Configures the library's part of this check.</summary>
    public virtual void Configure(TokenValidationParameters parameters)
    {
    }

    /// <summary>The refusal, if <paramref name="failure"/> means that this check failed.</summary>
    /// <param name="failure">The exception that the library threw.</param>
    /// <param name="token">The token; null if it could not be read.</param>
    public virtual TokenRefusal? Explain(Exception failure, JsonWebToken? token) => null;

    /// <summary>Runs our part of this check on a token that the library accepted.</summary>
    public virtual TokenRefusal? Refuse(JsonWebToken token) => null;

    protected TokenRefusal Refusal(string code, string title, string detail) => new(Name, code, title, detail);
}

/// <summary>Why a token was refused. The detail contains no claims other than aud, iss, ver and exp.</summary>
public sealed record TokenRefusal(string Check, string Code, string Title, string Detail);

/// <summary>Carries our refusal through the library's failure path.</summary>
internal sealed class TokenRefusedException(TokenRefusal refusal) : SecurityTokenValidationException(refusal.Detail)
{
    public TokenRefusal Refusal { get; } = refusal;
}
