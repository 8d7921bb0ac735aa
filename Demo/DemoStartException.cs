namespace Demo;

/// <summary>Why the demo could not start, in one line for the person at the console.</summary>
public sealed class DemoStartException(string message, Exception inner) : Exception(message, inner);
