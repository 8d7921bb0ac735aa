using System.Globalization;

namespace AccessContract.Checks;

internal static class LifetimeCheck
{
    private static readonly string[] Times = ["nbf", "iat", "exp"];

    // One day before the maximum, so that adding the skew does not overflow.
    private static readonly DateTimeOffset EndOfTime = DateTimeOffset.MaxValue.AddDays(-1);

    private static readonly TimeSpan PossibleClockSkew = TimeSpan.FromMinutes(10);

    private static readonly Fix Renew = new(
        FixOwner.You, "Get a new token. The portal renews the tokens of your session automatically; if it does not, sign in again.");

    private static readonly Fix Clock = new(
        FixOwner.Operator, "Compare the clocks of the sign-in service, this machine and the API. Synchronize them with the same time service.");

    private static readonly Fix Issue = new(FixOwner.ClientDeveloper, "Check which system issued the token: Entra writes exp, nbf and iat as numbers into every token.");

    public static CheckResult Run(CheckInput input)
    {
        var (token, now, skew) = (input.Token, input.Now, input.Rules.Skew);
        List<string> actual = [.. Times.Select(name => Display(token, name)).OfType<string>()];
        if (TimeOf(token, "exp") is not { } expires)
            return input.Failed(actual, token.Has("exp") ? "The exp claim is not a valid time." : "The token has no expiry: exp is missing.", Issue);
        if (expires + skew <= now)
            return input.Failed(actual, $"The token expired {DurationText.Of(now - expires)} ago.{ClockHint(now - expires)}", Renew, code: RefusalCodes.TokenExpired);
        if (TimeOf(token, "nbf") is { } from && from - skew > now)
            return input.Failed(
                actual,
                $"The token becomes valid in {DurationText.Of(from - now)} (nbf).{ClockHint(from - now)}",
                Clock);
        if (TimeOf(token, "iat") is { } issued && issued - skew > now)
            return input.Failed(actual, $"The token’s issue time is {DurationText.Of(issued - now)} in the future (iat).{ClockHint(issued - now)}", Clock);
        if (input.Rules.Published && TimeOf(token, "iat") is null)
            return input.Failed(actual, "The token has no valid issue time: iat is missing or not a valid time.", Issue);

        return input.Passed(actual, $"Valid for another {DurationText.Of(expires - now)}.");
    }

    // Libraries accept numbers outside the calendar's range: a negative time is always in the past, one that is too
    // large never is. An exp in milliseconds, for instance, makes a token that never expires.
    private static DateTimeOffset? TimeOf(TokenContent token, string name) => token.Time(name)
        ?? (double.TryParse(token.First(name), NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds) && Math.Abs(seconds) < long.MaxValue
            ? seconds < 0 ? DateTimeOffset.UnixEpoch : EndOfTime
            : null);

    private static string ClockHint(TimeSpan off) => off <= PossibleClockSkew ? " The difference is small: a clock may be wrong." : "";

    private static string? Display(TokenContent token, string name) => token.Time(name) is { } time
        ? $"{name} {time.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture)}"
        : token.First(name) is { } text ? $"{name} {text}" : null;
}
