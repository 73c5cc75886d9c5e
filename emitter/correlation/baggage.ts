/** One member of W3C Baggage. `properties` is what follows the value's first semicolon, as it stands in the header. */
export type BaggageMember = { key: string; value: string; properties?: string | undefined };

/** What every platform has to carry; whatever is beyond it may be dropped. */
const membersMax = 64;
const charactersMax = 8_192;

const token = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;
const octets = /^[\x21\x23-\x2b\x2d-\x3a\x3c-\x5b\x5d-\x7e]*$/;
const propertyOctets = /^[\t \x21\x23-\x2b\x2d-\x5b\x5d-\x7e]+$/;

/**
 * The members of a baggage header in its order, duplicates among them. What is no member is left out and harms no
 * other; bytes that are no UTF-8 become U+FFFD; what lies beyond 64 members or 8,192 characters is dropped.
 */
export function parseBaggage(header: string): BaggageMember[] {
  const members: BaggageMember[] = [];
  let end = -1;
  for (const text of header.split(",")) {
    end += text.length + 1;
    if (end > charactersMax || members.length === membersMax) break;
    const member = parseMember(text);
    if (member) members.push(member);
  }
  return members;
}

function parseMember(text: string): BaggageMember | null {
  const [pair = "", ...properties] = text.split(";");
  const [key = "", ...values] = pair.split("=");
  if (values.length === 0 || !token.test(withoutSpace(key))) return null;
  const value = withoutSpace(values.join("="));
  if (!octets.test(value)) return null;
  const member = { key: withoutSpace(key), value: decodePercent(value) };
  const said = withoutSpace(properties.join(";"));
  return propertyOctets.test(said) ? { ...member, properties: said } : member;
}

/**
 * The header for these members; empty where there is none. A key that is no token, and whatever would not fit into 64
 * members and 8,192 characters, is left out; a value may be any text.
 */
export function formatBaggage(members: readonly BaggageMember[]): string {
  const written: string[] = [];
  let characters = 0;
  for (const { key, value, properties } of members) {
    if (written.length === membersMax) break;
    if (!token.test(key)) continue;
    const said = properties !== undefined && propertyOctets.test(properties) ? `;${properties}` : "";
    const member = `${key}=${encodePercent(value)}${said}`;
    if (characters + member.length > charactersMax) continue;
    written.push(member);
    characters += member.length + 1;
  }
  return written.join(",");
}

const withoutSpace = (text: string) => text.replace(/^[ \t]+|[ \t]+$/g, "");

/** A percent sign that begins no byte stands for itself; a plus is a plus. */
function decodePercent(text: string): string {
  return text.replace(/(?:%[0-9A-Fa-f]{2})+/g, (bytes) =>
    Buffer.from(bytes.replaceAll("%", ""), "hex").toString("utf8"),
  );
}

/** `encodeURIComponent` throws on a lone surrogate, which UTF-8 can't say. */
const encodePercent = (text: string) => encodeURIComponent(text.replace(/\p{Surrogate}/gu, "\uFFFD"));
