using Microsoft.IdentityModel.Tokens;
using Portal.Diagnostics.Probes;

namespace Portal.Diagnostics.Checks;

/// <summary>Whether there is a key to verify signatures with.</summary>
internal sealed class KeysCheck(AuthorityDocuments documents) : DiagnosticCheck(Name, SetupGroups.Authority, "Signing keys")
{
    public const string Name = "keys";

    private const int SmallestKey = 2048;

    public override IReadOnlyList<string> After => [DiscoveryCheck.Name];

    public override async Task<DiagnosticResult> RunAsync(DiagnosticsContext run, CancellationToken cancellationToken)
    {
        if ((await documents.DiscoveryAsync(run, cancellationToken))?.Keys is not { } address)
            return DiagnosticResult.Failed("The discovery document does not contain the address of the keys.");

        var response = await documents.GetAsync(address, cancellationToken);
        var keys = response.IsSuccess ? Read(response.Body) : [];
        var usable = keys.Where(IsUsable).ToList();
        var outcome = usable.Count switch
        {
            0 => DiagnosticResult.Failed(response.Fault ?? (response.IsSuccess
                    ? "It publishes no key that the portal can verify signatures with."
                    : $"The keys cannot be read: {response.StatusText}."))
                .WithFix("Only the sign-in service can change this. The portal can verify tokens only while it still has earlier keys."),
            1 => DiagnosticResult.Passed("One key. The portal fetches new keys automatically when a token refers to them."),
            _ => DiagnosticResult.Passed($"{usable.Count} keys. Several are usual, for instance during a rollover; no action is needed."),
        };
        return outcome
            .With("Address", address.AbsoluteUri)
            .With("Usable", string.Join(", ", usable.Select(k => k.KeyId)))
            .With("Ignored", string.Join(", ", keys.Except(usable).Select(k => k.KeyId ?? k.Kty)));
    }

    private static List<JsonWebKey> Read(string json)
    {
        try
        {
            return [.. new JsonWebKeySet(json).Keys];
        }
        catch (ArgumentException)
        {
            return [];
        }
    }

    private static bool IsUsable(JsonWebKey key) =>
        key is { Kty: JsonWebAlgorithmsKeyTypes.RSA, KeyId.Length: > 0, Use: null or "" or "sig" } && key.KeySize >= SmallestKey;
}
