namespace Portal.Components.Demo;

/// <summary>
/// What the browser remembers about demonstrations: the drawer and the step of a tour, in cookies that demo.js writes. They
/// are read with each page, so that nothing moves when the circuit starts, and a tour survives a sign-in.
/// </summary>
public sealed record DemoView(string? Drawer, string? Tour)
{
    public const string DrawerCookie = "demo";
    public const string TourCookie = "tour";
    public const string Open = "open";
    public const string Collapsed = "collapsed";

    public static DemoView Read(IRequestCookieCollection cookies) => new(cookies[DrawerCookie], cookies[TourCookie]);
}
