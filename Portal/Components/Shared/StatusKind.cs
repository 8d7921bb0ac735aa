namespace Portal.Components.Shared;

/// <summary>Determines the colour and icon of a status.</summary>
public enum StatusKind
{
    Neutral,
    Waiting,
    Good,
    Missing,
    Refused,
    Broken,
}
