// The grants as a program that uses openid-client goes through them. Prints what came of each.
import * as client from "openid-client";
import { approveDevice, claims, signIn } from "./person.mjs";

const { AUTHORITY, PORTAL, PORTAL_SECRET, BACKGROUND, BACKGROUND_SECRET, COMMAND_LINE, APP_B } = process.env;
const issuer = new URL(`${AUTHORITY.replace(/\/$/, "")}/v2.0`);
const appBScope = `${APP_B}/access_as_user`;
const scope = `openid profile offline_access ${PORTAL}/user_impersonation`;
const results = {};

// The pages are on http, so that no browser asks about a certificate; everything else is https.
const options = { execute: [client.allowInsecureRequests] };
const portal = await client.discovery(issuer, PORTAL, PORTAL_SECRET, undefined, options);
const pkceCodeVerifier = client.randomPKCECodeVerifier();
const expectedState = client.randomState();
const expectedNonce = client.randomNonce();
const url = client.buildAuthorizationUrl(portal, {
  redirect_uri: "http://localhost:7100/signin-oidc",
  scope: `${scope} ${appBScope}`,
  code_challenge: await client.calculatePKCECodeChallenge(pkceCodeVerifier),
  code_challenge_method: "S256",
  state: expectedState,
  nonce: expectedNonce,
});
const callback = await signIn(url.href, "carol@contoso.example");
const tokens = await client.authorizationCodeGrant(portal, callback, { pkceCodeVerifier, expectedState, expectedNonce }, { scope });
results.code = claims(tokens.access_token);
results.account = tokens.claims().preferred_username;

const refreshed = await client.refreshTokenGrant(portal, tokens.refresh_token);
results.refreshed = refreshed.access_token !== tokens.access_token;
try {
  await client.refreshTokenGrant(portal, tokens.refresh_token);
} catch (error) {
  results.reused = { error: error.error, status: error.status };
}

const onBehalf = await client.genericGrantRequest(portal, "urn:ietf:params:oauth:grant-type:jwt-bearer", {
  assertion: tokens.access_token, scope: appBScope, requested_token_use: "on_behalf_of",
});
results.onBehalfOf = claims(onBehalf.access_token);

const job = await client.discovery(issuer, BACKGROUND, BACKGROUND_SECRET, undefined, options);
results.clientCredentials = claims((await client.clientCredentialsGrant(job, { scope: "api://appb/.default" })).access_token);

const cli = await client.discovery(issuer, COMMAND_LINE, undefined, client.None(), options);
const device = await client.initiateDeviceAuthorization(cli, { scope: `openid offline_access ${appBScope}` });
const approval = approveDevice(device.verification_uri, device.user_code, "carol@contoso.example");
results.deviceCode = claims((await client.pollDeviceAuthorizationGrant(cli, device)).access_token);
await approval;

results.endSession = client.buildEndSessionUrl(portal, { post_logout_redirect_uri: "http://localhost:7100/" }).pathname;
console.log(JSON.stringify(results));
