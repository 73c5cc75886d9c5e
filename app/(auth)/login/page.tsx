import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { loginFault } from "@/components/auth/login-fault";
import { LoginForm } from "@/components/auth/login-form";
import { ProviderButtons } from "@/components/auth/provider-buttons";
import { SecondStepForm } from "@/components/auth/second-step-form";
import { Link } from "@/components/ui/link";
import { landingPath, standsAtSecondStep } from "@/lib/server/auth/page-access";
import { loginProviders } from "@/lib/server/auth/providers";
import { isConnectionTrouble } from "@/lib/server/database-trouble";

export const metadata: Metadata = { title: "Log in" };

type LoginPageProps = { searchParams: Promise<{ next?: string | string[]; error?: string | string[] }> };

export default async function LoginPage({ searchParams }: LoginPageProps) {
  // Without the database nobody knows who is logged in; the form, and what it says then, needs none.
  const landing = await landingPath().catch((failure: unknown) => {
    if (isConnectionTrouble(failure)) return null;
    throw failure;
  });
  if (landing !== null && landing !== "/login") redirect(landing);
  const { next: wanted, error: told } = await searchParams;
  const error = landing === null ? "unavailable" : told;
  const next = typeof wanted === "string" ? wanted : null;
  if (await standsAtSecondStep()) {
    return (
      <>
        <h1>One more step</h1>
        <SecondStepForm next={next} />
      </>
    );
  }
  const providers = loginProviders();
  return (
    <>
      <h1>Log in</h1>
      <LoginForm next={next} fault={loginFault(typeof error === "string" ? error : null)} />
      {providers.length > 0 && <ProviderButtons providers={providers} next={next} />}
      <p className="aside">
        <Link href="/reset" className="link">
          Forgot your password?
        </Link>
      </p>
    </>
  );
}
