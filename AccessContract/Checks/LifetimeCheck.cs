using System.Globalization;

namespace AccessContract.Checks;

internal static class LifetimeCheck
{
    private static readonly string[] Times = ["nbf", "iat", "exp"];

    // Short of the very end, so that a skew can be added.
    private static readonly DateTimeOffset EndOfTime = DateTimeOffset.MaxValue.AddDays(-1);

    private static readonly TimeSpan PossibleClockSkew = TimeSpan.FromMinutes(10);

    private static readonly Fix Renew = new(
        FixOwner.You, "Get a new one. The portal does so by itself for your session; where it does not, sign in again.");

    private static readonly Fix Clock = new(
        FixOwner.Administrator, "Compare the clocks of the authority, of this machine and of the API; they should follow the same time service.");

    private static readonly Fix Issue = new(FixOwner.Developer, "Entra writes exp, nbf and iat into every token, as numbers: check who made this one.");

    public static CheckOutcome Run(CheckInput question)
    {
        var (token, now, skew) = (question.Token, question.Now, question.Rules.Skew);
        List<string> carried = [.. Times.Select(name => Written(token, name)).OfType<string>()];
        if (Moment(token, "exp") is not { } expires)
            return question.Failed(carried, token.Has("exp") ? "Its exp is no moment in time." : "It says no end: exp is missing.", Issue);
        if (expires + skew <= now)
            return question.Failed(carried, $"It ran out {DurationText.Of(now - expires)} ago.{Doubt(now - expires)}", Renew);
        if (Moment(token, "nbf") is { } from && from - skew > now)
            return question.Failed(carried, $"It does not count before {DurationText.Of(from - now)} from now (nbf).{Doubt(from - now)}", Clock);
        if (Moment(token, "iat") is { } issued && issued - skew > now)
            return question.Failed(carried, $"It was issued {DurationText.Of(issued - now)} from now (iat), which cannot be.{Doubt(issued - now)}", Clock);
        if (question.Rules.Published && Moment(token, "iat") is null)
            return question.Failed(carried, "It does not say when it was issued: iat is missing or no moment in time.", Issue);

        return question.Passed(carried, $"Valid for another {DurationText.Of(expires - now)}.");
    }

    // Numbers that are no moments of our calendar are some to libraries: before all others, or after. Milliseconds, for
    // instance, make a token that never ends.
    private static DateTimeOffset? Moment(TokenContent token, string name) => token.Time(name)
        ?? (double.TryParse(token.First(name), NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds) && Math.Abs(seconds) < long.MaxValue
            ? seconds < 0 ? DateTimeOffset.UnixEpoch : EndOfTime
            : null);

    private static string Doubt(TimeSpan off) => off <= PossibleClockSkew ? " By so little, it may be a clock that is wrong." : "";

    private static string? Written(TokenContent token, string name) => token.Time(name) is { } time
        ? $"{name} {time.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture)}"
        : token.First(name) is { } text ? $"{name} {text}" : null;
}
