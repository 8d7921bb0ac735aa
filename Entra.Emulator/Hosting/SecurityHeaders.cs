namespace Entra.Emulator.Hosting;

/// <summary>Response headers of every answer. The pages need one stylesheet and one script, both from here.</summary>
internal static class SecurityHeaders
{
    public static void UseEmulatorSecurityHeaders(this WebApplication app) => app.UseSecurityHeaders(policy => policy
        .AddContentTypeOptionsNoSniff()
        .AddFrameOptionsDeny()
        .AddReferrerPolicyStrictOriginWhenCrossOrigin()
        .AddCrossOriginOpenerPolicy(o => o.SameOrigin())
        .AddCrossOriginResourcePolicy(o => o.SameOrigin())
        .AddPermissionsPolicy(features =>
        {
            features.AddCamera().None();
            features.AddGeolocation().None();
            features.AddMicrophone().None();
            features.AddPayment().None();
            features.AddUsb().None();
        })
        .AddContentSecurityPolicy(csp =>
        {
            csp.AddDefaultSrc().None();
            csp.AddStyleSrc().Self();
            csp.AddScriptSrc().Self();
            csp.AddImgSrc().Self().Data();
            csp.AddObjectSrc().None();
            csp.AddBaseUri().None();
            csp.AddFrameAncestors().None();

            // Apps are told of a sign-out in frames.
            csp.AddFrameSrc().From("http://localhost:*").From("https://localhost:*");

            // A form's answer may be a redirect to the client, whose port is known only at run time.
            csp.AddFormAction().Self().From("http://localhost:*").From("https://localhost:*");
        }));
}
