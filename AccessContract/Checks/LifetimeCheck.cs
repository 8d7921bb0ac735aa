using System.Globalization;

namespace AccessContract.Checks;

internal static class LifetimeCheck
{
    private static readonly string[] Times = ["nbf", "iat", "exp"];

    // JSON Web Tokens are younger: RFC 7519 is from 2015.
    private static readonly DateTimeOffset FirstPlausible = new(2001, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly TimeSpan PossibleClockSkew = TimeSpan.FromMinutes(10);

    public static CheckResult Run(CheckInput input)
    {
        var (token, now, skew) = (input.Token, input.Now, input.Rules.Skew);
        List<string> actual = [.. Times.Select(name => Display(token, name)).OfType<string>()];
        if (Unreadable(input) is var (cause, explanation))
            return input.Failed(cause, actual, explanation);
        if (token.Time("exp") is not { } expires)
        {
            return input.Passed(actual, EpochTime.OfSmallerUnit(token.First("exp")) is var (meant, unit)
                ? $"Read as seconds, exp is after the year 9999. It looks like {unit}: {Utc(meant)}."
                : "The token expires after the year 9999.");
        }

        if (expires < FirstPlausible)
        {
            return input.Failed(Causes.TimesContradict, actual,
                $"The exp claim means {Utc(expires)}. It looks like a duration; a time in seconds since 1970 is required.");
        }

        if (expires + skew <= now)
        {
            return input.Failed(
                AppOnlyShape.IsIn(token) ? Causes.ExpiredOfApp : Causes.Expired,
                actual,
                $"The token expired {DurationText.Of(now - expires)} ago.{ClockHint(now - expires)}");
        }

        if (token.Time("nbf") > expires)
            return input.Failed(Causes.TimesContradict, actual, "The token ends (exp) before it becomes valid (nbf): it was never valid.");
        if (token.Time("iat") > expires)
            return input.Failed(Causes.TimesContradict, actual, "The token ends (exp) before it was issued (iat).");
        if (token.Time("nbf") is { } from && from - skew > now)
        {
            return input.Failed(
                Causes.NotYetValid, actual, $"The token becomes valid in {DurationText.Of(from - now)} (nbf).{ClockHint(from - now)}");
        }

        if (token.Time("iat") is { } issued && issued - skew > now)
        {
            return input.Failed(
                Causes.IssuedInFuture,
                actual,
                $"The token’s issue time is {DurationText.Of(issued - now)} in the future (iat).{ClockHint(issued - now)}");
        }

        return input.Passed(actual, $"Valid for another {DurationText.Of(expires - now)}.");
    }

    // An API that publishes its validations refuses times outside the calendar. Others often accept them: their libraries
    // take any number, and a very large exp as never.
    private static (Cause Cause, string Explanation)? Unreadable(CheckInput input)
    {
        var (token, isStrict) = (input.Token, input.Rules.Published);
        foreach (var name in Times.Reverse().Where(token.Has))
        {
            if (token.Time(name) is not null)
                continue;
            if (EpochTime.OfSmallerUnit(token.First(name)) is var (meant, unit))
            {
                if (isStrict || (name != "exp" && meant > input.Now))
                {
                    return (Causes.Milliseconds,
                        $"The {name} claim looks like {unit}; seconds are required. In {unit} it means {Utc(meant)}.");
                }
            }
            else if (isStrict || name == "exp")
            {
                return (Causes.TimeUnreadable, $"The {name} claim is not a valid time: a number of seconds between 1970 and 9999 is required.");
            }
        }

        if (!token.Has("exp"))
            return (Causes.ExpiryMissing, "The token has no expiry: exp is missing.");

        return isStrict && !token.Has("iat") ? (Causes.IssueTimeMissing, "The token has no issue time: iat is missing.") : null;
    }

    private static string ClockHint(TimeSpan off) => off <= PossibleClockSkew ? " The difference is small: a clock may be wrong." : "";

    private static string? Display(TokenContent token, string name) => token.Time(name) is { } time
        ? $"{name} {Utc(time)}"
        : token.First(name) is { } text ? $"{name} {text}" : null;

    private static string Utc(DateTimeOffset time) => time.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);
}
