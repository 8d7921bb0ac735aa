using Portal.Contracts.Data;
using Portal.Contracts.Problems;
using Portal.Downstream;
using Portal.Downstream.Contract;
using Portal.Problems;

namespace Portal.Data;

/// <summary>Finds the API, view and row of an address under <c>/api/data</c>.</summary>
internal sealed class ViewFinder(DownstreamApis apis, ContractStore contracts)
{
    /// <summary>The API's name as spelled in settings, and the view.</summary>
    /// <exception cref="ProblemException">There is no such API or view, or the API's contract is unavailable.</exception>
    public async Task<(string Api, ContractView View)> FindAsync(string api, string view, CancellationToken cancellationToken)
    {
        var name = FindApi(api);
        var contract = await contracts.GetAsync(name, cancellationToken);
        return (name, contract.FindView(view) ?? throw Unknown(name, WhyNot(name, view, contract.Coverage)));
    }

    /// <summary>The API's name as spelled in settings.</summary>
    /// <exception cref="ProblemException">There is no such API.</exception>
    public string FindApi(string api) => apis.Find(api) ?? throw Unknown(null, $"The portal has no API named {api}.");

    /// <summary>The path of one row.</summary>
    /// <exception cref="ProblemException">The API has no address for a single row, or the key is invalid.</exception>
    public static string PathOf(string api, ContractView view, string key) =>
        view.RowPath is not { } path
            ? throw Unknown(api, $"{api} has no address for a single row of {view.View.Title}.")
            : SafePath.WithKey(path, key)
            ?? throw new ProblemException(new ApiProblem(
                ProblemCodes.RequestInvalid,
                StatusCodes.Status400BadRequest,
                "The key is not valid",
                "A key has at most 256 characters and no slash, backslash, percent sign or control character.",
                Api: api));

    // A document can change while a page is open, and an operation can lack what a view needs.
    public static string WhyNot(string api, string view, ViewCoverage coverage) =>
        coverage.Named.FirstOrDefault(o => SafePath.ViewName(o.Path).Equals(view, StringComparison.OrdinalIgnoreCase)) is { } found
            ? $"GET {found.Path} of {api} is not a view: it {CoverageText.Reason(found, api)}."
            : $"{api} does not publish a view named {view}.";

    public static ProblemException Unknown(string? api, string detail) => new(new ApiProblem(
        ProblemCodes.NotFound, StatusCodes.Status404NotFound, "No such view", detail, Api: api));
}
