import { z } from "zod";
import { isStorable } from "./event-form";
import { newPassword } from "./setup";

/** A person's own account, whatever workspaces they are in. */
export const account = z.object({
  email: z.string(),
  email_confirmed: z.boolean().meta({ description: "Whether it was shown that the address is theirs" }),
  name: z.string().nullable(),
  has_password: z.boolean().meta({ description: "False for who only ever came through a provider" }),
  second_factor: z
    .object({ since: z.string(), recovery_codes_left: z.int() })
    .nullable()
    .meta({ description: "The authenticator app; null while none is asked for" }),
  identities: z
    .array(
      z.object({
        provider: z.string(),
        subject: z.string().meta({ description: "What the provider calls them by; never changes" }),
        email: z.string().nullable().meta({ description: "Null where the provider has not verified one" }),
        linked_at: z.string(),
      }),
    )
    .meta({ description: "Providers that log this person in" }),
});
export type Account = z.infer<typeof account>;

const nameForm = "Must be text of 1 to 100 characters, or null.";

/** Body of `PATCH /api/v1/account`. */
export const accountChange = z.strictObject({
  name: z
    .string({ error: nameForm })
    .trim()
    .min(1, nameForm)
    .max(100, nameForm)
    .refine(isStorable, "Contains a NUL character or a lone surrogate.")
    .nullable(),
});
export type AccountChange = z.infer<typeof accountChange>;

/** A password that is to be checked: no rule of today may keep out one of yesterday. */
const givenPassword = z.string({ error: "Is required." }).min(1, "Is required.").max(1_000, "Is too long.");
const givenCode = z.string({ error: "Is required." }).trim().min(1, "Is required.").max(40, "Is no code.");

/**
 * What shows that it is the person who sits before an open page: their password, or a code of their second factor. Who has
 * neither needs a login that was opened within the last minutes.
 */
const proof = { password: givenPassword.optional(), code: givenCode.optional() };
export const accountProof = z.strictObject(proof);
export type AccountProof = z.infer<typeof accountProof>;

/** Body of `POST /api/v1/account/password`. `current` where there is one; else `code`, where there is a second factor. */
export const passwordChange = z.strictObject({
  current: givenPassword.optional(),
  code: givenCode.optional(),
  password: newPassword,
});
export type PasswordChange = z.infer<typeof passwordChange>;

/** One browser in which the person is logged in. */
export const accountLogin = z.object({
  id: z.string(),
  created_at: z.string(),
  last_seen_at: z.string().meta({ description: "By the minute" }),
  address: z.string().nullable(),
  user_agent: z.string().nullable(),
  current: z.boolean().meta({ description: "The one that asks" }),
});
export type AccountLogin = z.infer<typeof accountLogin>;

export const accountLogins = z.object({ logins: z.array(accountLogin) });
export type AccountLogins = z.infer<typeof accountLogins>;

/** What the app is to learn, as text and as the address in its picture. */
export const secondFactorSecret = z.object({ secret: z.string(), uri: z.string() });
export type SecondFactorSecret = z.infer<typeof secondFactorSecret>;

/** Body of `POST /api/v1/account/second-factor/confirm`. */
export const secondFactorCode = z.strictObject({ code: givenCode });

export const recoveryCodes = z.object({
  recovery_codes: z.array(z.string()).meta({ description: "Shown this once; each opens the second step once" }),
});
export type RecoveryCodes = z.infer<typeof recoveryCodes>;

/** Body of `POST /api/v1/account/second-factor/off`: the password, or a code. */
export const secondFactorOff = z.union(
  [z.strictObject({ password: givenPassword }), z.strictObject({ code: givenCode })],
  {
    error: "Give the password, or a code.",
  },
);
export type SecondFactorOff = z.infer<typeof secondFactorOff>;

/** Body of `POST /api/v1/account/email`: the address that is to be confirmed; a new one only with proof. */
export const emailRequest = z.strictObject({
  email: z.email("Must be an e-mail address.").max(200).toLowerCase(),
  ...proof,
});
export type EmailRequest = z.infer<typeof emailRequest>;

/** Body of `POST /api/v1/account/email/confirm`: the code of the link in the mail. */
export const emailConfirmation = z.strictObject({
  code: z.string({ error: "Is required." }).min(1, "Is required.").max(200, "Is no code of ours."),
});

/** Body of `POST /api/v1/account/identities/unlink`. */
export const identityUnlink = z.strictObject({
  provider: z.string({ error: "Is required." }).max(20),
  subject: z.string({ error: "Is required." }).max(1_000).refine(isStorable, "Is none of yours."),
  ...proof,
});
export type IdentityUnlink = z.infer<typeof identityUnlink>;

/** Body of `POST /api/v1/password-reset`. */
export const resetRequest = z.strictObject({ email: z.email("Must be an e-mail address.").max(200) });

/** Body of `POST /api/v1/password-reset/password`. */
export const resetPassword = z.strictObject({
  code: z.string({ error: "Is required." }).min(1, "Is required.").max(200, "Is no code of ours."),
  password: newPassword,
});

/** A link with which somebody sets a new password, for whoever asked for it to hand over. */
export const resetLink = z.object({ url: z.string(), expires_at: z.string() });
export type ResetLink = z.infer<typeof resetLink>;
