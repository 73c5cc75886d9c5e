import { CopyButton } from "@/components/ui/copy-button";
import { type Access, accessTo, isRequirement } from "@/lib/contract/access";
import { accessWords } from "@/lib/contract/access-words";
import type { Operation } from "@/lib/contract/openapi/operation";
import { type Field, FieldTable, fieldsOf } from "./field-table";
import type { Schema } from "./schema-words";
import { TypeWords } from "./type-words";

export type Parameter = {
  name: string;
  in: "path" | "query" | "header";
  required?: boolean;
  description?: string;
  schema: Schema;
};
type Content = Readonly<Record<string, { schema: Schema }>>;
/** An operation as the document has it. */
export type Described = {
  operationId: string;
  summary: string;
  description?: string;
  parameters: readonly Parameter[];
  requestBody?: { content: Content };
  responses: Readonly<Record<string, { description: string; content?: Content }>>;
};

type OperationCardProps = { operation: Operation; described: Described };

/** One operation: what it is for, who may call it, what it takes, what it answers, and how curl asks. */
export function OperationCard({ operation, described }: OperationCardProps) {
  const { method, path } = operation;
  const places = [
    ["path", "In the path"],
    ["query", "Parameters"],
    ["header", "Headers"],
  ] as const;
  const curl = curlOf(operation, described);
  return (
    <section className="operation" id={described.operationId} aria-labelledby={`${described.operationId}-title`}>
      <h3 id={`${described.operationId}-title`}>{described.summary}</h3>
      <p className="address mono">
        <span className={`method ${method.toLowerCase()}`}>{method}</span>
        {path}
      </p>
      <p className="lead">
        {accessWords(accessTo(operation))}. {described.description}
      </p>
      {places.map(([place, caption]) => {
        const fields = described.parameters.filter((parameter) => parameter.in === place).map(fieldOf);
        return fields.length > 0 && <FieldTable key={place} caption={caption} fields={fields} />;
      })}
      {described.requestBody && <Bodies caption="Body" content={described.requestBody.content} />}
      <table className="table fields">
        <caption>Answers</caption>
        <tbody>
          {Object.entries(described.responses).map(([status, { description, content = {} }]) => (
            <tr key={status}>
              <th scope="row" className="mono">
                {status}
              </th>
              <td>
                {Object.entries(content).map(([type, { schema }]) => (
                  <span key={type}>
                    <TypeWords schema={schema} />
                    {type !== "application/json" && <span className="note"> {type} </span>}
                  </span>
                ))}
                <p>{description}</p>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <div className="codeblock">
        <pre>{curl}</pre>
        <CopyButton text={curl} label="Copy the command" />
      </div>
    </section>
  );
}

function Bodies({ caption, content }: { caption: string; content: Content }) {
  const fields = Object.entries(content).map(([type, { schema }]) => ({ name: type, schema, isRequired: false }));
  return <FieldTable caption={caption} fields={fields} />;
}

const fieldOf = ({ name, schema, required = false, description }: Parameter): Field => ({
  name,
  schema,
  isRequired: required,
  description,
});

/** A command that works once its key, and what stands in braces, are filled in. */
function curlOf(operation: Operation, { parameters }: Described): string {
  const { method, path, body } = operation;
  const required = parameters.filter((parameter) => parameter.in === "query" && parameter.required);
  const query = required.map(({ name }) => `${name}={${name}}`).join("&");
  const target = `"$SIGHTLINE_URL${path}${query ? `?${query}` : ""}"`;
  const isJson = body && "application/json" in body;
  return [
    `curl${method === "GET" ? "" : ` -X ${method}`} ${target}`,
    ...authorization(accessTo(operation)),
    ...(isJson ? [`-H "Content-Type: application/json"`, "--data-binary @body.json"] : []),
  ].join(" \\\n  ");
}

/** A login's cookie is a browser's: what takes nothing else is told without it. */
function authorization(access: Access): string[] {
  if (access === null || access === "viewer") return [];
  if (!isRequirement(access)) return [`-H "Authorization: Bearer $${access.token}"`];
  return access.scope === null ? [] : [`-H "Authorization: Bearer $SIGHTLINE_API_KEY"`];
}

/** A schema with a place of its own, to which types link. */
export function SchemaCard({ name, schema }: { name: string; schema: Schema }) {
  const fields = fieldsOf(schema);
  return (
    <section className="operation" id={`schema-${name}`} aria-labelledby={`schema-${name}-title`}>
      <h3 id={`schema-${name}-title`} className="mono">
        {name}
      </h3>
      {schema.description && <p className="lead">{schema.description}</p>}
      {fields.length > 0 ? <FieldTable caption="Fields" fields={fields} /> : <TypeWords schema={schema} />}
    </section>
  );
}
