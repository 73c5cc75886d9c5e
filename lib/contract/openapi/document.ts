import { z } from "zod";
import { accessTo, isRequirement } from "../access";
import { type ComponentName, components } from "./components";
import { type Content, type Operation, tags } from "./operation";
import { operations } from "./operations";

type Json = Record<string, unknown>;

const problemAnswers = {
  400: "Malformed, or an unknown parameter",
  401: "No credentials, or bad ones",
  403: "The wrong scope or role",
  404: "Not there, or another workspace's",
  413: "Too large",
  415: "The wrong type or encoding",
  422: "Well-formed, but invalid",
  429: "Too many; Retry-After says when",
  503: "The database can't be reached just now; Retry-After says when",
} as const;

/**
 * The API as an OpenAPI 3.1 document (https://spec.openapis.org/oas/v3.1.0): the operations of this folder, and the zod
 * schemas that validate, as JSON Schema 2020-12.
 */
export function openapiDocument(version: string): Json {
  const paths: Record<string, Json> = {};
  for (const operation of operations) {
    paths[operation.path] = { ...paths[operation.path], [operation.method.toLowerCase()]: toJson(operation) };
  }
  return {
    openapi: "3.1.0",
    info: {
      title: "Sightline",
      version,
      description: "What a team's AI agents are doing, live and looking back. Errors are problems by RFC 9457.",
      license: { name: "MIT", identifier: "MIT" },
    },
    servers: [{ url: "/" }],
    tags: Object.entries(tags).map(([name, description]) => ({ name, description })),
    paths,
    components: {
      securitySchemes: {
        bearer: { type: "http", scheme: "bearer", description: "An API key" },
        apiKey: { type: "apiKey", in: "header", name: "X-API-Key", description: "An API key" },
        cookie: { type: "apiKey", in: "cookie", name: "next-auth.session-token", description: "A person's login" },
        token: { type: "http", scheme: "bearer", description: "A token of the operator's, set by the environment" },
      },
      schemas: componentSchemas(),
    },
  };
}

/** Bodies are described as they are sent (before transforms), and answers have none. */
function componentSchemas(): Record<string, Json> {
  const registry = z.registry<{ id: string }>();
  for (const [id, schema] of Object.entries(components)) registry.add(schema, { id });
  const { schemas } = z.toJSONSchema(registry, { uri: refTo, io: "input", unrepresentable: "any" });
  return Object.fromEntries(Object.entries(schemas).map(([id, schema]) => [id, withoutIdentity(schema as Json)]));
}

function toJson(operation: Operation): Json {
  const { id, tag, summary, description, segments = {}, query, headers, body, answers } = operation;
  return {
    operationId: id,
    tags: [tag],
    summary,
    ...(description === undefined ? {} : { description }),
    security: securityOf(operation),
    parameters: [
      ...Object.entries(segments).map(([name, text]) => {
        return { name, in: "path", required: true, description: text, schema: { type: "string" } };
      }),
      ...parametersOf(query, "query"),
      ...parametersOf(headers, "header"),
    ],
    ...(body ? { requestBody: { required: true, content: contentOf(body) } } : {}),
    responses: Object.fromEntries([
      ...Object.entries(answers).map(([status, answer]) => [
        status,
        { description: answer.description, ...(answer.content ? { content: contentOf(answer.content) } : {}) },
      ]),
      ...Object.entries(problemAnswers)
        .filter(([status]) => !(status in answers) && canAnswer(operation, Number(status)))
        .map(([status, text]) => [
          status,
          { description: text, content: { "application/problem+json": { schema: { $ref: refTo("Problem") } } } },
        ]),
    ]),
  };
}

function canAnswer(operation: Operation, status: number): boolean {
  const { body, segments } = operation;
  if (status === 503) return true;
  if (status === 413 || status === 415 || status === 422) return body !== undefined;
  const access = accessTo(operation);
  if (access === null) return false;
  if (!isRequirement(access) && access !== "viewer") return status === 401;
  return status !== 404 || segments !== undefined;
}

function securityOf(operation: Operation): Json[] {
  const access = accessTo(operation);
  if (access === null) return [];
  if (access === "viewer") return [{ cookie: [] }];
  if (!isRequirement(access)) return [{ token: [] }];
  const { scope, role } = access;
  const cookie = role === null ? [] : [{ cookie: [] }];
  return scope === null ? cookie : [{ bearer: [scope] }, { apiKey: [scope] }, ...cookie];
}

function parametersOf(schema: z.ZodObject | undefined, place: "query" | "header"): Json[] {
  if (!schema) return [];
  const { properties = {}, required = [] } = z.toJSONSchema(schema, { io: "input", unrepresentable: "any" });
  return Object.entries(properties).map(([name, property]) => {
    const { description, ...rest } = property as Json;
    const isList = rest.type === "array";
    return {
      name,
      in: place,
      ...(required.includes(name) ? { required: true } : {}),
      ...(description === undefined ? {} : { description }),
      ...(isList ? { style: "form", explode: false } : {}),
      schema: rest,
    };
  });
}

function contentOf(content: Content): Json {
  const schemaOf = (name: ComponentName | "text" | "bytes") => {
    if (name === "text") return { type: "string" };
    if (name === "bytes") return { type: "string", format: "binary" };
    return { $ref: refTo(name) };
  };
  return Object.fromEntries(Object.entries(content).map(([type, name]) => [type, { schema: schemaOf(name) }]));
}

const refTo = (id: string) => `#/components/schemas/${id}`;

function withoutIdentity({ $schema: _, $id: __, ...schema }: Json): Json {
  return schema;
}
