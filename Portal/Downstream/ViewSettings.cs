namespace Portal.Downstream;

/// <summary>
/// Settings that override the API's document for one view: <c>DownstreamApis:{api}:Views:{view}</c>. All are optional.
/// </summary>
public sealed class ViewSettings
{
    public string? Title { get; set; }

    /// <summary>Columns in display order; the others follow in the order that they would have without.</summary>
    public IList<string> Columns { get; } = [];

    /// <summary>Columns that are hidden until the user shows them.</summary>
    public IList<string> Hidden { get; } = [];

    /// <summary>The order of the rows where the address names none, such as <c>placedOn desc</c>; <c>none</c> for the API's own.</summary>
    public string? Sort { get; set; }

    public ChartSettings? Chart { get; set; }
}

/// <summary>The chart of a view.</summary>
public sealed class ChartSettings
{
    /// <summary><c>bar</c>, <c>line</c>, or <c>none</c> to remove the chart that the document defines.</summary>
    public string Type { get; set; } = "bar";

    /// <summary>The column along the axis.</summary>
    public string X { get; set; } = "";

    /// <summary>The numeric columns that are drawn.</summary>
    public IList<string> Y { get; } = [];
}
