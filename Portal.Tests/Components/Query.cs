using AngleSharp.Dom;
using Bunit;
using Microsoft.AspNetCore.Components;

namespace Portal.Tests.Components;

/// <summary>
/// Finds elements by role and accessible name, as Playwright does. bUnit has no such queries of its own, and its
/// companion package for them is not on the feed.
/// </summary>
internal static class Query
{
    private static readonly string[] FormControls = ["INPUT", "SELECT", "TEXTAREA"];

    /// <summary>The single element with that role and name; on failure, lists the names found.</summary>
    public static IElement ByRole<T>(this IRenderedComponent<T> page, string role, string? name = null)
        where T : IComponent =>
        One(page.FindAll(Selector(role)), role, name);

    public static IElement ByRole(this IElement scope, string role, string? name = null) =>
        One([.. scope.QuerySelectorAll(Selector(role))], role, name);

    public static IReadOnlyList<IElement> AllByRole<T>(
        this IRenderedComponent<T> page, string role, string? name = null)
        where T : IComponent =>
        Named(page.FindAll(Selector(role)), name);

    public static IReadOnlyList<IElement> AllByRole(this IElement scope, string role, string? name = null) =>
        Named([.. scope.QuerySelectorAll(Selector(role))], name);

    /// <summary>The single input, select or textarea with that label.</summary>
    public static IElement ByLabel<T>(this IRenderedComponent<T> page, string label)
        where T : IComponent =>
        One(page.FindAll("input, select, textarea"), "form control", label);

    /// <summary>Where each link leads, in order.</summary>
    public static IReadOnlyList<string> Addresses<T>(this IRenderedComponent<T> page)
        where T : IComponent =>
        [.. page.FindAll("a[href]").Select(a => a.Address()!)];

    /// <summary>Where a link leads: a path of the portal if it is relative. Null without <c>href</c>.</summary>
    public static string? Address(this IElement link) => link.GetAttribute("href") switch
    {
        "." => "/",
        { } href when href.StartsWith('/') || href.Contains("://", StringComparison.Ordinal) => href,
        { } href => $"/{href}",
        null => null,
    };

    /// <summary>The value of each copy button, in order: codes, roles, scopes, request texts.</summary>
    public static IReadOnlyList<string> Copies<T>(this IRenderedComponent<T> page)
        where T : IComponent =>
        [.. page.FindAll("[data-copy]").Select(e => e.GetAttribute("data-copy")!)];

    /// <summary>The text content with each run of white space as one space.</summary>
    public static string Text(this IElement element) => Normalized(element.TextContent);

    public static string AccessibleName(this IElement element)
    {
        if (element.GetAttribute("aria-label") is { } label)
            return Normalized(label);
        if (element.GetAttribute("aria-labelledby") is { } ids)
            return TextOfIds(element, ids);
        if (element.LocalName == "fieldset")
            return element.QuerySelector("legend") is { } legend ? Content(legend) : "";
        if (!FormControls.Contains(element.NodeName, StringComparer.Ordinal))
            return Content(element);

        var own = element.Closest("label")
            ?? Everything(element).FirstOrDefault(e => e.LocalName == "label" && e.GetAttribute("for") == element.Id);
        return own is null ? "" : Content(own);
    }

    /// <summary>The text that <c>aria-describedby</c> points to.</summary>
    public static string Description(this IElement element) =>
        TextOfIds(element, element.GetAttribute("aria-describedby") ?? "");

    private static string Selector(string role) => role switch
    {
        "button" => "button:not([role]), [role=button]",
        "checkbox" => "input[type=checkbox]",
        "columnheader" => "th[scope=col]",
        "combobox" => "select, [role=combobox]",
        "group" => "fieldset, [role=group]",
        "heading" => "h1, h2, h3, h4",
        "link" => "a[href]:not([role]), [role=link]",
        "listitem" => "li:not([role])",
        "radio" => "input[type=radio]",
        "region" => "section[aria-label], section[aria-labelledby], [role=region]",
        _ => $"[role={role}]",
    };

    private static IElement One(IReadOnlyList<IElement> found, string role, string? name)
    {
        var named = Named(found, name);
        Assert.True(
            named.Count == 1,
            $"{named.Count} × {role} “{name}”; there are: {string.Join(" | ", found.Select(e => e.AccessibleName()))}");
        return named[0];
    }

    private static IReadOnlyList<IElement> Named(IReadOnlyList<IElement> found, string? name) =>
        name is null ? found : [.. found.Where(e => e.AccessibleName() == name)];

    private static string TextOfIds(IElement element, string ids) => string.Join(' ', ids
        .Split(' ', StringSplitOptions.RemoveEmptyEntries)
        .Select(id => Everything(element).FirstOrDefault(e => e.Id == id))
        .OfType<IElement>()
        .Select(Content));

    private static IEnumerable<IElement> Everything(IElement element) => element.GetRoot().Descendants<IElement>();

    private static string Content(IElement element) => Normalized(string.Concat(Pieces(element)));

    // Skips hidden elements, tooltips and, in a label, the control itself.
    private static IEnumerable<string> Pieces(INode node) => node.ChildNodes.SelectMany(child => child switch
    {
        IText text => [text.Data],
        IElement e when IsHidden(e) || e.GetAttribute("role") == "tooltip" => [],
        IElement e when FormControls.Contains(e.NodeName, StringComparer.Ordinal) => [],
        _ => Pieces(child),
    });

    private static bool IsHidden(IElement element) =>
        element.GetAttribute("aria-hidden") == "true" || element.HasAttribute("hidden");

    private static string Normalized(string text) =>
        string.Join(' ', text.Split((char[])[' ', '\n', '\r', '\t'], StringSplitOptions.RemoveEmptyEntries));
}
