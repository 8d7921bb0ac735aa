namespace Portal.Auth.TokenRequests;

/// <summary>
/// A token needs a refresh token, which this attempt may not use. Of its base type, MSAL passes exceptions on unchanged.
/// </summary>
internal sealed class RefreshNeededException() : HttpRequestException("The token needs a refresh token.");
