namespace AccessContract.Checks;

/// <summary>The input of one check: a validation, a token, and what the operation requires.</summary>
/// <param name="Alternatives">The requirements that the operation publishes; the token has to meet any one of them.</param>
internal sealed record CheckInput(
    TokenContent Token, ApiRules Rules, Validation Validation, IReadOnlyList<AccessAlternative> Alternatives, DateTimeOffset Now)
{
    public string Api => Rules.Api;

    /// <summary>User or application; null when the claims are missing or contradict each other.</summary>
    public TokenKind? Kind => KindOf(Token);

    /// <summary>The closest alternative for this kind of token.</summary>
    public AccessAlternative? Alternative => Alternatives.Where(a => a.Kind == Kind).MinBy(a => IsMissingAny(a.Scopes, Scopes) + IsMissingAny(a.Roles, Roles));

    public IReadOnlyList<string> Scopes => TokenFacts.Read(Token.Claims).Scopes;

    public IReadOnlyList<string> Roles => TokenFacts.Read(Token.Claims).Roles;

    /// <summary>
    /// Entra adds scp only to user tokens, and idtyp only if the registration requests it. A token with scp is therefore a
    /// user token; without scp, idtyp decides; if the two contradict each other, the kind is unknown.
    /// </summary>
    public static TokenKind? KindOf(TokenContent token) =>
        (ClaimTexts(token, "idtyp"), ClaimTexts(token, "scp").Any(s => s.Trim(' ').Length > 0)) switch
        {
            ([], true) or (["user"], _) => TokenKind.User,
            (["app"], false) => TokenKind.App,
            _ => null,
        };

    // An object is read as text: it never has the right value, but the claim is present. An empty list means no claim.
    private static string[] ClaimTexts(TokenContent token, string name) =>
    [
        .. token.Claims.Where(c => c.Type == name).Select(c => (c.ValueType == TokenContent.StructureType, c.Value) switch
        {
            (true, "null") => "",
            (true, "[]") => null,
            _ => c.Value,
        }).OfType<string>(),
    ];

    public CheckOutcome Passed(IReadOnlyList<string> carried, string words, IReadOnlyList<string>? demanded = null) =>
        new(Validation, CheckState.Passed, demanded ?? Validation.Accepted, carried, words);

    public CheckOutcome Failed(IReadOnlyList<string> carried, string words, Fix fix, IReadOnlyList<string>? demanded = null) =>
        new(Validation, CheckState.Failed, demanded ?? Validation.Accepted, carried, words, fix);

    public CheckOutcome NotChecked(IReadOnlyList<string> carried, string words, IReadOnlyList<string>? demanded = null) =>
        new(Validation, CheckState.NotChecked, demanded ?? Validation.Accepted, carried, words);

    private static int IsMissingAny(IReadOnlyList<string> demanded, IReadOnlyList<string> carried) =>
        demanded.Except(carried, StringComparer.Ordinal).Any() ? 1 : 0;
}
