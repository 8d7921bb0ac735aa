using Portal.Contracts.Data;
using Portal.Contracts.ViewAddresses;

namespace Portal.Components.Data;

/// <summary>The conditions on one column while the user edits them; input is kept until it is applied.</summary>
public sealed class FilterDraft
{
    private static readonly string[] ChoiceOperators = [FilterOperators.Equal, FilterOperators.In, FilterOperators.NotEqual];

    public FilterDraft(DataColumn column, IReadOnlyList<DataFilter> filters)
    {
        Column = column;
        Operators = column.Operators ?? [];
        Choices = column.Values ?? (column.Type == ColumnTypes.Boolean ? ["true", "false"] : []);
        var existing = filters.Where(f => f.Column == column.Name).ToList();
        if (Choices.Count > 0 && existing.All(f => ChoiceOperators.Contains(f.Operator)))
        {
            Excludes = existing is [{ Operator: FilterOperators.NotEqual }, ..];
            Chosen.UnionWith(existing.Where(f => f.Operator == FilterOperators.NotEqual == Excludes).SelectMany(f => f.Values));
        }
        else
        {
            Choices = [];
            Conditions = WithDefaults(existing.Select(f => new FilterCondition(f.Operator, TextOf(f))).ToList());
        }
    }

    public DataColumn Column { get; }

    public IReadOnlyList<string> Operators { get; }

    /// <summary>The fixed values of the column; empty where values are typed.</summary>
    public IReadOnlyList<string> Choices { get; }

    public ISet<string> Chosen { get; } = new HashSet<string>();

    /// <summary>The filter excludes the chosen values.</summary>
    public bool Excludes { get; set; }

    public bool CanExclude => Operators.Contains(FilterOperators.NotEqual);

    /// <summary>Whether several values can be chosen at once.</summary>
    public bool AllowsMany => Excludes || Operators.Contains(FilterOperators.In);

    public IReadOnlyList<FilterCondition> Conditions { get; } = [];

    public void Choose(string value, bool chosen)
    {
        if (!AllowsMany)
            Chosen.Clear();
        if (chosen)
            Chosen.Add(value);
        else
            Chosen.Remove(value);
    }

    /// <summary>Returns false if a condition is invalid for the column; the condition then has a problem.</summary>
    public bool TryRead(DataView view, out IReadOnlyList<DataFilter> filters)
    {
        foreach (var condition in Conditions)
            condition.Problem = Check(view, condition);

        filters = Conditions.Any(c => c.Problem is not null) ? [] : [.. Chosen.Count > 0 ? FromChoice() : FromConditions()];
        return Conditions.All(c => c.Problem is null);
    }

    // In the order of the contract, not in the order of selection.
    private IEnumerable<DataFilter> FromChoice()
    {
        var chosen = Choices.Where(Chosen.Contains).Concat(Chosen.Except(Choices)).ToList();
        if (Excludes)
            return chosen.Select(value => new DataFilter(Column.Name, FilterOperators.NotEqual, [value]));

        return [new DataFilter(Column.Name, chosen.Count == 1 && Operators.Contains(FilterOperators.Equal)
            ? FilterOperators.Equal
            : FilterOperators.In, chosen)];
    }

    private IEnumerable<DataFilter> FromConditions() => Conditions.Where(c => c.Text.Length > 0).Select(Read);

    private DataFilter Read(FilterCondition condition) => new(Column.Name, condition.Operator,
        condition.Operator == FilterOperators.In ? [.. ListText.Split(condition.Text).Select(v => v.Trim())] : [condition.Text]);

    // Reports here, where it can be corrected, what the backend would refuse.
    private string? Check(DataView view, FilterCondition condition)
    {
        if (condition.Text.Length == 0)
            return null;

        var filter = Read(condition);
        return FilterCheck.Problem(view, filter)
            ?? (FilterText.TryRead(FilterText.Write(filter), out _, out var problem) ? null : problem.Detail);
    }

    // A range has two conditions, everything else one.
    private List<FilterCondition> WithDefaults(List<FilterCondition> conditions)
    {
        string[] range = [FilterOperators.GreaterOrEqual, FilterOperators.LessOrEqual];
        if (Column.Type != ColumnTypes.Text && range.All(Operators.Contains))
        {
            var open = range.Except(conditions.Select(c => c.Operator)).Take(2 - conditions.Count).ToList();
            conditions.AddRange(open.Select(bound => new FilterCondition(bound, "")));
        }

        if (conditions.Count == 0)
            conditions.Add(new FilterCondition(DefaultOperator(), ""));

        return conditions;
    }

    private string DefaultOperator() => new[] { FilterOperators.Contains, FilterOperators.StartsWith }.FirstOrDefault(o => Operators.Contains(o))
        ?? (Operators.Count > 0 ? Operators[0] : FilterOperators.Equal);

    private static string TextOf(DataFilter filter) => filter.Operator == FilterOperators.In
        ? ListText.Join(filter.Values)
        : filter.Values.Count > 0 ? filter.Values[0] : "";
}

/// <summary>One condition of a draft.</summary>
public sealed class FilterCondition(string filterOperator, string text)
{
    public string Operator { get; set; } = filterOperator;

    public string Text { get; set; } = text;

    public string? Problem { get; set; }
}
