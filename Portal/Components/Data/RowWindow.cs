namespace Portal.Components.Data;

/// <summary>The part of a long scroll that is rendered.</summary>
/// <param name="From">The number of its first row, counted from 0.</param>
/// <param name="Extent">How many rows can be scrolled over so far.</param>
/// <param name="Total">How many rows there are; null while unknown.</param>
public sealed record RowWindow(int From, int Extent, long? Total);
