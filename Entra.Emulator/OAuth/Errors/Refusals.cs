using OpenIddict.Server;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace Entra.Emulator.OAuth.Errors;

/// <summary>Carries the refusal beside OpenIddict's own error, for the handlers that shape the answer.</summary>
internal static class Refusals
{
    public static void Refuse(this BaseValidatingContext context, EntraError error)
    {
        context.Transaction.SetRefusal(error);
        context.Reject(error.Error, error.Message);
    }

    public static void SetRefusal(this OpenIddictServerTransaction transaction, EntraError error) =>
        transaction.SetProperty(typeof(EntraError).FullName!, error);

    public static EntraError? GetRefusal(this OpenIddictServerTransaction transaction) =>
        transaction.GetProperty<EntraError>(typeof(EntraError).FullName!);
}
