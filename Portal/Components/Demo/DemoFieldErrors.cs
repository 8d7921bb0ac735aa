using System.Globalization;
using Portal.Contracts.Demo;
using Portal.Contracts.Problems;

namespace Portal.Components.Demo;

/// <summary>A form's errors, by the field names of the request's JSON.</summary>
public sealed class DemoFieldErrors
{
    private const string NoNumber = "Enter a whole number.";

    private readonly Dictionary<string, string> _byField = new(StringComparer.Ordinal);

    public bool Any => _byField.Count > 0;

    /// <summary>Null if the field is valid.</summary>
    public string? this[string field] => _byField.GetValueOrDefault(field);

    public void Clear() => _byField.Clear();

    /// <summary>Keeps the first error of each field.</summary>
    public void Add(IEnumerable<FieldError> errors)
    {
        foreach (var error in errors)
            _byField.TryAdd(error.Field, error.Message);
    }

    /// <summary>Adds the backend's error; false if it does not concern a field.</summary>
    public bool Add(ApiProblem? problem)
    {
        if (problem is not { Field: { Length: > 0 } field, Detail: { } message })
            return false;

        _byField.TryAdd(field, message);
        return true;
    }

    /// <summary>Parses the input; <paramref name="empty"/> is the value of an empty field.</summary>
    public int? Number(string field, string typed, int? empty = null)
    {
        if (typed.Trim().Length == 0 && empty is not null)
            return empty;
        if (int.TryParse(typed.Trim(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
            return number;

        _byField.TryAdd(field, NoNumber);
        return null;
    }
}
