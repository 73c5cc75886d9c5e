import { hashKey, mintKey } from "../auth/key";
import { createApiKey } from "../store/api-keys";
import type { TestWorkspace } from "./test-workspace";

/** The same workspace by a key that sees some projects only, as one does that a restricted member made. */
export async function restrictedTo(workspace: TestWorkspace, projects: readonly string[]): Promise<TestWorkspace> {
  const { key, prefix } = mintKey();
  await createApiKey(workspace.id, {
    name: "restricted",
    prefix,
    hash: hashKey(key),
    scopes: ["read", "admin"],
    createdBy: null,
    expiresAt: null,
    rateLimit: null,
    projects,
  });
  return { ...workspace, key };
}
