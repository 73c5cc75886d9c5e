import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { requireMembership } from "@/lib/server/auth/page-access";
import { readTrace } from "@/lib/server/endpoints/traces";
import { readPathId } from "../../read-path-id";
import { TraceScreen } from "./trace-screen";

type Props = { params: Promise<{ workspace: string; traceId: string[] }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: readPathId((await params).traceId) ?? "Not found" };
}

export default async function TracePage({ params }: Props) {
  const { workspace: slug, traceId: segments } = await params;
  const { workspace, reach } = await requireMembership(slug);
  const traceId = readPathId(segments);
  if (traceId === null || !(await readTrace(reach, traceId))) notFound();
  return <TraceScreen workspace={workspace.slug} traceId={traceId} />;
}
