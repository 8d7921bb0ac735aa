using k8s;
using k8s.Models;

namespace Portal.Tests.Deployment;

/// <summary>The manifests fit the types of Kubernetes, and the portal's own limits.</summary>
public sealed class KubernetesManifestTests
{
    private const string Folder = "kubernetes";
    private const string DnsPort = "53";

    // Time that the portal needs at most to stop (docs/settings.md).
    private const int StopSeconds = 10;

    private static V1Deployment Deployment => Read("deployment.yaml").OfType<V1Deployment>().Single();

    private static V1Container Portal => Deployment.Spec.Template.Spec.Containers.Single();

    public static TheoryData<string> Manifests() =>
        [.. DeploymentFiles.In(Folder, "*.yaml").Select(f => Path.GetFileName(f)).Except(["kustomization.yaml"])];

    [Theory]
    [MemberData(nameof(Manifests))]
    public void Manifest_has_known_fields_only(string file) => Assert.NotEmpty(Read(file));

    [Fact]
    public void Kustomization_lists_every_manifest()
    {
        var kustomization = DeploymentFiles.Yaml($"{Folder}/kustomization.yaml");

        Assert.Equal(
            Manifests().Select(row => row.Data).Order(),
            ((List<object>)kustomization["resources"]).Cast<string>().Order());
    }

    [Fact]
    public void Every_container_fulfils_the_restricted_profile()
    {
        var pod = Deployment.Spec.Template.Spec;

        Assert.True(pod.SecurityContext.RunAsNonRoot);
        Assert.Equal("RuntimeDefault", pod.SecurityContext.SeccompProfile.Type);
        Assert.All(pod.Containers.Concat(pod.InitContainers), container =>
        {
            Assert.False(container.SecurityContext.AllowPrivilegeEscalation);
            Assert.True(container.SecurityContext.ReadOnlyRootFilesystem);
            Assert.Equal(["ALL"], container.SecurityContext.Capabilities.Drop);
            Assert.True(container.Resources.Limits.ContainsKey("memory"));
        });
    }

    [Fact]
    public void Stopping_has_the_time_that_the_portal_needs()
    {
        var stop = Portal.Lifecycle.PreStop.Sleep.Seconds;

        Assert.InRange(Deployment.Spec.Template.Spec.TerminationGracePeriodSeconds!.Value, stop + StopSeconds + 1, 120);

        // The endpoints lose a pod that is not ready; until then the portal must serve.
        Assert.True(stop > Portal.ReadinessProbe.PeriodSeconds);
    }

    [Fact]
    public void Probes_request_the_health_endpoints_under_an_accepted_host_name()
    {
        var probes = new[] { Portal.StartupProbe, Portal.LivenessProbe, Portal.ReadinessProbe }.Select(p => p.HttpGet).ToList();

        Assert.Equal(["/health/live", "/health/live", "/health/ready"], probes.Select(p => p.Path));
        Assert.All(probes, probe => Assert.Equal(("Host", "localhost"), Header(probe)));
        Assert.Contains(";localhost", DeploymentFiles.Read($"{Folder}/portal.env"), StringComparison.Ordinal);
    }

    [Fact]
    public void Disruptions_and_scaling_leave_several_instances()
    {
        var budget = Read("poddisruptionbudget.yaml").OfType<V1PodDisruptionBudget>().Single();
        var scaler = Read("horizontalpodautoscaler.yaml").OfType<V2HorizontalPodAutoscaler>().Single();

        Assert.Equal("1", budget.Spec.MaxUnavailable.Value);
        Assert.Null(Deployment.Spec.Replicas);
        Assert.Equal(3, scaler.Spec.MinReplicas);
        Assert.Equal(Deployment.Spec.Selector.MatchLabels, budget.Spec.Selector.MatchLabels);
    }

    [Fact]
    public void Pages_stay_with_their_instance()
    {
        var ingress = Read("ingress.yaml").OfType<V1Ingress>().Single();

        Assert.Equal("cookie", ingress.Metadata.Annotations["nginx.ingress.kubernetes.io/affinity"]);
        Assert.Equal("portal", ingress.Spec.Rules.Single().Http.Paths.Single().Backend.Service.Name);
    }

    [Fact]
    public void Metadata_services_of_clouds_cannot_be_reached()
    {
        var policy = Read("networkpolicy.yaml").OfType<V1NetworkPolicy>().Single();
        var open = policy.Spec.Egress
            .Where(rule => rule.Ports.Any(port => port.Port.Value != DnsPort))
            .SelectMany(rule => rule.To)
            .Where(peer => peer.IpBlock is not null)
            .ToList();

        Assert.NotEmpty(open);
        Assert.All(open, peer => Assert.Contains("169.254.0.0/16", peer.IpBlock.Except));
    }

    private static (string, string) Header(V1HTTPGetAction probe) => (probe.HttpHeaders.Single().Name, probe.HttpHeaders.Single().Value);

    private static List<object> Read(string file) =>
        KubernetesYaml.LoadAllFromString(DeploymentFiles.Read($"{Folder}/{file}"), typeMap: null, strict: true);
}
