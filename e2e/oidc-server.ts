import { once } from "node:events";
import { createServer } from "node:http";
import Provider, { type Configuration } from "oidc-provider";

export type OidcServer = { issuer: string; close(): Promise<void> };

/** Somebody at the provider: who logs in there as `name` has these claims. */
export type OidcPerson = { email: string; email_verified: boolean; name: string };

/** The client that an app is to the provider. */
export const oidcClient = { id: "sightline", secret: "a-secret-between-the-two-of-them" };

/** A real OpenID Connect provider on loopback, with its own pages; any password opens it. */
export async function startOidcServer(
  port: number,
  appUrl: string,
  people: Readonly<Record<string, OidcPerson>>,
): Promise<OidcServer> {
  const issuer = `http://127.0.0.1:${port}`;
  const configuration: Configuration = {
    clients: [
      {
        client_id: oidcClient.id,
        client_secret: oidcClient.secret,
        redirect_uris: [`${appUrl}/api/auth/callback/oidc`],
      },
    ],
    claims: { openid: ["sub"], email: ["email", "email_verified"], profile: ["name"] },
    pkce: { required: () => true },
    cookies: { keys: ["only-for-this-test"] },
    findAccount: (_, id) => ({ accountId: id, claims: () => ({ sub: id, ...people[id] }) }),
  };
  const provider = new Provider(issuer, configuration);
  const server = createServer(provider.callback());
  server.listen(port, "127.0.0.1");
  await once(server, "listening");
  return {
    issuer,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
