namespace Portal.Downstream;

/// <summary>The name of an API resolves to an address that the portal never connects to.</summary>
internal sealed class RefusedAddressException()
    : IOException("The API's name resolves to a link-local or metadata address.");
