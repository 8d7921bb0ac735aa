using System.Security.Claims;

namespace AccessContract.Checks;

internal static class VersionCheck
{
    public static CheckOutcome Run(CheckInput question)
    {
        var claim = question.Token.Claims.FirstOrDefault(c => c.Type == "ver");
        IReadOnlyList<string> carried = claim is null ? [] : [claim.Value];
        if (question.Validation.Accepted.Count == 0)
            return question.NotChecked(carried, $"{question.Api} does not say which version it takes.");
        var isText = claim?.ValueType == ClaimValueTypes.String && !question.Token.IsList("ver");
        if (claim is not null && isText && question.Validation.Accepted.Contains(claim.Value, StringComparer.Ordinal))
            return question.Passed(carried, $"A v{claim.Value[..1]} token, as {question.Api} asks for.");

        var words = claim switch
        {
            { Value: "1.0" } when isText => $"It is a v1 token; {question.Api} takes v2. Not the caller chooses the version, but the registration of the API that the token is for.",
            { Value: "2.0" } when isText => $"It is a v2 token; {question.Api} takes v1. Not the caller chooses the version, but the registration of the API that the token is for.",
            null => "It says no version: ver is missing.",
            _ => "Its ver is none of Entra’s versions, which are the texts 1.0 and 2.0.",
        };
        return question.Failed(carried, words, new Fix(
            FixOwner.Developer,
            $"In {question.Api}’s registration, set the version of its access tokens to {(question.Validation.Accepted.Contains("2.0") ? "2" : "1")}; tokens issued from then on follow.",
            "api.requestedAccessTokenVersion"));
    }
}
