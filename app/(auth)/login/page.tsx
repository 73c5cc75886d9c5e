import type { Metadata } from "next";
import Link from "next/link";
import { redirect } from "next/navigation";
import { loginFault } from "@/components/auth/login-fault";
import { LoginForm } from "@/components/auth/login-form";
import { ProviderButtons } from "@/components/auth/provider-buttons";
import { SecondStepForm } from "@/components/auth/second-step-form";
import { landingPath, standsAtSecondStep } from "@/lib/server/auth/page-access";
import { loginProviders } from "@/lib/server/auth/providers";

export const metadata: Metadata = { title: "Log in" };

type LoginPageProps = { searchParams: Promise<{ next?: string | string[]; error?: string | string[] }> };

export default async function LoginPage({ searchParams }: LoginPageProps) {
  const landing = await landingPath();
  if (landing !== "/login") redirect(landing);
  const { next: wanted, error } = await searchParams;
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
