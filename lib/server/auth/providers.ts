import type { OAuthConfig } from "next-auth/providers/oauth";
import { z } from "zod";
import { env } from "../env";

export type ProviderId = "github" | "google" | "oidc";

/** Somebody as a provider tells of them; `email` is null unless the provider has verified it. */
export type ProviderProfile = { id: string; name: string | null; email: string | null };

/** The providers that are set up, by the names on their buttons. */
export function loginProviders(): { id: ProviderId; name: string }[] {
  return oauthProviders().map(({ id, name }) => ({ id: id as ProviderId, name }));
}

/** next-auth's settings for them. */
export function oauthProviders(): OAuthConfig<unknown>[] {
  const { GITHUB_ID, GITHUB_SECRET, GOOGLE_ID, GOOGLE_SECRET, OIDC_ISSUER, OIDC_ID, OIDC_SECRET, OIDC_NAME } = env();
  const providers: OAuthConfig<unknown>[] = [];
  if (GITHUB_ID && GITHUB_SECRET) providers.push(github(GITHUB_ID, GITHUB_SECRET));
  if (GOOGLE_ID && GOOGLE_SECRET) {
    const issuer = "https://accounts.google.com";
    providers.push(openId({ id: "google", name: "Google", issuer, clientId: GOOGLE_ID, clientSecret: GOOGLE_SECRET }));
  }
  if (OIDC_ISSUER && OIDC_ID && OIDC_SECRET) {
    const name = OIDC_NAME ?? "single sign-on";
    providers.push(openId({ id: "oidc", name, issuer: OIDC_ISSUER, clientId: OIDC_ID, clientSecret: OIDC_SECRET }));
  }
  return providers;
}

type OpenIdClient = { id: ProviderId; name: string; issuer: string; clientId: string; clientSecret: string };

function openId({ id, name, issuer, clientId, clientSecret }: OpenIdClient): OAuthConfig<unknown> {
  return {
    id,
    name,
    type: "oauth",
    wellKnown: `${issuer.replace(/\/$/, "")}/.well-known/openid-configuration`,
    authorization: { params: { scope: "openid email profile" } },
    idToken: true,
    userinfo: {
      // A provider may tell of the address in either place.
      async request({ client, tokens }) {
        // next-auth's types leave out what its client's tokens can do; this one has checked them.
        const claims = (tokens as unknown as { claims(): object }).claims();
        const told = client.issuer.metadata.userinfo_endpoint ? await client.userinfo(tokens as never) : {};
        return { ...claims, ...told } as never;
      },
    },
    checks: ["pkce", "state", "nonce"],
    clientId,
    clientSecret,
    profile: openIdProfile,
  };
}

const openIdClaims = z.object({
  sub: z.string().min(1),
  name: z.string().optional(),
  email: z.email().optional(),
  // Some providers write it as text.
  email_verified: z.union([z.boolean(), z.string()]).optional(),
});

/** Of an ID token's claims, or of the user info's. */
export function openIdProfile(claims: unknown): ProviderProfile {
  const { sub, name, email, email_verified } = openIdClaims.parse(claims);
  const isVerified = email_verified === true || email_verified === "true";
  return { id: sub, name: name ?? null, email: isVerified && email !== undefined ? email.toLowerCase() : null };
}

const gitHubApi = "https://api.github.com";

function github(clientId: string, clientSecret: string): OAuthConfig<unknown> {
  return {
    id: "github",
    name: "GitHub",
    type: "oauth",
    authorization: { url: "https://github.com/login/oauth/authorize", params: { scope: "read:user user:email" } },
    token: "https://github.com/login/oauth/access_token",
    userinfo: {
      url: `${gitHubApi}/user`,
      async request({ client, tokens }) {
        const token = tokens.access_token ?? "";
        const user = await client.userinfo(token);
        // The address in the profile is what its owner wrote there; only this list says what was verified.
        const answer = await fetch(`${gitHubApi}/user/emails`, {
          headers: { authorization: `Bearer ${token}`, accept: "application/vnd.github+json" },
        });
        return { ...user, emails: answer.ok ? await answer.json() : [] } as never;
      },
    },
    checks: ["pkce", "state"],
    clientId,
    clientSecret,
    profile: gitHubProfile,
  };
}

const gitHubUser = z.object({
  id: z.number(),
  login: z.string(),
  name: z.string().nullish(),
  emails: z.array(z.object({ email: z.email(), primary: z.boolean(), verified: z.boolean() })),
});

/** Of a GitHub user with the list of their addresses: the primary one counts, if it is verified. */
export function gitHubProfile(user: unknown): ProviderProfile {
  const { id, login, name, emails } = gitHubUser.parse(user);
  const primary = emails.find((one) => one.primary && one.verified);
  return { id: String(id), name: name ?? login, email: primary?.email.toLowerCase() ?? null };
}
