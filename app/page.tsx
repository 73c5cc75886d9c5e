import { redirect } from "next/navigation";
import { landingPath } from "@/lib/server/auth/page-access";

export const dynamic = "force-dynamic";

export default async function RootPage() {
  redirect(await landingPath());
}
