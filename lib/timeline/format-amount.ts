const compact = new Intl.NumberFormat("en", { notation: "compact", maximumFractionDigits: 1 });

/** A count as read at a glance: `940`, `12.4K`, `1.2M`; a dash where it is not known. */
export function formatCount(value: number | null | undefined): string {
  return value === null || value === undefined ? "–" : compact.format(value);
}

/** An amount of US dollars: `$11.08`, `$0.0042`; a dash where it is not known. */
export function formatCost(usd: number | null | undefined): string {
  if (usd === null || usd === undefined) return "–";
  return usd > 0 && usd < 0.01 ? `$${usd.toPrecision(2)}` : `$${usd.toFixed(2)}`;
}
