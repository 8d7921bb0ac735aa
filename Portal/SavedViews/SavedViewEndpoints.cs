using System.Security.Claims;
using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Portal.Auth.TokenCache;
using Portal.Contracts.Problems;
using Portal.Contracts.SavedViews;
using Portal.Contracts.ViewAddresses;
using Portal.Problems;

namespace Portal.SavedViews;

/// <summary>The caller's own saved views. What a view shows is read from its API as always: saving one gives no access.</summary>
internal static class SavedViewEndpoints
{
    private const int MaxBytes = 32 * 1024;
    private const string NotSaved = "The view could not be saved";

    private static readonly JsonSerializerOptions Json = JsonBody.Strict();

    public static void AddSavedViews(this IServiceCollection services) => services.AddSingleton<SavedViewStore>();

    public static void MapSavedViews(this IEndpointRouteBuilder api)
    {
        var views = api.MapGroup("/views/saved");
        views.MapGet("", GetViews).WithSummary("Returns the caller's saved views.");
        views.MapPost("", SaveView).WithSummary("Saves a view under a name.").Accepts<SavedViewDraft>("application/json");
        views.MapPut("/{id}", RenameView).WithSummary("Renames a saved view.").Accepts<SavedViewName>("application/json");
        views.MapDelete("/{id}", RemoveView).WithSummary("Deletes a saved view.");
    }

    private static async Task<Ok<SavedViewList>> GetViews(
        ClaimsPrincipal user, SavedViewStore store, CancellationToken cancellationToken) =>
        TypedResults.Ok(new SavedViewList(await store.ReadAsync(OwnerOf(user), cancellationToken)));

    private static async Task<Ok<SavedView>> SaveView(
        HttpRequest request, ClaimsPrincipal user, SavedViewStore store, CancellationToken cancellationToken)
    {
        var draft = Checked(await JsonBody.ReadAsync<SavedViewDraft>(request, MaxBytes, NotSaved, Json, cancellationToken));
        var saved = await store.AddAsync(OwnerOf(user), draft, cancellationToken);
        return TypedResults.Ok(saved ?? throw Invalid(
            StatusCodes.Status409Conflict,
            $"You have saved {SavedViewLimits.MaxCount} views, which is the maximum. Delete one first."));
    }

    private static async Task<NoContent> RenameView(
        string id, HttpRequest request, ClaimsPrincipal user, SavedViewStore store, CancellationToken cancellationToken)
    {
        var body = await JsonBody.ReadAsync<SavedViewName>(request, MaxBytes, NotSaved, Json, cancellationToken);
        return await store.RenameAsync(OwnerOf(user), id, NameOf(body.Name), cancellationToken)
            ? TypedResults.NoContent()
            : throw Unknown();
    }

    private static async Task<NoContent> RemoveView(
        string id, ClaimsPrincipal user, SavedViewStore store, CancellationToken cancellationToken) =>
        await store.RemoveAsync(OwnerOf(user), id, cancellationToken) ? TypedResults.NoContent() : throw Unknown();

    // Stored as the portal writes addresses, so that nothing but a view's state is kept.
    private static SavedViewDraft Checked(SavedViewDraft draft)
    {
        if (draft.Api.Length is 0 or > SavedViewDraft.MaxPathLength || draft.View.Length is 0 or > SavedViewDraft.MaxPathLength)
            throw Invalid(StatusCodes.Status400BadRequest, "Name an API and one of its views.");
        if (!ViewAddress.TryRead(draft.Query, out var state, out var problem))
            throw new ProblemException(problem);

        var query = SavedViewDraft.QueryOf(state);
        return query.Length <= SavedViewDraft.MaxQueryLength
            ? draft with { Name = NameOf(draft.Name), Query = query }
            : throw Invalid(
                StatusCodes.Status400BadRequest, $"Filters, columns and order may have at most {SavedViewDraft.MaxQueryLength} characters.");
    }

    private static string NameOf(string name) => SavedViewLimits.NameOf(name)
        ?? throw Invalid(
            StatusCodes.Status400BadRequest, $"A name has 1 to {SavedViewLimits.MaxNameLength} characters on one line.", nameof(name));

    // The checks of the token have required both claims.
    private static string OwnerOf(ClaimsPrincipal user) =>
        Account.IdOf(user) ?? throw new InvalidOperationException("The token has no oid or no tid.");

    private static ProblemException Unknown() => new(new ApiProblem(
        ProblemCodes.NotFound, StatusCodes.Status404NotFound, "No such saved view", "You have no saved view with this id."));

    private static ProblemException Invalid(int status, string detail, string? field = null) =>
        new(new ApiProblem(ProblemCodes.RequestInvalid, status, NotSaved, detail, Field: field));
}
