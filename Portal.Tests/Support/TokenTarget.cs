namespace Portal.Tests.Support;

/// <summary>An API that trusts a test authority, with a token that it accepts.</summary>
public sealed record TokenTarget(TestAuthority Authority, string Audience, TestAuthorityToken Valid);
