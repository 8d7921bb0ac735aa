using System.Globalization;

namespace AppB.Sample.Data.Seeding;

/// <summary>
/// The sample data as a pure function of its size: customers, products and orders, identical on every run. Customers are
/// fictitious companies; there is no personal data.
/// </summary>
internal sealed class SampleData(int orders)
{
    /// <summary>The day of the newest order. Fixed, so that the data does not depend on the day of seeding.</summary>
    public static readonly DateOnly LastDay = new(2026, 6, 30);

    private const int Days = 3 * 365;

    private readonly int _numberWidth = Math.Max(6, orders.ToString(CultureInfo.InvariantCulture).Length);

    public int Orders => orders;

    /// <summary>About fifty orders per customer.</summary>
    public int Customers { get; } = Math.Clamp(orders / 50, 20, 20_000);

    public static Customer Customer(int id)
    {
        var random = new SplitMix((ulong)id * 31);
        var (city, country) = SampleNames.Cities[random.Below(SampleNames.Cities.Length)];
        return new()
        {
            Id = id,
            Name = SampleNames.Company(id),
            Segment = (CustomerSegment)random.Below(3),
            City = city,
            Country = country,
            Since = LastDay.AddDays(-Days - random.Below(10 * 365)),
        };
    }

    public static Product Product(int id)
    {
        var (category, item, price) = SampleNames.Items[(id - 1) / SampleNames.Variants.Length];
        var variant = (id - 1) % SampleNames.Variants.Length;
        return new()
        {
            Id = id,
            Sku = $"{category.ToString()[..3].ToUpperInvariant()}-{id:D4}",
            Name = $"{item}, {SampleNames.Variants[variant]}",
            Category = category,
            UnitPrice = price + variant * 1.5m,
        };
    }

    public static int Products => SampleNames.Items.Length * SampleNames.Variants.Length;

    /// <param name="id">From 1. Ids increase with the date.</param>
    /// <param name="products">All products, by id − 1.</param>
    /// <param name="customers">All customers, by id − 1.</param>
    public (Order Order, List<OrderLine> Lines) Order(int id, Product[] products, Customer[] customers)
    {
        var random = new SplitMix((ulong)id * 1_000_003);
        var count = 1 + random.Below(4);
        var lines = new List<OrderLine>(count);
        for (var position = 1; position <= count; position++)
        {
            var product = products[random.Below(products.Length)];
            lines.Add(new()
            {
                OrderId = id,
                Position = position,
                ProductId = product.Id,
                Quantity = 1 + random.Below(12),
                UnitPrice = product.UnitPrice,
            });
        }

        var customer = customers[random.Below(customers.Length)];
        var age = (int)((long)(orders - id) * Days / orders);
        return (new()
        {
            Id = id,
            Number = $"ORD-{id.ToString($"D{_numberWidth}", CultureInfo.InvariantCulture)}",
            CustomerId = customer.Id,
            CustomerName = customer.Name,
            Status = StatusAt(age, random.Below(100)),
            PlacedOn = LastDay.AddDays(-age),
            Total = lines.Sum(l => l.Quantity * l.UnitPrice),
            Note = SampleNotes.Of(id, ref random),
            Version = 1,
        }, lines);
    }

    // Recent orders are in progress, old ones are delivered.
    private static OrderStatus StatusAt(int age, int percent) => (age, percent) switch
    {
        ( < 10, < 45) => OrderStatus.New,
        ( < 10, < 80) => OrderStatus.Paid,
        ( < 10, < 95) => OrderStatus.Shipped,
        ( < 30, < 20) => OrderStatus.Paid,
        ( < 30, < 60) => OrderStatus.Shipped,
        (_, < 93) => OrderStatus.Delivered,
        _ => OrderStatus.Cancelled,
    };
}
