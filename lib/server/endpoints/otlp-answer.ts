import { BinaryWriter } from "@bufbuild/protobuf/wire";
import type { Problem } from "@/lib/contract/problem";
import { type Answer, type Handler, jsonAnswer, WholeBody } from "../http/exchange";

/** The two forms of OTLP over HTTP. */
export type OtlpForm = "json" | "protobuf";

const protobufType = "application/x-protobuf";

/** The form that a request names; null for any other. JSON where it names none, as everywhere. */
export function formOf(contentType: string | undefined): OtlpForm | null {
  const type = contentType?.split(";", 1)[0]?.trim().toLowerCase() ?? "";
  if (type === "" || type === "application/json") return "json";
  return type === protobufType ? "protobuf" : null;
}

/** What was not kept: how many, under the name that the signal has for it, and why. */
export type PartialSuccess = { name: string; rejected: number; message: string };

/** 200 in the form of the request; with nothing in it where everything was kept. */
export function otlpAnswer(form: OtlpForm, partial: PartialSuccess | null): Answer {
  if (form === "json") {
    if (partial === null) return jsonAnswer({});
    const { name, rejected, message } = partial;
    return jsonAnswer({ partialSuccess: { [name]: String(rejected), errorMessage: message } });
  }
  const writer = new BinaryWriter();
  if (partial !== null) {
    writer.tag(1, 2).fork();
    if (partial.rejected > 0) writer.tag(1, 0).int64(partial.rejected);
    writer.tag(2, 2).string(partial.message).join();
  }
  return {
    status: 200,
    headers: { "content-type": protobufType, "cache-control": "no-store" },
    body: new WholeBody(writer.finish()),
  };
}

/**
 * What an exporter hears of a refusal: a problem that is a `google.rpc.Status` besides, by its `message`; and to a request
 * in protobuf a Status in protobuf. Its code stays out, as OTLP has no use for it.
 */
export function speakingOtlp(handler: Handler): Handler {
  return async (exchange) => {
    const answer = await handler(exchange);
    if (answer.status < 400 || typeof answer.body !== "string") return answer;
    const problem = JSON.parse(answer.body) as Problem;
    if (formOf(exchange.headers["content-type"]) !== "protobuf") {
      return { ...answer, body: JSON.stringify({ ...problem, message: problem.detail }) };
    }
    const status = new BinaryWriter().tag(2, 2).string(problem.detail).finish();
    return { ...answer, headers: { ...answer.headers, "content-type": protobufType }, body: new WholeBody(status) };
  };
}
