import { expect, test } from "vitest";
import { inexactDigits } from "@/emitter/agents/exact-json";
import { plainAttributes, plainValue } from "./plain-value";

test.each([
  [{ stringValue: "" }, ""],
  [{ boolValue: false }, false],
  [{ intValue: "-7" }, -7],
  [{ intValue: 7 }, 7],
  [{ intValue: "seven" }, "seven"],
  [{ doubleValue: 1.5 }, 1.5],
  [{ doubleValue: "NaN" }, "NaN"],
  [{ bytesValue: "AAE=" }, "AAE="],
  [{ bytesValue: "_-8" }, "/+8="],
  [{ bytesValue: "not base64!" }, "not base64!"],
  [{ arrayValue: { values: [{ intValue: "1" }, {}, { stringValue: "x" }] } }, [1, null, "x"]],
  [{ arrayValue: {} }, []],
  [
    {
      kvlistValue: {
        values: [{ key: "a", value: { kvlistValue: { values: [{ key: "b", value: { intValue: "1" } }] } } }],
      },
    },
    { a: { b: 1 } },
  ],
  [{}, null],
  [{ futureValue: 1 }, null],
  [undefined, null],
  ["bare", "bare"],
])("%j is %j", (value, plain) => {
  expect(plainValue(value)).toEqual(plain);
});

test("an integer that no double holds stays its digits, and is marked to be noted", () => {
  const plain = plainValue({ intValue: "9007199254740993" });
  expect(inexactDigits(plain as string)).toBe("9007199254740993");
});

test("of two attributes of one key the last stays; a key may be any text; what is no attribute is left out", () => {
  const attributes = [
    { key: "a", value: { intValue: "1" } },
    { key: "a", value: { intValue: "2" } },
    { key: "__proto__", value: { stringValue: "p" } },
    { key: "", value: {} },
    { value: { intValue: "3" } },
    null,
    7,
  ];
  expect(JSON.stringify(plainAttributes(attributes))).toBe('{"a":2,"__proto__":"p","":null}');
  expect(plainAttributes({ a: 1 })).toEqual({});
});
