import type { Metadata } from "next";
import { type Described, OperationCard, SchemaCard } from "@/components/reference/operation-card";
import type { Schema } from "@/components/reference/schema-words";
import { Logo } from "@/components/shell/logo";
import { Link } from "@/components/ui/link";
import { openapiDocument } from "@/lib/contract/openapi/document";
import { tags } from "@/lib/contract/openapi/operation";
import { operations } from "@/lib/contract/openapi/operations";
import { version } from "@/package.json";

export const metadata: Metadata = { title: "API reference" };

const { paths, components } = openapiDocument(version) as {
  paths: Record<string, Record<string, Described>>;
  components: { schemas: Record<string, Schema> };
};
const chapters = Object.entries(tags).map(([tag, text]) => ({
  tag,
  text,
  members: operations.flatMap((operation) => {
    const described = paths[operation.path]?.[operation.method.toLowerCase()];
    return operation.tag === tag && described ? [{ operation, described }] : [];
  }),
}));

/** The API as `GET /api/openapi.json` tells it, for people. Public, as the document is. */
export default function ReferencePage() {
  return (
    <div className="reference">
      <nav aria-label="Reference">
        <Link href="/" className="brand">
          <Logo />
          Sightline
        </Link>
        {chapters.map(({ tag, members }) => (
          <div key={tag}>
            <a href={`#${tag}`} className="chapter">
              {tag}
            </a>
            {members.map(({ described }) => (
              <a key={described.operationId} href={`#${described.operationId}`}>
                {described.summary}
              </a>
            ))}
          </div>
        ))}
        <a href="#schemas" className="chapter">
          Schemas
        </a>
      </nav>
      <main>
        <h1>API reference</h1>
        <p className="lead">
          Every address, from the schemas that validate. The same for programs:{" "}
          <a href="/api/openapi.json">openapi.json</a> (OpenAPI 3.1). Errors are problems by RFC 9457, with the fields
          at fault and what is allowed.
        </p>
        {chapters.map(({ tag, text, members }) => (
          <section key={tag} id={tag} className="chapter">
            <h2>{tag}</h2>
            <p className="lead">{text}</p>
            {members.map(({ operation, described }) => (
              <OperationCard key={described.operationId} operation={operation} described={described} />
            ))}
          </section>
        ))}
        <section id="schemas" className="chapter">
          <h2>Schemas</h2>
          {Object.entries(components.schemas).map(([name, schema]) => (
            <SchemaCard key={name} name={name} schema={schema} />
          ))}
        </section>
      </main>
    </div>
  );
}
