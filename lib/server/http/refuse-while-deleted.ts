import type { Caller } from "../auth/identify";
import { AppError } from "../errors";

/** A workspace that was deleted can be read until it is gone, and changes no more. */
export function refuseWhileDeleted({ workspace: { deletedAt } }: Caller): void {
  if (deletedAt === null) return;
  throw new AppError("forbidden", {
    public: `The workspace was deleted on ${deletedAt.toISOString().slice(0, 10)} and can only be read. An owner can restore it.`,
  });
}
