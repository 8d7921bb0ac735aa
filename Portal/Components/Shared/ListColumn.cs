namespace Portal.Components.Shared;

/// <summary>A column of a <see cref="ListTable"/>.</summary>
/// <param name="Title">The header.</param>
/// <param name="IsNumeric">Numbers and durations are aligned at their end.</param>
/// <param name="IsQuiet">The header is for assistive technology only: the cells explain themselves.</param>
public sealed record ListColumn(string Title, bool IsNumeric = false, bool IsQuiet = false);
