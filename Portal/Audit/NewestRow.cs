namespace Portal.Audit;

/// <summary>
/// The newest row that this process wrote or verified: the chain alone cannot detect rows missing from the end, or a chain
/// that was computed again from its start. Later rows of other instances are expected.
/// </summary>
internal sealed class NewestRow
{
    private readonly Lock _lock = new();
    private KnownRow _known = new(0, "", LostAt: null);

    public KnownRow Value
    {
        get
        {
            lock (_lock)
                return _known;
        }
    }

    /// <summary>Remembers a row that this process appended.</summary>
    /// <param name="number">The row's number.</param>
    /// <param name="hash">The row's hash.</param>
    /// <param name="before">What was known before the row was appended.</param>
    public void Append(long number, string hash, KnownRow before)
    {
        lock (_lock)
        {
            if (number <= before.Number)
                _known = new KnownRow(number, hash, _known.LostAt ?? number);
            else if (number > _known.Number)
                _known = _known with { Number = number, Hash = hash };
        }
    }

    /// <summary>Remembers the last row of a chain without a gap.</summary>
    public void Verify(long number, string hash)
    {
        lock (_lock)
        {
            if (number > _known.Number)
                _known = _known with { Number = number, Hash = hash };
        }
    }
}

/// <param name="LostAt">Where this process continued a log that had lost its newest rows; null if it did not.</param>
internal sealed record KnownRow(long Number, string Hash, long? LostAt);
