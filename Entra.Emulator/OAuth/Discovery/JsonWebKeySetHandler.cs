using Entra.Emulator.OAuth.Tokens;
using OpenIddict.Server;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace Entra.Emulator.OAuth.Discovery;

/// <summary>Removes withdrawn keys from the published key set.</summary>
internal sealed class JsonWebKeySetHandler(SigningKeyRing ring) : IOpenIddictServerHandler<HandleJsonWebKeySetRequestContext>
{
    public static OpenIddictServerHandlerDescriptor Descriptor { get; } =
        OpenIddictServerHandlerDescriptor.CreateBuilder<HandleJsonWebKeySetRequestContext>()
            .UseSingletonHandler<JsonWebKeySetHandler>()
            .SetOrder(int.MaxValue)
            .SetType(OpenIddictServerHandlerType.Custom)
            .Build();

    public ValueTask HandleAsync(HandleJsonWebKeySetRequestContext context)
    {
        var published = ring.Published.Select(k => k.KeyId).ToHashSet();
        context.Keys.RemoveAll(key => !published.Contains(key.Kid));
        return ValueTask.CompletedTask;
    }
}
