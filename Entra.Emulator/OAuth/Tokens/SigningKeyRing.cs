using System.Security.Cryptography;
using Entra.Emulator.Hosting;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;
using Microsoft.IdentityModel.Tokens;
using OpenIddict.Server;

namespace Entra.Emulator.OAuth.Tokens;

/// <summary>
/// The signing keys and their rollover. In a planned rollover the next key is published in advance and the previous
/// one stays published; in an emergency all earlier keys are withdrawn at once.
/// </summary>
internal sealed class SigningKeyRing :
    IConfigureOptions<OpenIddictServerOptions>, IOptionsChangeTokenSource<OpenIddictServerOptions>, IDisposable
{
    // Codes and refresh tokens of earlier versions were signed with these keys too. Only the emulator reads them, so
    // withdrawn keys still validate those.
    private const string FirstFile = "signing-key.der";

    private readonly StateFiles _files;
    private readonly StateFile<SigningKeyFile[]> _state;
    private readonly Lock _gate = new();
    private IReadOnlyList<SigningKey> _keys;
    private CancellationTokenSource _changed = new();

    public SigningKeyRing(StateFiles files)
    {
        _files = files;
        _state = files.Open<SigningKeyFile[]>("keys.json", [new(FirstFile, SigningKeyState.Current)]);
        _keys = Load();
    }

    public string Name => Options.DefaultName;

    public IReadOnlyList<SigningKey> Keys => Volatile.Read(ref _keys);

    public SigningKey Current => Keys.First(k => k.State == SigningKeyState.Current);

    /// <summary>The published keys, with which assertions are validated.</summary>
    public IEnumerable<RsaSecurityKey> Published => Keys.Where(k => k.State != SigningKeyState.Withdrawn).Select(k => k.Key);

    public void Configure(OpenIddictServerOptions options) => options.SigningCredentials.AddRange(
        Keys.OrderByDescending(k => k.State == SigningKeyState.Current).Select(k => k.Credentials));

    public IChangeToken GetChangeToken() => new CancellationChangeToken(Volatile.Read(ref _changed).Token);

    /// <summary>Publishes the next key, which does not sign yet.</summary>
    public void Announce()
    {
        lock (_gate)
        {
            if (_state.Value.All(k => k.State != SigningKeyState.Next))
                Write([.. _state.Value, New(SigningKeyState.Next)]);
        }
    }

    /// <summary>Makes the next key the current one; the previous key stays published.</summary>
    public void RollOver()
    {
        lock (_gate)
        {
            Announce();
            Write([.. _state.Value.Select(k => k with { State = Successor(k.State) })]);
        }
    }

    /// <summary>
    /// Signs with a new key and withdraws all others, so tokens signed with them are no longer valid.
    /// </summary>
    public void Replace()
    {
        lock (_gate)
            Write([New(SigningKeyState.Current), .. _state.Value.Select(k => k with { State = SigningKeyState.Withdrawn })]);
    }

    public void Dispose() => _changed.Dispose();

    private static SigningKeyState Successor(SigningKeyState state) => state switch
    {
        SigningKeyState.Next => SigningKeyState.Current,
        SigningKeyState.Current => SigningKeyState.Previous,
        _ => SigningKeyState.Withdrawn,
    };

    private static SigningKeyFile New(SigningKeyState state) => new($"signing-key-{Guid.NewGuid():N}.der", state);

    private void Write(SigningKeyFile[] entries)
    {
        _state.Write(entries);
        Volatile.Write(ref _keys, Load());

        var changed = _changed;
        Volatile.Write(ref _changed, new CancellationTokenSource());
        changed.Cancel();
        changed.Dispose();
    }

    private IReadOnlyList<SigningKey> Load() => [.. _state.Value.Select(k => SigningKey.Read(_files, k))];
}

/// <summary>A key and its state.</summary>
internal sealed record SigningKey(RsaSecurityKey Key, SigningKeyState State)
{
    public SigningCredentials Credentials => new(Key, SecurityAlgorithms.RsaSha256);

    public static SigningKey Read(StateFiles files, SigningKeyFile entry)
    {
        var bytes = files.GetOrCreate(entry.File, () =>
        {
            using var created = RSA.Create(2048);
            return created.ExportPkcs8PrivateKey();
        });

        var rsa = RSA.Create();
        rsa.ImportPkcs8PrivateKey(bytes, out _);
        var key = new RsaSecurityKey(rsa);
        key.KeyId = Base64UrlEncoder.Encode(key.ComputeJwkThumbprint());
        return new SigningKey(key, entry.State);
    }
}

internal sealed record SigningKeyFile(string File, SigningKeyState State);

[System.Text.Json.Serialization.JsonConverter(typeof(System.Text.Json.Serialization.JsonStringEnumConverter<SigningKeyState>))]
internal enum SigningKeyState
{
    Next,
    Current,
    Previous,
    Withdrawn,
}
