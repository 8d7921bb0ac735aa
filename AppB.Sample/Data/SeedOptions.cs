using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace AppB.Sample.Data;

/// <summary>
/// The size of the sample data. At the root of AppB's section, so that <c>--orders 1000000</c> sets it.
/// </summary>
public sealed class SeedOptions
{
    [Range(1, 10_000_000, ErrorMessage = "Orders must be from 1 to 10000000. It is the number of orders to seed.")]
    public int Orders { get; init; } = 100_000;
}

[OptionsValidator]
internal sealed partial class SeedOptionsValidator : IValidateOptions<SeedOptions>;
