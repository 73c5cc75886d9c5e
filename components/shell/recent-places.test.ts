import { expect, test } from "vitest";
import { readPlaces, withPlace } from "./recent-places";

const place = (name: string) => ({ href: `/w/harbor/${name}`, title: name });

test("a place is there once, the newest first, and old ones make room", () => {
  const places = ["a", "b", "c", "d", "e", "f", "g", "b"].reduce<ReturnType<typeof readPlaces>>(
    (before, name) => withPlace(before, place(name)),
    [],
  );
  expect(places.map(({ title }) => title)).toEqual(["b", "g", "f", "e", "d", "c"]);
});

test("what can't be read is nothing, and leads nowhere else", () => {
  expect(readPlaces(null)).toEqual([]);
  expect(readPlaces("{")).toEqual([]);
  expect(readPlaces('{"href":"/w/a"}')).toEqual([]);
  expect(
    readPlaces('[{"href":"https://elsewhere.example","title":"x"},{"href":"/w/a/events","title":"Events"},1]'),
  ).toEqual([{ href: "/w/a/events", title: "Events" }]);
});
