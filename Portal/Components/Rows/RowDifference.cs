using System.Text.Json;
using Portal.Contracts.Data;

namespace Portal.Components.Rows;

/// <summary>Two versions of a row, compared by what its contract describes.</summary>
/// <param name="Before">What the user saw when deciding.</param>
/// <param name="Now">What it is meanwhile, with the version to name.</param>
public sealed record RowDifference(DataRow Before, DataRow Now)
{
    public IReadOnlyList<DataColumn> Differing(RowView view) => [.. view.Columns.Where(Differs)];

    public IReadOnlyList<DataColumn> Same(RowView view) => [.. view.Columns.Where(c => !Differs(c))];

    /// <summary>Why what was wanted cannot be set on the row as it is now; null when it can.</summary>
    public string? Obstacle(ChangeDraft draft)
    {
        foreach (var field in draft.Wanted)
        {
            var wanted = draft[field].Trim();
            if (ChangeOptions.Of(field, Now.Value) is { } options && !options.Contains(wanted))
            {
                return FieldText.Of(field, Now.Value) == wanted
                    ? $"{field.Title} is {Word(field, wanted)} already: there is nothing left to set."
                    : $"{field.Title} can no longer become {Word(field, wanted)}.";
            }
        }

        return null;
    }

    private static string Word(ChangeField field, string value) => ChangeOptions.Word(field, value);

    private bool Differs(DataColumn column)
    {
        var (before, now) = (RowShape.Value(Before.Value, column.Name), RowShape.Value(Now.Value, column.Name));
        if (RowShape.IsNothing(before) || RowShape.IsNothing(now))
            return RowShape.IsNothing(before) != RowShape.IsNothing(now);

        return !JsonElement.DeepEquals(before!.Value, now!.Value);
    }
}
