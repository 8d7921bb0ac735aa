namespace AppB.Sample.Data.Seeding;

/// <summary>The parts of generated names, and the product catalogue.</summary>
internal static class SampleNames
{
    public static readonly (string City, string Country)[] Cities =
    [
        ("Aarhus", "DK"), ("Antwerp", "BE"), ("Basel", "CH"), ("Bergen", "NO"), ("Bilbao", "ES"), ("Bologna", "IT"),
        ("Bremen", "DE"), ("Brno", "CZ"), ("Cork", "IE"), ("Gdańsk", "PL"), ("Ghent", "BE"), ("Graz", "AT"),
        ("Köln", "DE"), ("Lille", "FR"), ("Linz", "AT"), ("Lyon", "FR"), ("Malmö", "SE"), ("Nantes", "FR"),
        ("Porto", "PT"), ("Rotterdam", "NL"), ("Tallinn", "EE"), ("Tampere", "FI"), ("Turin", "IT"), ("Zürich", "CH"),
    ];

    public static readonly (ProductCategory Category, string Item, decimal Price)[] Items =
    [
        (ProductCategory.Furniture, "Oak desk", 420m), (ProductCategory.Furniture, "Birch table", 310m),
        (ProductCategory.Furniture, "Swivel chair", 189m), (ProductCategory.Furniture, "Folding chair", 35.9m),
        (ProductCategory.Furniture, "Standing desk", 599m), (ProductCategory.Furniture, "Bench", 140m),
        (ProductCategory.Lighting, "Desk lamp", 49.9m), (ProductCategory.Lighting, "Floor lamp", 119m),
        (ProductCategory.Lighting, "Light strip", 18.5m), (ProductCategory.Lighting, "Ceiling light", 85m),
        (ProductCategory.Lighting, "Bulb", 6.2m), (ProductCategory.Lighting, "Spot light", 27.4m),
        (ProductCategory.Paper, "Copy paper", 5.4m), (ProductCategory.Paper, "Notebook", 3.95m),
        (ProductCategory.Paper, "Envelope", 2.1m), (ProductCategory.Paper, "Label sheet", 7.8m),
        (ProductCategory.Paper, "Card stock", 9.6m), (ProductCategory.Paper, "Wall calendar", 12m),
        (ProductCategory.Storage, "Shelf", 75m), (ProductCategory.Storage, "Filing cabinet", 210m),
        (ProductCategory.Storage, "Archive box", 4.3m), (ProductCategory.Storage, "Drawer unit", 132m),
        (ProductCategory.Storage, "Locker", 260m), (ProductCategory.Storage, "Crate", 15.8m),
        (ProductCategory.Tools, "Hole punch", 11.2m), (ProductCategory.Tools, "Stapler", 9.3m),
        (ProductCategory.Tools, "Guillotine", 68m), (ProductCategory.Tools, "Laminator", 94m),
        (ProductCategory.Tools, "Label printer", 155m), (ProductCategory.Tools, "Shredder", 230m),
    ];

    public static readonly string[] Variants =
        ["small", "medium", "large", "white", "black", "grey", "pack of 5", "pack of 20"];

    private static readonly string[] Adjectives =
    [
        "Amber", "Arctic", "Autumn", "Azure", "Blue", "Bright", "Broad", "Calm", "Cedar", "Clear",
        "Coastal", "Copper", "Coral", "Crimson", "Early", "Eastern", "Emerald", "Even", "Fair", "Golden",
        "Grand", "Green", "High", "Ivory", "Lakeside", "Linden", "Lower", "Maple", "Mild", "Northern",
        "Open", "Pearl", "Quiet", "Rapid", "Silver", "Southern", "Steady", "Upper", "Western", "Winter",
    ];

    private static readonly string[] Nouns =
    [
        "Acorn", "Anchor", "Arrow", "Atlas", "Bay", "Beacon", "Bridge", "Brook", "Canal", "Canyon",
        "Castle", "Cliff", "Compass", "Crane", "Delta", "Dune", "Falcon", "Fern", "Field", "Fjord",
        "Forest", "Forge", "Garden", "Gate", "Glacier", "Grove", "Harbour", "Heron", "Hill", "Island",
        "Lantern", "Meadow", "Mill", "Moor", "Mountain", "Oak", "Orchard", "Otter", "Peak", "Pier",
        "Pine", "Quarry", "Ridge", "River", "Sail", "Spring", "Stone", "Tower", "Valley", "Willow",
    ];

    private static readonly string[] Trades =
    [
        "Books", "Clinic", "College", "Crafts", "Design", "Energy", "Foods", "Freight", "Hotels", "Instruments",
        "Laboratories", "Logistics", "Media", "Outfitters", "Partners", "Press", "Supplies", "Textiles", "Trading", "Works",
    ];

    /// <summary>A unique name for each of 40000 ids: the factor is coprime to 40000.</summary>
    public static string Company(int id)
    {
        var n = id * 7919 % (Adjectives.Length * Nouns.Length * Trades.Length);
        var (rest, trade) = Math.DivRem(n, Trades.Length);
        var (adjective, noun) = Math.DivRem(rest, Nouns.Length);
        return $"{Adjectives[adjective]} {Nouns[noun]} {Trades[trade]}";
    }
}
