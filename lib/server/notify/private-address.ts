import { BlockList, isIP } from "node:net";

/** What is no address of a public host (IANA's registries of special-purpose addresses). */
const reserved = new BlockList();
for (const [net, prefix] of [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  // Link-local, and with it what clouds tell their machines' secrets by.
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.0.2.0", 24],
  ["192.88.99.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["198.51.100.0", 24],
  ["203.0.113.0", 24],
  ["224.0.0.0", 4],
  ["240.0.0.0", 4],
] as const) {
  reserved.addSubnet(net, prefix, "ipv4");
}
for (const [net, prefix] of [
  // Teredo, ORCHID and the like, and 6to4, which carries an IPv4 address.
  ["2001::", 23],
  ["2001:db8::", 32],
  ["2002::", 16],
  ["3fff::", 20],
] as const) {
  reserved.addSubnet(net, prefix, "ipv6");
}

/** Of IPv6 only this is given out to public hosts: neither loopback, local, mapped IPv4 and NAT64 nor multicast lie in it. */
const globalUnicast = new BlockList();
globalUnicast.addSubnet("2000::", 3, "ipv6");

/** Whether an IP address may be of our own network: loopback, private, link-local, shared, multicast, or another's in disguise. */
export function isPrivateAddress(address: string): boolean {
  const [plain = ""] = address.split("%", 1);
  switch (isIP(plain)) {
    case 4:
      return reserved.check(plain, "ipv4");
    case 6:
      return !globalUnicast.check(plain, "ipv6") || reserved.check(plain, "ipv6");
    default:
      return true;
  }
}
