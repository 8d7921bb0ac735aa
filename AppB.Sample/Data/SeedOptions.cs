using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace AppB.Sample.Data;

/// <summary>How large the sample is. A setting at the root of AppB's section, so that <c>--orders 1000000</c> sets it.</summary>
public sealed class SeedOptions
{
    [Range(1, 10_000_000, ErrorMessage = "Orders must be from 1 to 10000000: the number of orders to seed.")]
    public int Orders { get; init; } = 100_000;
}

[OptionsValidator]
internal sealed partial class SeedOptionsValidator : IValidateOptions<SeedOptions>;
