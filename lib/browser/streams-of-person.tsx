"use client";

import { createContext, type ReactNode, useCallback, useContext, useEffect } from "react";
import { SharedStreams } from "./shared-streams";
import { browserPlatform } from "./stream-platform";
import { aloneLink, linkTabs } from "./tab-link";

const Person = createContext<string | null>(null);

/** One for each person and page: it outlives the screens, so that going from one to another changes no leader. */
const opened = new Map<string | null, SharedStreams>();

function streamsOf(person: string | null): SharedStreams {
  const known = opened.get(person);
  if (known) return known;
  const link = person === null ? aloneLink() : linkTabs(person);
  const streams = new SharedStreams({ link, platform: browserPlatform });
  opened.set(person, streams);
  return streams;
}

/** What is below shares its streams with the other tabs in which this person is logged in. */
export function StreamsOfPerson({ person, children }: { person: string; children: ReactNode }) {
  useEffect(() => void streamsOf(person), [person]);
  return <Person value={person}>{children}</Person>;
}

/** Who is logged in, by their e-mail; null where nobody need be. */
export function usePerson(): string | null {
  return useContext(Person);
}

/** Answers the streams that this place shares; to be called in the browser only. */
export function useSharedStreams(): () => SharedStreams {
  const person = useContext(Person);
  return useCallback(() => streamsOf(person), [person]);
}

/** The login has been ended: every tab learns it at once. */
export function tellSignedOut(): void {
  for (const streams of opened.values()) streams.signOut();
}
