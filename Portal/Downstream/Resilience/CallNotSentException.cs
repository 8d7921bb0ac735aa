namespace Portal.Downstream.Resilience;

/// <summary>The portal did not send a call to an API, to protect itself and the API.</summary>
/// <param name="after">When another call can be sent; null if calls are not paused, but too many are in progress.</param>
internal sealed class CallNotSentException(TimeSpan? after, Exception inner) : Exception("The call was not sent.", inner)
{
    public TimeSpan? After { get; } = after;
}
