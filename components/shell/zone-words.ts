/** What people call a time zone: `Lisbon time` for `Europe/Lisbon`. */
export function zoneWords(zone: string): string {
  return zone === "UTC" ? "UTC" : `${cityOf(zone)} time`;
}

/** `New York` of `America/New_York`. */
export function cityOf(zone: string): string {
  return (zone.split("/").at(-1) ?? zone).replaceAll("_", " ");
}
