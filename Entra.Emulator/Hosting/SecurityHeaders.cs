namespace Entra.Emulator.Hosting;

/// <summary>Security headers of every response. The pages load styles and scripts from this origin only.</summary>
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
            csp.AddFontSrc().Self();
            csp.AddObjectSrc().None();
            csp.AddBaseUri().None();
            csp.AddFrameAncestors().None();

            // Front-channel logout URIs are loaded in frames.
            csp.AddFrameSrc().From("http://localhost:*").From("https://localhost:*");

            // A form post may redirect to the client, whose port is known only at run time.
            csp.AddFormAction().Self().From("http://localhost:*").From("https://localhost:*");
        }));
}
