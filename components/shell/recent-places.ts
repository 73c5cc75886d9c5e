import { useKeptChoice } from "@/lib/browser/use-kept-choice";

export type Place = { href: string; title: string };

/** As many as fit a glance. */
const placesMax = 6;

/** The pages that this person opened last in this browser, the newest first, and a way to add one. */
export function useRecentPlaces(): [readonly Place[], (place: Place) => void] {
  const [kept, keep] = useKeptChoice("recent-places");
  const places = readPlaces(kept);
  const add = (place: Place) => keep(JSON.stringify(withPlace(places, place)));
  return [places, add];
}

/** The places after one more was visited: each once, the newest first. */
export function withPlace(places: readonly Place[], place: Place): Place[] {
  return [place, ...places.filter(({ href }) => href !== place.href)].slice(0, placesMax);
}

/** What was kept, as far as it can be read. */
export function readPlaces(kept: string | null): Place[] {
  try {
    const value: unknown = JSON.parse(kept ?? "[]");
    return Array.isArray(value) ? value.filter(isPlace).map(({ href, title }) => ({ href, title })) : [];
  } catch {
    return [];
  }
}

function isPlace(value: unknown): value is Place {
  if (typeof value !== "object" || value === null) return false;
  const { href, title } = value as Partial<Place>;
  return typeof href === "string" && href.startsWith("/w/") && typeof title === "string";
}
