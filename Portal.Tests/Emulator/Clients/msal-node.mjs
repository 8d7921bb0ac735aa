// The grants as a program that uses @azure/msal-node goes through them. Prints what came of each.
import { ConfidentialClientApplication, CryptoProvider, PublicClientApplication } from "@azure/msal-node";
import { approveDevice, claims, signIn } from "./person.mjs";

const { AUTHORITY, PORTAL, PORTAL_SECRET, BACKGROUND, BACKGROUND_SECRET, COMMAND_LINE, APP_B } = process.env;
const auth = { authority: AUTHORITY, knownAuthorities: [new URL(AUTHORITY).host] };
const redirectUri = "http://localhost:7100/signin-oidc";
const portalScopes = [`${PORTAL}/user_impersonation`];
const appBScopes = [`${APP_B}/access_as_user`];
const results = {};

const app = new ConfidentialClientApplication({ auth: { ...auth, clientId: PORTAL, clientSecret: PORTAL_SECRET } });
const { verifier, challenge } = await new CryptoProvider().generatePkceCodes();
const url = await app.getAuthCodeUrl({
  scopes: portalScopes, extraScopesToConsent: appBScopes, redirectUri, codeChallenge: challenge, codeChallengeMethod: "S256", state: "s",
});
const code = (await signIn(url, "alice@contoso.example")).searchParams.get("code");
const signedIn = await app.acquireTokenByCode({ code, codeVerifier: verifier, scopes: portalScopes, redirectUri });
results.code = claims(signedIn.accessToken);
results.account = signedIn.account.username;

const again = await app.acquireTokenSilent({ account: signedIn.account, scopes: portalScopes });
results.fromCache = again.fromCache;
const refreshed = await app.acquireTokenSilent({ account: signedIn.account, scopes: portalScopes, forceRefresh: true });
results.refreshed = !refreshed.fromCache && refreshed.accessToken !== signedIn.accessToken;

results.onBehalfOf = claims((await app.acquireTokenOnBehalfOf({ oboAssertion: signedIn.accessToken, scopes: appBScopes })).accessToken);
try {
  await app.acquireTokenOnBehalfOf({ oboAssertion: signedIn.accessToken, scopes: ["https://graph.microsoft.com/Directory.Read.All"] });
} catch (error) {
  results.refused = { name: error.name, code: error.errorCode, suberror: error.subError };
}

const job = new ConfidentialClientApplication({ auth: { ...auth, clientId: BACKGROUND, clientSecret: BACKGROUND_SECRET } });
results.clientCredentials = claims((await job.acquireTokenByClientCredential({ scopes: ["api://appb/.default"] })).accessToken);

const cli = new PublicClientApplication({ auth: { ...auth, clientId: COMMAND_LINE } });
let approval;
const device = await cli.acquireTokenByDeviceCode({
  scopes: appBScopes,
  deviceCodeCallback: (start) => { approval = approveDevice(start.verificationUri, start.userCode, "alice@contoso.example"); },
});
await approval;
results.deviceCode = claims(device.accessToken);

console.log(JSON.stringify(results));
