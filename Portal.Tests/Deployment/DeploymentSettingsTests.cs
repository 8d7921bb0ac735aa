using System.Text.RegularExpressions;

namespace Portal.Tests.Deployment;

/// <summary>What all deployment files have in common: documented settings, no secrets, images with a version.</summary>
public sealed partial class DeploymentSettingsTests
{
    private const string Sections = "AzureAd|Portal|AppB|ConnectionStrings|Logging";

    public static TheoryData<string> Files() =>
    [
        "compose/compose.yaml", "compose/.env.example", "kubernetes/portal.env", "kubernetes/portal.secrets.env.example",
        "kubernetes/deployment.yaml", "azure/portal.bicep",
    ];

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_setting_is_documented(string file)
    {
        var documented = DeploymentFiles.DocumentedSettings();
        var used = Setting().Matches(DeploymentFiles.Read(file)).Select(match => DeploymentFiles.SettingOf(match.Value)).Distinct();

        Assert.All(used, key => Assert.True(documented.Any(pattern => pattern.IsMatch(key)), $"{key} is in no table of docs/."));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Secrets_come_from_outside(string file) => Assert.All(
        Secret().Matches(DeploymentFiles.Read(file)).Select(match => match.Groups["value"].Value.Trim()),
        value => Assert.Matches("^$|^['\"]?[$]{", value));

    [Theory]
    [InlineData("compose/compose.yaml")]
    [InlineData("kubernetes/deployment.yaml")]
    public void Images_have_a_version(string file) => Assert.All(
        Image().Matches(DeploymentFiles.Read(file)).Select(match => match.Groups["image"].Value),
        image => Assert.Matches(@":\d+\.\d+", image));

    [GeneratedRegex(
        $@"\b(({Sections})(__\w+)+|OTEL_[A-Z_]+|ASPNETCORE_[A-Z_]+)\b", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Setting();

    // The key, then its value: "X_PASSWORD=…", "Password=…" within a connection string, or "X__ClientSecret: …".
    [GeneratedRegex(
        @"(?i)(password|client_?secret)(=|:[ ])(?<value>[^\s;,]*)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Secret();

    [GeneratedRegex(@"(?m)^\s*image: (?<image>\S+)$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Image();
}
