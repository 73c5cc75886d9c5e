import { z } from "zod";
import { isStorable, textCharactersMax } from "./event-form";

const tagsMax = 50;

const label = (max: number) => {
  const form = `Must be text of 1 to ${max} characters.`;
  return z
    .string({ error: form })
    .trim()
    .min(1, form)
    .refine((text) => [...text].length <= max, form)
    .refine(isStorable, "Contains a NUL character or a lone surrogate.");
};

const tags = `Must be a list of at most ${tagsMax} texts of 1 to 100 characters.`;

/** Body of `PATCH /api/v1/agents/{agent_id}`: what people say of an agent. `null` takes back; what is absent stays. */
export const agentLabels = z.strictObject({
  display_name: label(textCharactersMax).nullish(),
  owner: label(textCharactersMax).nullish(),
  tags: z
    .array(label(100), { error: tags })
    .max(tagsMax, tags)
    .transform((given) => [...new Set(given)])
    .optional(),
  archived: z.boolean({ error: "Must be true or false." }).optional(),
});
export type AgentLabels = z.infer<typeof agentLabels>;

/** Body of `POST /api/v1/agents`. */
export const agentDraft = agentLabels.extend({ agent_id: label(textCharactersMax) });
export type AgentDraft = z.infer<typeof agentDraft>;
