import type { JsonObject, JsonValue } from "@/lib/contract/event";
import { AppError } from "../../../errors";
import { isObject, listOf } from "./plain-value";
import { readContents } from "./read-protobuf";

const kinds = ["gauge", "sum", "histogram", "exponentialHistogram", "summary"];
/** Where a metric has its points, by kind, in protobuf. */
const kindNumbers = [5, 7, 9, 10, 11];

/** How many data points an export request of metrics holds, as JSON. Throws 400 for what is no object. */
export function countDataPointsOfJson(body: unknown): number {
  if (!isObject(body as JsonValue))
    throw new AppError("malformed", { public: "The body is no OTLP request: must be an object." });
  let count = 0;
  for (const resource of listOf((body as JsonObject).resourceMetrics)) {
    for (const scope of listIn(resource, "scopeMetrics")) {
      for (const metric of listIn(scope, "metrics")) {
        for (const kind of kinds) {
          if (isObject(metric) && metric[kind]) count += listIn(metric[kind], "dataPoints").length;
        }
      }
    }
  }
  return count;
}

/** The same as protobuf. Throws 400 for bytes that can't be read. */
export function countDataPointsOfProtobuf(body: Uint8Array): number {
  try {
    let count = 0;
    for (const resource of readContents(body, 1)) {
      for (const scope of readContents(resource, 2)) {
        for (const metric of readContents(scope, 2)) {
          for (const kind of kindNumbers) {
            for (const data of readContents(metric, kind)) for (const _ of readContents(data, 1)) count += 1;
          }
        }
      }
    }
    return count;
  } catch {
    throw new AppError("malformed", { public: "The body is no OTLP request in protobuf." });
  }
}

const listIn = (value: JsonValue | undefined, name: string) => (isObject(value) ? listOf(value[name]) : []);
