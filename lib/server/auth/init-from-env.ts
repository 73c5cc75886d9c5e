import { type Env, SettingsError } from "../env";
import { addMissingAccess } from "../store/first-access";
import { hashKey, publicPrefix } from "./key";
import { hashPassword } from "./password";

/** The headless first start (contract §10): adds what `SIGHTLINE_INIT_*` name and is missing, changes nothing else. */
export async function initFromEnv(env: Env): Promise<void> {
  const { SIGHTLINE_INIT_EMAIL: email, SIGHTLINE_INIT_PASSWORD: password } = env;
  const { SIGHTLINE_INIT_WORKSPACE: workspace, SIGHTLINE_INIT_API_KEY: key } = env;
  if (!email && !password && !workspace && !key) return;
  if (Boolean(email) !== Boolean(password)) {
    throw new SettingsError("SIGHTLINE_INIT_EMAIL and SIGHTLINE_INIT_PASSWORD belong together: set both or neither.");
  }
  if (!workspace) {
    throw new SettingsError(
      "SIGHTLINE_INIT_WORKSPACE is missing: the other SIGHTLINE_INIT_ settings need a workspace.",
    );
  }
  await addMissingAccess({
    workspace,
    owner: email && password ? { email: email.toLowerCase(), passwordHash: await hashPassword(password) } : undefined,
    key: key ? { hash: hashKey(key), prefix: publicPrefix(key) } : undefined,
    by: { actor: { kind: "system", id: null, label: "Settings of the server" } },
  });
}
