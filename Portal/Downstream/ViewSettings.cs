namespace Portal.Downstream;

/// <summary>
/// What settings say of one view over its API's document: <c>DownstreamApis:{api}:Views:{view}</c>. All of it optional.
/// </summary>
public sealed class ViewSettings
{
    public string? Title { get; set; }

    /// <summary>Columns in the order to show them; those not named follow in the document's order.</summary>
    public IList<string> Columns { get; } = [];

    /// <summary>Columns that are not shown until the user asks for them.</summary>
    public IList<string> Hidden { get; } = [];

    public ChartSettings? Chart { get; set; }
}

/// <summary>How the rows are drawn.</summary>
public sealed class ChartSettings
{
    /// <summary><c>bar</c>, <c>line</c>, or <c>none</c> to leave out the chart that the document names.</summary>
    public string Type { get; set; } = "bar";

    /// <summary>The column along the axis.</summary>
    public string X { get; set; } = "";

    /// <summary>The numeric columns that are drawn.</summary>
    public IList<string> Y { get; } = [];
}
