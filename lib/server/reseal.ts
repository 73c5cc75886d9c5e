import { secondFactorPurpose } from "./auth/second-factor";
import { log } from "./log";
import { pushPurpose } from "./notify/push-message";
import { instancePurpose } from "./notify/vapid";
import { webhookPurpose } from "./notify/webhook-secret";
import { currentSeal, seal, unseal } from "./sealed";
import { listSealedOtherwise, replaceSealed, type SealedColumn } from "./store/sealed-rows";

/** Every column of sealed secrets, with what the secret of a row was sealed for. */
export const sealedColumns: readonly (SealedColumn & { purpose: (key: string) => string })[] = [
  { table: "second_factors", key: "person_id", column: "secret", purpose: secondFactorPurpose },
  { table: "webhooks", key: "id", column: "secret", purpose: webhookPurpose },
  { table: "webhooks", key: "id", column: "secret_before", purpose: webhookPurpose },
  { table: "push_subscriptions", key: "id", column: "p256dh", purpose: pushPurpose },
  { table: "push_subscriptions", key: "id", column: "auth", purpose: pushPurpose },
  { table: "instance_secrets", key: "name", column: "sealed", purpose: instancePurpose },
];

/**
 * Seals anew whatever is sealed with a key that is only kept to open what is old, so that such keys can be given up. At the start
 * of every instance, as keys change with it; several at once do no harm. Answers how many secrets moved, and how many could not
 * be opened because their key is gone.
 */
export async function resealSecrets(): Promise<{ moved: number; lost: number }> {
  const told = { moved: 0, lost: 0 };
  for (const column of sealedColumns) {
    let after = "";
    for (;;) {
      const rows = await listSealedOtherwise(column, { seal: currentSeal(), after });
      for (const row of rows) {
        const secret = openOrNull(row.sealed, column.purpose(row.key));
        if (secret === null) told.lost += 1;
        else if (await replaceSealed(column, { row, to: seal(secret, column.purpose(row.key)) })) told.moved += 1;
      }
      const last = rows.at(-1);
      if (!last) break;
      after = last.key;
    }
  }
  if (told.moved > 0) log.info({ secrets: told.moved }, "secrets were sealed anew with the first key");
  if (told.lost > 0)
    log.warn({ secrets: told.lost }, "secrets can't be opened: their key is not among those that are set");
  return told;
}

function openOrNull(sealed: string, purpose: string): string | null {
  try {
    return unseal(sealed, purpose);
  } catch {
    return null;
  }
}
