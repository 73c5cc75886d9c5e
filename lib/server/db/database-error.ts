/** The embedded database can't be had: the message is one sentence for the person at the console. */
export class DatabaseError extends Error {
  override readonly name = "DatabaseError";
  readonly friendly = true;
}
