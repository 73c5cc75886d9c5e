import { z } from "zod";
import { passwordCharactersMin } from "./limits";

const passwordMessage = `Must have at least ${passwordCharactersMin} characters.`;

/** A workspace's short name, part of its address. */
export const workspaceSlug = z
  .string({ error: "Is required." })
  .regex(/^[a-z0-9](?:[a-z0-9-]{0,48}[a-z0-9])?$/, "Must be 1 to 50 of a-z, 0-9 and inner hyphens.");

/** A password that somebody chooses: long enough, and no other rule. */
export const newPassword = z
  .string({ error: passwordMessage })
  .min(passwordCharactersMin, passwordMessage)
  .max(1_000, "Must have at most 1,000 characters.");

/** Body of `POST /api/v1/setup`: the first owner and workspace, guarded by the code on the console. */
export const setupDraft = z.strictObject({
  code: z.string({ error: "Is required." }).trim().min(1, "Is required."),
  email: z.email("Must be an e-mail address.").max(200).toLowerCase(),
  password: newPassword,
  workspace: workspaceSlug,
});
export type SetupDraft = z.infer<typeof setupDraft>;
