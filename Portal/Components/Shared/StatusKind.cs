namespace Portal.Components.Shared;

/// <summary>How a state looks.</summary>
public enum StatusKind
{
    Neutral,
    Waiting,
    Good,
    Missing,
    Refused,
    Broken,
}
