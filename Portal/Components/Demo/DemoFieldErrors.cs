using System.Globalization;
using Portal.Contracts.Demo;
using Portal.Contracts.Problems;

namespace Portal.Components.Demo;

/// <summary>What is wrong with a form, field by field, by the names of the request's JSON.</summary>
public sealed class DemoFieldErrors
{
    private const string NoNumber = "A whole number, please.";

    private readonly Dictionary<string, string> _byField = new(StringComparer.Ordinal);

    public bool Any => _byField.Count > 0;

    /// <summary>Null: nothing is wrong there.</summary>
    public string? this[string field] => _byField.GetValueOrDefault(field);

    public void Clear() => _byField.Clear();

    /// <summary>What was found first about a field stays.</summary>
    public void Add(IEnumerable<FieldError> mistakes)
    {
        foreach (var mistake in mistakes)
            _byField.TryAdd(mistake.Field, mistake.Words);
    }

    /// <summary>What the backend found; false: that is about no field.</summary>
    public bool Take(ApiProblem? problem)
    {
        if (problem is not { Field: { Length: > 0 } field, Detail: { } words })
            return false;

        _byField.TryAdd(field, words);
        return true;
    }

    /// <summary>The number that was typed; with <paramref name="empty"/> where nothing was.</summary>
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
