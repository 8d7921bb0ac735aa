namespace AccessContract.Pasting;

/// <summary>What a pasted text is, and the tokens in it.</summary>
/// <param name="Tokens">
/// The different tokens. Of <see cref="PasteKind.Token"/> the first is the one that the text is about; of
/// <see cref="PasteKind.SeveralTokens"/> none is. Empty for every other kind.
/// </param>
/// <param name="Notes">What else is worth knowing about the text: how it was read, and what was ignored.</param>
/// <param name="Title">What the text is, if it has no token; otherwise null.</param>
/// <param name="Error">Why there is no token and what to do next; otherwise null.</param>
public sealed record PasteResult(
    PasteKind Kind, IReadOnlyList<FoundToken> Tokens, IReadOnlyList<string> Notes, string? Title = null, string? Error = null)
{
    internal static PasteResult Without(PasteKind kind, string title, string error) => new(kind, [], [], title, error);
}

/// <summary>A token that was found in a pasted text.</summary>
public sealed class FoundToken(TokenContent content, string compact, string name)
{
    public TokenContent Content { get; } = content;

    /// <summary>The raw token, to check its signature. Never display, log or return it; empty if only claims were pasted.</summary>
    public string Compact { get; } = compact;

    /// <summary>What the text calls the token, such as accesstoken or bearer: lowercase letters and digits; empty if nothing.</summary>
    public string Name { get; } = name;
}

/// <summary>What a pasted text is.</summary>
public enum PasteKind
{
    /// <summary>One token, or several of which the text says which one is the access token.</summary>
    Token,

    /// <summary>Several different tokens, none of which is clearly the one.</summary>
    SeveralTokens,

    /// <summary>The decoded claims of a token, without the token.</summary>
    Claims,

    /// <summary>The header of a token alone, encoded or decoded.</summary>
    HeaderOnly,

    /// <summary>A token whose beginning, middle or end is missing.</summary>
    CutOff,

    /// <summary>It looks like a token, but a part cannot be read.</summary>
    Damaged,

    /// <summary>More parts than a token has, and not encrypted.</summary>
    TooManyParts,

    /// <summary>An encrypted token (JWE).</summary>
    Encrypted,

    /// <summary>A JWS whose content is sent separately.</summary>
    DetachedSignature,
    Saml,
    RefreshToken,
    AuthorizationCode,
    DeviceCode,
    ClientSecret,
    BasicCredentials,
    Cookie,
    SessionId,
    ApiKey,
    SharedAccessSignature,
    PrivateKey,
    Certificate,
    PublicKey,
    KeySet,
    Metadata,
    ClientInfo,
    ErrorResponse,
    Json,
    Xml,
    Id,
    UserName,
    Address,
    Binary,
    OtherFormat,
    Opaque,
    Empty,
    TooLong,
}
