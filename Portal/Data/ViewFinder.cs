using Portal.Contracts.Problems;
using Portal.Downstream;
using Portal.Downstream.Contract;
using Portal.Problems;

namespace Portal.Data;

/// <summary>Finds what an address under <c>/api/data</c> names.</summary>
internal sealed class ViewFinder(DownstreamApis apis, ContractStore contracts)
{
    /// <summary>The API's name as settings spell it, and the view.</summary>
    /// <exception cref="ProblemException">There is no such API or view, or the API's contract cannot be had.</exception>
    public async Task<(string Api, ContractView View)> FindAsync(string api, string view, CancellationToken cancellationToken)
    {
        var name = FindApi(api);
        var contract = await contracts.GetAsync(name, cancellationToken);
        return (name, contract.FindView(view) ?? throw Unknown(name, $"{name} publishes no view called {view}."));
    }

    /// <summary>The API's name as settings spell it.</summary>
    /// <exception cref="ProblemException">There is no such API.</exception>
    public string FindApi(string api) => apis.Find(api) ?? throw Unknown(null, $"The portal knows no API called {api}.");

    /// <summary>The path of one row.</summary>
    /// <exception cref="ProblemException">The API has no address for a row, or the key can be no row's.</exception>
    public static string PathOf(string api, ContractView view, string key) =>
        view.Row is not { } row
            ? throw Unknown(api, $"{api} has no address for one row of {view.View.Title}.")
            : SafePath.WithKey(row.Path, key)
            ?? throw new ProblemException(new ApiProblem(
                ProblemCodes.RequestInvalid,
                StatusCodes.Status400BadRequest,
                "No row has such a key",
                "A key has no slash, backslash, percent sign or control character, and is not longer than 256 characters.",
                Api: api));

    public static ProblemException Unknown(string? api, string detail) => new(new ApiProblem(
        ProblemCodes.NotFound, StatusCodes.Status404NotFound, "No such view", detail, Api: api));
}
