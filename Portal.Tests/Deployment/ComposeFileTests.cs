namespace Portal.Tests.Deployment;

/// <summary>The compose file is consistent, and restricts every container.</summary>
public sealed class ComposeFileTests
{
    private static readonly Dictionary<object, object> File = DeploymentFiles.Yaml("compose/compose.yaml");

    private static Dictionary<string, Dictionary<object, object>> Services => Map(File["services"])
        .ToDictionary(s => (string)s.Key, s => Map(s.Value), StringComparer.Ordinal);

    [Fact]
    public void Every_container_is_restricted() => Assert.All(Services, service =>
    {
        Assert.Equal("true", service.Value["read_only"]);
        Assert.Equal(["ALL"], List(service.Value["cap_drop"]));
        Assert.Equal(["no-new-privileges:true"], List(service.Value["security_opt"]));

        // nginx opens its ports as root, and works as another user.
        Assert.True(service.Key == "nginx" || service.Value.ContainsKey("user"), service.Key);
    });

    [Fact]
    public void Every_server_with_a_program_to_check_it_is_checked() =>
        Assert.All(Services.Keys.Except(["migrate", "collector"]), name => Assert.Contains("healthcheck", Services[name].Keys));

    [Fact]
    public void Every_name_that_a_service_uses_is_defined()
    {
        var (networks, volumes) = (Keys("networks"), Keys("volumes"));
        foreach (var service in Services.Values)
        {
            Assert.Subset(Services.Keys.ToHashSet(), Names(service.GetValueOrDefault("depends_on")));
            Assert.Subset(networks, Names(service.GetValueOrDefault("networks")));
            Assert.Subset(volumes, List(service.GetValueOrDefault("volumes")).Select(v => v.Split(':')[0]).Where(v => v[0] != '.').ToHashSet());
            Assert.Subset(
                Keys("secrets"),
                (service.GetValueOrDefault("secrets") as List<object> ?? []).Select(s => (string)Map(s)["source"]).ToHashSet());
        }
    }

    [Fact]
    public void Files_that_are_mounted_exist() => Assert.All(
        Services.Values.SelectMany(s => List(s.GetValueOrDefault("volumes"))).Where(v => v.StartsWith("../", StringComparison.Ordinal)),
        mount => Assert.True(Path.Exists(Path.Combine(DeploymentFiles.Root, "deploy/compose", mount.Split(':')[0])), mount));

    [Fact]
    public void Proxy_has_the_addresses_of_the_instances()
    {
        var proxy = DeploymentFiles.Read("nginx/portal.conf");

        Assert.All(
            Services.Where(s => s.Key.StartsWith("portal-", StringComparison.Ordinal)).Select(s => Map(Map(s.Value["networks"])["inner"])),
            network => Assert.Contains($"server {network["ipv4_address"]}:8080", proxy, StringComparison.Ordinal));
    }

    [Fact]
    public void Only_the_proxy_has_ports() => Assert.Equal("nginx", Services.Single(s => s.Value.ContainsKey("ports")).Key);

    private static HashSet<string> Keys(string section) => Names(File[section]);

    private static HashSet<string> Names(object? list) =>
        [.. list is Dictionary<object, object> map ? map.Keys.Cast<string>() : List(list)];

    private static IEnumerable<string> List(object? list) => (list as List<object> ?? []).Cast<string>();

    private static Dictionary<object, object> Map(object map) => (Dictionary<object, object>)map;
}
