using System.Text.Json;
using Portal.Contracts.Data;

namespace Portal.Components.Rows;

/// <summary>Two versions of a row, compared by the values that its contract describes.</summary>
/// <param name="Before">The version that the user saw.</param>
/// <param name="Now">The current version, with its ETag.</param>
public sealed record RowDifference(DataRow Before, DataRow Now)
{
    public IReadOnlyList<DataColumn> Differing(RowView view) => [.. view.Columns.Where(Differs)];

    public IReadOnlyList<DataColumn> Same(RowView view) => [.. view.Columns.Where(c => !Differs(c))];

    /// <summary>Why the change cannot be applied to the current row; null if it can.</summary>
    public string? Obstacle(ChangeDraft draft)
    {
        foreach (var field in draft.FieldsToSend)
        {
            var requested = draft[field].Trim();
            if (ChangeOptions.Of(field, Now.Value) is { } options && !options.Contains(requested))
            {
                return FieldText.Of(field, Now.Value) == requested
                    ? $"{field.Title} is already {Text(field, requested)}."
                    : $"{field.Title} can no longer be set to {Text(field, requested)}.";
            }
        }

        return null;
    }

    private static string Text(ChangeField field, string value) => ChangeOptions.Text(field, value);

    private bool Differs(DataColumn column)
    {
        var (before, now) = (RowShape.Value(Before.Value, column.Name), RowShape.Value(Now.Value, column.Name));
        if (RowShape.IsEmpty(before) || RowShape.IsEmpty(now))
            return RowShape.IsEmpty(before) != RowShape.IsEmpty(now);

        return !JsonElement.DeepEquals(before!.Value, now!.Value);
    }
}
