namespace AppB.Sample.Problems;

internal static class PublishedResponses
{
    /// <summary>
    /// Publishes additional statuses of an operation; errors (4xx) have a <see cref="Problem"/> as their body.
    /// </summary>
    public static RouteHandlerBuilder PublishesStatuses(this RouteHandlerBuilder builder, params ReadOnlySpan<int> statuses)
    {
        foreach (var status in statuses)
        {
            if (status < 400)
                builder.Produces(status);
            else
                builder.Produces<Problem>(status, Problem.MediaType);
        }

        return builder;
    }
}
