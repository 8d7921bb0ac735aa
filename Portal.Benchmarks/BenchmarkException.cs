namespace Portal.Benchmarks;

/// <summary>A benchmark cannot go on; the message says why.</summary>
internal sealed class BenchmarkException(string message, Exception? inner = null) : Exception(message, inner);
