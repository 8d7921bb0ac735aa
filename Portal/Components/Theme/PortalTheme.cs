using MudBlazor;

namespace Portal.Components.Theme;

/// <summary>
/// The portal's MudBlazor theme. Every page contains both palettes, each under its own selector, and <c>theme.js</c>
/// selects one: nothing flashes on load, and switching needs no circuit.
/// </summary>
internal static class PortalTheme
{
    public static readonly MudTheme Light = Create(":root");

    public static readonly MudTheme Dark = Create(":root[data-theme=dark]");

    private static MudTheme Create(string scope) => new()
    {
        PseudoCss = new PseudoCss { Scope = scope },
        PaletteLight = LightPalette(),
        PaletteDark = DarkPalette(),
        LayoutProperties = new LayoutProperties { DefaultBorderRadius = "8px", AppbarHeight = "56px" },
        Typography = Type(),
    };

    private static PaletteLight LightPalette() => new()
    {
        Primary = "#3B4FBF",
        Secondary = "#B3256B",
        Info = "#0B5CAD",
        Success = "#1B6B3A",
        Warning = "#8A4B00",
        Error = "#B3261E",
        Background = "#F7F8FB",
        BackgroundGray = "#EEF0F6",
        Surface = "#FFFFFF",
        AppbarBackground = "#FFFFFF",
        AppbarText = "#171A2B",
        DrawerBackground = "#F7F8FB",
        DrawerText = "#171A2B",
        TextPrimary = "#171A2B",
        TextSecondary = "#545B73",
        ActionDefault = "#545B73",
        LinesDefault = "#E1E4EE",
        LinesInputs = "#8B92AB",
        Divider = "#E1E4EE",
        TableLines = "#E9EBF3",
        Skeleton = "#E4E7F0",
    };

    private static PaletteDark DarkPalette() => new()
    {
        Primary = "#9AA8FF",
        Secondary = "#FF9CC8",
        Info = "#7CC4FF",
        Success = "#6FDC9A",
        Warning = "#FFC46B",
        Error = "#FF9A92",
        PrimaryContrastText = "#12152A",
        SecondaryContrastText = "#12152A",
        InfoContrastText = "#12152A",
        SuccessContrastText = "#12152A",
        WarningContrastText = "#12152A",
        ErrorContrastText = "#12152A",
        Background = "#0F1118",
        BackgroundGray = "#1D212D",
        Surface = "#161924",
        AppbarBackground = "#161924",
        AppbarText = "#E8EAF4",
        DrawerBackground = "#0F1118",
        DrawerText = "#E8EAF4",
        TextPrimary = "#E8EAF4",
        TextSecondary = "#A6ADC4",
        ActionDefault = "#A6ADC4",
        LinesDefault = "#2A2F40",
        LinesInputs = "#6C748F",
        Divider = "#2A2F40",
        TableLines = "#232837",
        Skeleton = "#242938",
    };

    private static Typography Type()
    {
        string[] inter = ["Inter", "system-ui", "sans-serif"];
        return new Typography
        {
            Default = new DefaultTypography
            {
                FontFamily = inter,
                FontSize = ".9375rem",
                LineHeight = "1.55",
                LetterSpacing = "0",
            },
            Button = new ButtonTypography
            {
                FontFamily = inter,
                FontSize = ".9375rem",
                FontWeight = "550",
                LetterSpacing = "0",
                TextTransform = "none",
            },
        };
    }
}
