import type { Schema } from "./schema-words";
import { TypeWords } from "./type-words";

export type Field = { name: string; schema: Schema; isRequired: boolean; description?: string | undefined };

/** The fields of a body or the parameters of an address. What lies inside a field is told below it. */
export function FieldTable({ fields, caption }: { fields: readonly Field[]; caption: string }) {
  return (
    <table className="table fields">
      <caption>{caption}</caption>
      <tbody>
        {fields
          .flatMap((field) => rowsOf(field))
          .map(({ name, schema, isRequired, description }) => (
            <tr key={name}>
              <th scope="row" className="mono">
                {name}
                {isRequired && <span className="required">required</span>}
              </th>
              <td>
                <TypeWords schema={schema} />
                {schema.default !== undefined && <span className="note"> · {String(schema.default)} unless given</span>}
                {(description ?? schema.description) && <p>{description ?? schema.description}</p>}
              </td>
            </tr>
          ))}
      </tbody>
    </table>
  );
}

/** The fields of an object, in the order in which the schema has them. */
export function fieldsOf(schema: Schema): Field[] {
  const required = new Set(schema.required ?? []);
  return Object.entries(schema.properties ?? {}).map(([name, property]) => {
    return { name, schema: property, isRequired: required.has(name) };
  });
}

/** A field, and below it what its object or the objects of its list hold. */
function rowsOf(field: Field): Field[] {
  const inside = innerObject(field.schema);
  const prefix = `${field.name}${field.schema.type === "array" ? "[]" : ""}.`;
  return [
    field,
    ...(inside ? fieldsOf(inside).flatMap((inner) => rowsOf({ ...inner, name: prefix + inner.name })) : []),
  ];
}

function innerObject(schema: Schema): Schema | null {
  if (schema.type === "array") return schema.items ? innerObject(schema.items) : null;
  if (schema.anyOf) return schema.anyOf.map(innerObject).find((inner) => inner !== null) ?? null;
  return schema.properties ? schema : null;
}
