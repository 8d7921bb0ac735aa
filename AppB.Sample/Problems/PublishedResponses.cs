namespace AppB.Sample.Problems;

internal static class PublishedResponses
{
    /// <summary>Publishes further statuses of an operation; those of refusing (4xx) carry a <see cref="Problem"/>.</summary>
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
