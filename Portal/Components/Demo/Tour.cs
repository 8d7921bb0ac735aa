namespace Portal.Components.Demo;

/// <summary>A guided tour over the real pages.</summary>
/// <param name="Name">Part of its addresses: <c>tours/{Name}/{step}</c>.</param>
/// <param name="Subject">What it is about, for the list of tours.</param>
/// <param name="Persona">The user name, without the domain, of the account whose story it is.</param>
internal sealed record Tour(string Name, string Title, string Subject, string Persona, IReadOnlyList<TourStep> Steps);

/// <summary>One step: what to look at, and where.</summary>
/// <param name="Page">The page, relative to the home page.</param>
/// <param name="Target">The CSS selector of the element that it points at; of several, the first on the page.</param>
internal sealed record TourStep(string Title, string Text, string Page, string Target)
{
    /// <summary>The user name, without the domain, of who must be signed in; null for anybody.</summary>
    public string? As { get; init; }

    /// <summary>What the button "Do it" does; null if there is nothing to do.</summary>
    public TourAction? Action { get; init; }

    /// <summary>Shown in place of <see cref="Text"/> when the page has neither the target nor the remedy.</summary>
    public string Missing { get; init; } = "The page does not show this now. Put back what is broken, go back one step, or reload the page.";

    /// <summary>The selector of what brings the target to the page; "Do it" clicks it while the target is missing.</summary>
    public string Remedy { get; init; } = "main a[href*='consent/']";

    /// <summary>Shown in place of <see cref="Text"/> when the page has only the remedy.</summary>
    public string RemedyText { get; init; } = "Consent is needed first. Do it, and accept.";
}

/// <summary>What a step does for the presenter.</summary>
internal abstract record TourAction
{
    /// <summary>Signs in as another account, and goes on to the next step.</summary>
    public sealed record SignIn(string User) : TourAction;

    /// <summary>Applies a scenario.</summary>
    public sealed record Play(string Scenario) : TourAction;

    /// <summary>Presses a button or follows a link of the page.</summary>
    public sealed record Click(string Selector) : TourAction;
}

/// <summary>A step of a tour, as in addresses and in the browser's cookie: <c>bobs-403.2</c>.</summary>
internal sealed record TourPosition(Tour Tour, int Number)
{
    public TourStep Step => Tour.Steps[Number - 1];

    public TourPosition? Next => Number < Tour.Steps.Count ? this with { Number = Number + 1 } : null;

    public TourPosition? Back => Number > 1 ? this with { Number = Number - 1 } : null;

    /// <summary>Relative to the home page.</summary>
    public string Address => $"tours/{Tour.Name}/{Number}";

    /// <summary>Null if there is no such tour or step.</summary>
    public static TourPosition? Find(string? name, int number) =>
        DemoTours.All.FirstOrDefault(t => t.Name == name) is { } tour && number >= 1 && number <= tour.Steps.Count
            ? new TourPosition(tour, number)
            : null;

    /// <summary>The step that an address names, after the path that all pages are below; null for other addresses.</summary>
    public static TourPosition? InPath(string? path) => path?.Split('/') switch
    {
        ["", "tours", var name] => Find(name, 1),
        ["", "tours", var name, var number] => Parse($"{name}.{number}"),
        _ => null,
    };

    /// <summary>Null if it is not a position, for example of an earlier version.</summary>
    public static TourPosition? Parse(string? text) =>
        text?.Split('.') is [var name, var number]
        && int.TryParse(number, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var parsed)
            ? Find(name, parsed)
            : null;

    public override string ToString() => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Tour.Name}.{Number}");
}
