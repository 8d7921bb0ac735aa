using System.Diagnostics;
using OpenTelemetry;

namespace Portal.Hosting.Telemetry;

/// <summary>
/// Removes from exported spans what could name a user or contain what a user searched for: addresses (paths of Microsoft
/// Graph contain object ids, queries contain filters) and ids of circuits. Routes, hosts and status codes remain.
/// </summary>
internal sealed class SpanRedaction : BaseProcessor<Activity>
{
    public const string CircuitSource = "Microsoft.AspNetCore.Components.Server.Circuits";

    private static readonly string[] Removed =
    [
        "url.full", "url.path", "url.query", "client.address", "user_agent.original", "aspnetcore.components.circuit.id",
    ];

    public override void OnEnd(Activity data)
    {
        foreach (var name in Removed)
        {
            if (data.GetTagItem(name) is not null)
                data.SetTag(name, null);
        }

        // The framework adds the id of the circuit to the name.
        if (data.Source.Name == CircuitSource)
            data.DisplayName = "Circuit";
    }
}
