using System.Diagnostics;
using Portal.Contracts.Problems;
using Portal.Contracts.Trace;

namespace Portal.Tracing;

/// <summary>Stores why a step was refused or failed as tags of its span, and reads them.</summary>
internal static class ProblemTags
{
    // The name comes from the API that refused. A token does not fit into it.
    private const int MaxCheckLength = 40;

    public static void Add(Activity? activity, ApiProblem? problem)
    {
        if (activity is null || problem is null)
            return;

        activity.SetTag(TraceTags.ProblemCode, problem.Code)
            .SetTag(TraceTags.ProblemTitle, problem.Title)
            .SetTag(TraceTags.ProblemApi, problem.Api)
            .SetTag(TraceTags.FailedCheck, problem.Access?.Failed.FirstOrDefault(IsCheckName));
    }

    public static TraceProblem? Read(Activity activity) => activity.GetTagItem(TraceTags.ProblemCode) is string code
        ? new TraceProblem(
            code,
            activity.GetTagItem(TraceTags.ProblemTitle) as string ?? "",
            activity.GetTagItem(TraceTags.ProblemApi) as string,
            activity.GetTagItem(TraceTags.FailedCheck) as string,
            activity.GetTagItem(TraceTags.Operation) as string)
        : null;

    private static bool IsCheckName(string name) =>
        name.Length is > 0 and <= MaxCheckLength && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or ' ');
}
