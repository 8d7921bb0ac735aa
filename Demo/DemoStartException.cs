namespace Demo;

/// <summary>An app of the demo could not start. The message has one line for each port or setting.</summary>
public sealed class DemoStartException(string app, IReadOnlyList<string> problems, Exception inner)
    : Exception(string.Join(Environment.NewLine, problems.Select(problem => $"{app} cannot start: {problem}")), inner);
