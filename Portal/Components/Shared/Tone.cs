namespace Portal.Components.Shared;

/// <summary>How a state looks.</summary>
public enum Tone
{
    Neutral,
    Waiting,
    Good,
    Missing,
    Refused,
    Broken,
}
