namespace Portal.Instances;

/// <summary>What an instance announces about itself in Redis. It contains no secret.</summary>
/// <param name="Id">Identifies one start of one instance.</param>
/// <param name="AheadOfRedis">How far its clock is ahead of that of Redis; negative if it is behind.</param>
/// <param name="Keys">A hash of the ids of its Data Protection keys.</param>
/// <param name="Probe">Its id, encrypted: an instance that has the same keys can decrypt it.</param>
/// <param name="Settings">A hash of each setting that must agree, by the name of the setting.</param>
internal sealed record InstanceEntry(
    string Id,
    string Version,
    DateTimeOffset Started,
    TimeSpan AheadOfRedis,
    string Keys,
    string Probe,
    IReadOnlyDictionary<string, string> Settings,
    CircuitCounts Circuits);

/// <summary>Whether browsers stay with the instance that rendered their page.</summary>
/// <param name="ByOrigin">How many circuits were started, by the id of the instance that rendered the page.</param>
/// <param name="Misdirected">Requests of connections that another instance has negotiated.</param>
internal sealed record CircuitCounts(IReadOnlyDictionary<string, int> ByOrigin, int Misdirected);
