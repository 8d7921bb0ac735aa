using System.ComponentModel.DataAnnotations;
using Portal.Auth;

namespace Portal.Tests.Auth;

public sealed class AzureAdSettingsTests
{
    [Theory]
    [InlineData("https://login.microsoftonline.com/11111111-1111-4111-8111-111111111111/v2.0/.well-known/openid-configuration")]
    [InlineData("https://login.microsoftonline.com/common")]
    [InlineData("https://login.microsoftonline.com/?p=B2C_1_sign_in")]
    public void Instance_with_more_than_a_host_is_named(string instance)
    {
        var wrong = Assert.Single(Validate(instance));

        Assert.Equal(["Instance"], wrong.MemberNames);
        Assert.Contains("scheme and host alone, https://login.microsoftonline.com/", wrong.ErrorMessage);
    }

    [Theory]
    [InlineData("https://login.microsoftonline.com/")]
    [InlineData("https://login.microsoftonline.com")]
    [InlineData("https://localhost:7102/")]
    public void Instance_with_scheme_and_host_is_accepted(string instance) => Assert.Empty(Validate(instance));

    private static IEnumerable<ValidationResult> Validate(string instance)
    {
        var settings = new AzureAdSettings
        {
            Instance = instance,
            TenantId = "11111111-1111-4111-8111-111111111111",
            ClientId = "22222222-2222-4222-8222-222222222222",
            ClientCredentials = { new() { SourceType = Microsoft.Identity.Abstractions.CredentialSource.Certificate } },
        };
        return settings.Validate(new ValidationContext(settings));
    }
}
