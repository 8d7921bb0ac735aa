using System.Collections.Concurrent;
using Microsoft.AspNetCore.Components;

namespace Portal.Components.Shared;

/// <summary>
/// A decorative icon as markup, with MudBlazor's shapes and classes. MudIcon would add a component for each icon, which
/// costs a circuit several kilobytes, and a page has dozens.
/// </summary>
internal static class SvgIcon
{
    // Shared by all circuits. The icons are constants, so it stays small.
    private static readonly ConcurrentDictionary<(string Shape, string Classes), MarkupString> Known = new();

    public static MarkupString Small(string shape) => Of(shape, "mud-icon-size-small");

    /// <param name="shape">One of MudBlazor's constants: it becomes markup as it is.</param>
    /// <param name="name">A further CSS class.</param>
    public static MarkupString Small(string shape, string name) => Of(shape, $"mud-icon-size-small {name}");

    public static MarkupString Medium(string shape) => Of(shape, "mud-icon-size-medium");

    private static MarkupString Of(string shape, string classes) => Known.GetOrAdd((shape, classes), static icon => new(
        $"""<svg class="mud-icon-root mud-svg-icon {icon.Classes}" focusable="false" viewBox="0 0 24 24" """
        + $"""aria-hidden="true">{icon.Shape}</svg>"""));
}
