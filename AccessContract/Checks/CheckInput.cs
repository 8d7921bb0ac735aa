namespace AccessContract.Checks;

/// <summary>One validation, asked of one token for one operation.</summary>
/// <param name="Alternatives">The alternatives that the operation publishes, any one of which would do.</param>
internal sealed record CheckInput(
    TokenContent Token, ApiRules Rules, Validation Validation, IReadOnlyList<AccessAlternative> Alternatives, DateTimeOffset Now)
{
    public string Api => Rules.Api;

    /// <summary>User or application; null when the token says neither, or contradicts itself.</summary>
    public TokenKind? Kind => KindOf(Token);

    /// <summary>The way in that this token comes closest to, among those for its kind.</summary>
    public AccessAlternative? Alternative => Alternatives.Where(w => w.Kind == Kind).MinBy(w => Lacking(w.Scopes, Scopes) + Lacking(w.Roles, Roles));

    public IReadOnlyList<string> Scopes => TokenFacts.Read(Token.Claims).Scopes;

    public IReadOnlyList<string> Roles => TokenFacts.Read(Token.Claims).Roles;

    /// <summary>
    /// Entra writes scp into users' tokens alone, and idtyp only where the registration asks for it. So scp makes a user's
    /// token; without it only idtyp counts; where the two contradict each other, neither does.
    /// </summary>
    public static TokenKind? KindOf(TokenContent token) =>
        (Written(token, "idtyp"), Written(token, "scp").Any(s => s.Trim(' ').Length > 0)) switch
        {
            ([], true) or (["user"], _) => TokenKind.User,
            (["app"], false) => TokenKind.App,
            _ => null,
        };

    // An object counts as a text here, though it never is the right one: the claim is there. An empty list is no claim.
    private static string[] Written(TokenContent token, string name) =>
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

    private static int Lacking(IReadOnlyList<string> demanded, IReadOnlyList<string> carried) =>
        demanded.Except(carried, StringComparer.Ordinal).Any() ? 1 : 0;
}
