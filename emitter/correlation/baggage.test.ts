import fc from "fast-check";
import { expect, test } from "vitest";
import { type BaggageMember, formatBaggage, parseBaggage } from "../index";

test.each<[string, string, BaggageMember[]]>([
  ["nothing", "", []],
  ["one member", "user=ana", [{ key: "user", value: "ana" }]],
  ["members in their order", "b=1,a=2", [pair("b", "1"), pair("a", "2")]],
  [
    "space around everything",
    " \ta = 1 ;\tp = q , b=2\t",
    [{ ...pair("a", "1"), properties: "p = q" }, pair("b", "2")],
  ],
  ["the same key twice", "a=1,a=2", [pair("a", "1"), pair("a", "2")]],
  ["an empty value", "a=", [pair("a", "")]],
  ["a value with equals signs", "a=b=c==", [pair("a", "b=c==")]],
  ["properties as they stand", "a=1;k1=v%201;k2", [{ ...pair("a", "1"), properties: "k1=v%201;k2" }]],
  ["percent-encoded text", "name=Jos%C3%A9%20%F0%9F%91%A9", [pair("name", "José 👩")]],
  ["lower-case hex", "a=%c3%a9", [pair("a", "é")]],
  ["a comma that was encoded", "a=x%2Cy%3Bz", [pair("a", "x,y;z")]],
  ["a plus is a plus", "a=1+1", [pair("a", "1+1")]],
  ["bytes that are no UTF-8", "a=x%ffy%C3", [pair("a", "x\uFFFDy\uFFFD")]],
  ["percent signs that begin nothing", "a=100%,b=%zz,c=%4", [pair("a", "100%"), pair("b", "%zz"), pair("c", "%4")]],
  ["every sign that a key may have", "!#$%&'*+-.^_`|~0a=1", [pair("!#$%&'*+-.^_`|~0a", "1")]],
  ["keys that differ in case", "a=1,A=2", [pair("a", "1"), pair("A", "2")]],
  ["a key that JavaScript knows", "__proto__=1,constructor=2", [pair("__proto__", "1"), pair("constructor", "2")]],
  ["empty members between others", ",a=1,, ,b=2,", [pair("a", "1"), pair("b", "2")]],
  ["no equals sign", "a,b=2", [pair("b", "2")]],
  ["no key", "=1,b=2", [pair("b", "2")]],
  ["a key with a space", "a b=1,c=2", [pair("c", "2")]],
  ["a value with a space", "a=1 2,c=2", [pair("c", "2")]],
  ["a value in quotes", 'a="1",c=2', [pair("c", "2")]],
  ["a value with a backslash", "a=1\\2,c=2", [pair("c", "2")]],
  ["a value that is not encoded", "a=é,c=2", [pair("c", "2")]],
  ["a line break", "a=1\r\nx: y,c=2", [pair("c", "2")]],
  ["properties that may not be", "a=1;p=é", [pair("a", "1")]],
])("%s", (_, header, members) => {
  expect(parseBaggage(header)).toEqual(members);
});

test("64 members and 8,192 characters are read, what lies beyond is not", () => {
  const numbered = (count: number) => Array.from({ length: count }, (_, n) => `k${n}=${n}`).join(",");
  expect(parseBaggage(numbered(64))).toHaveLength(64);
  expect(parseBaggage(numbered(65)).at(-1)).toEqual(pair("k63", "63"));
  const large = `a=${"x".repeat(8_190)}`;
  expect(parseBaggage(large)).toEqual([pair("a", "x".repeat(8_190))]);
  expect(parseBaggage(`${large}x`)).toEqual([]);
  expect(parseBaggage(`a=1,${large}`)).toEqual([pair("a", "1")]);
});

test("what is written holds to the limits, and leaves out no more than it must", () => {
  const many = Array.from({ length: 100 }, (_, n) => pair(`k${n}`, "v"));
  expect(parseBaggage(formatBaggage(many))).toEqual(many.slice(0, 64));
  const huge = pair("huge", "x".repeat(9_000));
  expect(formatBaggage([pair("a", "1"), huge, pair("b", "2")])).toBe("a=1,b=2");
  expect(formatBaggage([pair("a", "x".repeat(8_190))])).toHaveLength(8_192);
  expect(formatBaggage([pair("a", "x".repeat(8_188)), pair("b", "1")])).toHaveLength(8_190);
  expect(formatBaggage([])).toBe("");
});

test("nothing that is written can end the header or begin another", () => {
  expect(formatBaggage([pair("a\r\nx: y", "1"), pair("b c", "1"), pair("", "1")])).toBe("");
  expect(formatBaggage([pair("a", "1\r\n2"), pair("b", ', "\\;=')])).toBe("a=1%0D%0A2,b=%2C%20%22%5C%3B%3D");
  expect(formatBaggage([{ ...pair("a", "1"), properties: "p\r\nx: y" }])).toBe("a=1");
  expect(formatBaggage([{ ...pair("a", "1"), properties: "p,b=2" }])).toBe("a=1");
  expect(formatBaggage([pair("a", "x\ud800")])).toBe("a=x%EF%BF%BD");
});

test("any text reads back as it was", () => {
  const text = fc.string({ unit: "grapheme", maxLength: 50 });
  fc.assert(
    fc.property(fc.array(text, { maxLength: 10 }), (values) => {
      const members = values.map((value, n) => ({ ...pair(`k${n}`, value), properties: "p=1" }));
      expect(parseBaggage(formatBaggage(members))).toEqual(members);
    }),
  );
});

test("no header makes the reader fail", () => {
  const sign = fc.constantFrom(
    "a",
    "B",
    "=",
    ",",
    ";",
    "%",
    "%C3",
    "%A9",
    "%ff",
    "%00",
    " ",
    "\t",
    "\r\n",
    "\0",
    '"',
    "\\",
    "é",
    "\ud800",
  );
  fc.assert(
    fc.property(fc.string({ unit: sign, maxLength: 40 }), (header) => {
      expect(parseBaggage(formatBaggage(parseBaggage(header)))).toEqual(parseBaggage(header));
    }),
  );
});

function pair(key: string, value: string): BaggageMember {
  return { key, value };
}
