import { v7 as uuid7 } from "uuid";
import { mintWebhookSecret } from "../notify/webhook-secret";
import { createWebhook } from "../store/webhooks";
import { byTest } from "./by-test";

process.env.NEXTAUTH_SECRET ??= "not-a-secret-outside-tests";

/** A webhook named ops, turned on; answers its id. */
export async function createTestWebhook(workspaceId: number, url: string): Promise<string> {
  const id = uuid7();
  const { sealed } = mintWebhookSecret(id);
  await createWebhook(workspaceId, {
    id,
    name: "ops",
    url,
    form: "standard",
    enabled: true,
    secret: sealed,
    by: byTest,
    max: 20,
  });
  return id;
}
