import { createHash, randomBytes } from "node:crypto";

/**
 * The id of a payload that names nothing: a UUIDv8 (RFC 9562) of the time in milliseconds, 26 random bits, and 48 bits of
 * the payload's hash. So ids grow with time, no two are the same, and whether an event repeats the one before it can be
 * told by the two ids, without keeping payloads (`repeated_events` in prisma/migrations).
 */
export function payloadId(agent: string, payload: Uint8Array): string {
  const id = Buffer.concat([
    Buffer.alloc(6),
    randomBytes(4),
    createHash("sha256").update(agent).update("\0").update(payload).digest().subarray(0, 6),
  ]);
  id.writeUIntBE(Date.now(), 0, 6);
  id.writeUInt8((id.readUInt8(6) & 0x0f) | 0x80, 6);
  id.writeUInt8((id.readUInt8(8) & 0x3f) | 0x80, 8);
  return id.toString("hex").replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
