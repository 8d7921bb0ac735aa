namespace Demo;

/// <summary>Why one of the three could not start: a line for each port or setting, for the person at the console.</summary>
public sealed class DemoStartException(string app, IReadOnlyList<string> problems, Exception inner)
    : Exception(string.Join(Environment.NewLine, problems.Select(problem => $"{app} cannot start: {problem}")), inner);
