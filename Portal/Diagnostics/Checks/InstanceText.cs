namespace Portal.Diagnostics.Checks;

internal static class InstanceText
{
    public const string NoOther = "There is no other instance to compare with.";
}
