import { createLogin } from "../store/logins";
import { auditLogin } from "./audit-login";
import { currentLogin } from "./viewer";

/** Of what a browser calls itself, enough to recognise it by. */
const userAgentCharactersMax = 300;

/** Opens a login when every step is done; the answered id goes into the cookie's token. */
export async function openLogin(
  personId: string,
  { expiresAt, headers }: { expiresAt: Date; headers: Headers },
): Promise<string> {
  const address = headers.get("x-forwarded-for");
  const userAgent = headers.get("user-agent")?.slice(0, userAgentCharactersMax) ?? null;
  const login = await createLogin(personId, { expiresAt, address, userAgent });
  const viewer = await currentLogin(login);
  if (viewer) await auditLogin("person.logged_in", { ...viewer, address });
  return login;
}
