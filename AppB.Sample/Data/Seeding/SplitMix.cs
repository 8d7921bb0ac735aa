namespace AppB.Sample.Data.Seeding;

/// <summary>
/// SplitMix64: the same numbers on every machine and .NET version, which System.Random does not guarantee.
/// </summary>
internal struct SplitMix(ulong seed)
{
    private ulong _state = seed;

    /// <summary>A number from 0 to <paramref name="bound"/> − 1.</summary>
    public int Below(int bound)
    {
        _state += 0x9E3779B97F4A7C15;
        var z = _state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        z ^= z >> 31;
        return (int)((UInt128)z * (ulong)bound >> 64);
    }
}
