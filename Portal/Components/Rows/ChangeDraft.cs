using System.Text.Json;
using System.Text.Json.Nodes;
using Portal.Contracts.Data;

namespace Portal.Components.Rows;

/// <summary>What a user has entered into a change but not saved yet. It is kept when a save fails.</summary>
public sealed class ChangeDraft
{
    private readonly RowChange _change;
    private readonly Dictionary<string, string> _texts = [];
    private readonly Dictionary<string, string> _before = [];
    private readonly Dictionary<string, string> _errors = [];

    /// <param name="entered">What was entered before, by field; other fields start with the row's values.</param>
    public ChangeDraft(RowChange change, JsonElement row, IReadOnlyDictionary<string, string>? entered = null)
    {
        _change = change;
        foreach (var field in change.Fields)
        {
            _before[field.Name] = InitialText(field, row);

            // If only one value is allowed, it is preselected.
            _texts[field.Name] = entered?.GetValueOrDefault(field.Name)
                ?? (field.Required && ChangeOptions.Of(field, row) is [var only] ? only : _before[field.Name]);
        }
    }

    /// <summary>Why there is nothing to save although every value is valid.</summary>
    public string? Hint { get; private set; }

    /// <summary>What is entered, by field.</summary>
    public IReadOnlyDictionary<string, string> Texts => new Dictionary<string, string>(_texts, StringComparer.Ordinal);

    /// <summary>Called after each input.</summary>
    public Action? Edited { get; set; }

    public string this[ChangeField field]
    {
        get => _texts[field.Name];
        set
        {
            _texts[field.Name] = value;
            _errors.Remove(field.Name);
            Hint = null;
            Edited?.Invoke();
        }
    }

    public string? ErrorOf(ChangeField field) => _errors.GetValueOrDefault(field.Name);

    /// <summary>The fields whose values would be sent.</summary>
    public IReadOnlyList<ChangeField> FieldsToSend => [.. _change.Fields.Where(f => f.Required || IsChanged(f))];

    /// <summary>The body to send; null if a value is missing or invalid, or if nothing has changed.</summary>
    public JsonObject? Read()
    {
        _errors.Clear();
        Hint = null;
        var read = new JsonObject();
        foreach (var field in FieldsToSend)
        {
            var text = _texts[field.Name].Trim();
            if (text.Length == 0 && field.Required)
                _errors[field.Name] = ChangeOptions.IsChosen(field) ? "Choose one." : "Enter a value.";
            else if (text.Length == 0)
                read[field.Name] = null;
            else if (FieldText.TryRead(field, text, out var value))
                read[field.Name] = value;
            else
                _errors[field.Name] = FieldText.ErrorMessage(field);
        }

        if (_errors.Count > 0)
            return null;

        if (!_change.Fields.Any(IsChanged))
            Hint = "There are no changes to save.";

        return Hint is null ? read : null;
    }

    private bool IsChanged(ChangeField field) =>
        !string.Equals(_texts[field.Name].Trim(), _before[field.Name].Trim(), StringComparison.Ordinal);

    // The current value is not preselected if the row cannot be set to it again.
    private static string InitialText(ChangeField field, JsonElement row)
    {
        var text = FieldText.Of(field, row);
        return ChangeOptions.Of(field, row) is { } options && !options.Contains(text) ? "" : text;
    }
}
