namespace AppB.Sample.Data.Seeding;

/// <summary>Customer notes on orders: mostly none, often a delivery note, sometimes hostile text.</summary>
internal static class SampleNotes
{
    private const int HostileEvery = 97;

    // Text that a consumer must display literally: markup, script URLs, formulas, invisible and bidirectional
    // characters.
    private static readonly string[] Hostile =
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "<a href=\"javascript:alert(1)\">click</a>",
        "javascript:alert(1)",
        "=cmd|'/C calc'!A0",
        "+1+1\u0009@SUM(A1:A9)",
        "\u202Egnp.exe\u202C reads backwards",
        "\u05E9\u05DC\u05D5\u05DD and \u0645\u0631\u062D\u0628\u0627 in one line",
        "in\u200Bvisible\u200D joins\uFEFF here",
        "👩‍🚀🇪🇺 thank you ❤️",
        "Z\u0351\u036B\u0343a\u0334\u0362l\u0328\u0361g\u0489o",
        "\"quoted\", 'single', back\\slash; semi\nnew line\ttab",
        "{{constructor.constructor('alert(1)')()}} ${7*7} @(1+1)",
        "'; DROP TABLE Orders; --",
    ];

    private static readonly string[] DeliveryNotes =
    [
        "Please deliver in the morning.", "Leave it at the reception.", "Call before delivery.",
        "Gift, no invoice in the parcel.", "Second floor, no lift.", "Deliver with the next order.",
        "Invoice to head office.", "Partial delivery is fine.", "Needed before the end of the month.",
    ];

    public static string? Of(int id, ref SplitMix random)
    {
        var index = random.Below(DeliveryNotes.Length * 3);
        if (id % HostileEvery == 5)
            return Hostile[id / HostileEvery % Hostile.Length];

        return index < DeliveryNotes.Length ? DeliveryNotes[index] : null;
    }
}
