namespace Portal.Tests.Exports;

/// <summary>An API with a document of the corpus, as it responds to requests for one of its views.</summary>
/// <param name="Document">The name of the document, without its extension.</param>
/// <param name="View">The view that is exported.</param>
/// <param name="Key">The column with the ids of the rows, which end with the number of the row, counted from 1.</param>
/// <param name="Outcome">How the export ends.</param>
/// <param name="Respond">Returns the body.</param>
internal sealed record PublicApi(
    string Document, string View, string Key, PagingOutcome Outcome, Func<PageRequest, object?> Respond)
{
    public override string ToString() => $"{Document} {View} {Outcome}";
}
