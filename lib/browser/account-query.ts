import { queryOptions } from "@tanstack/react-query";
import type {
  Account,
  AccountChange,
  AccountLogins,
  AccountProof,
  EmailRequest,
  IdentityUnlink,
  PasswordChange,
  RecoveryCodes,
  SecondFactorOff,
  SecondFactorSecret,
} from "../contract/account";
import { apiFetch } from "./api";

const own = "/api/v1/account";
const post = <T>(path: string, json: unknown) => apiFetch<T>(path, { method: "POST", json });

export const accountQuery = queryOptions({
  queryKey: ["account"],
  queryFn: ({ signal }) => apiFetch<Account>(own, { signal }),
});

export const accountLoginsQuery = queryOptions({
  queryKey: ["account-logins"],
  queryFn: ({ signal }) => apiFetch<AccountLogins>(`${own}/logins`, { signal }),
});

export const changeAccount = (change: AccountChange) => apiFetch<Account>(own, { method: "PATCH", json: change });

export const changePassword = (change: PasswordChange) => post<undefined>(`${own}/password`, change);

export const endLogin = (id: string) =>
  apiFetch<undefined>(`${own}/logins/${encodeURIComponent(id)}`, { method: "DELETE" });

export const endAllLogins = () => apiFetch<undefined>(`${own}/logins`, { method: "DELETE" });

/** A link by mail; a new address needs proof. */
export const requestEmail = (request: EmailRequest) => post<undefined>(`${own}/email`, request);

export const confirmEmail = (code: string) => post<Account>(`${own}/email/confirm`, { code });

/** Lets the next log-in with a provider be linked. */
export const allowIdentityLink = (proof: AccountProof) => post<undefined>(`${own}/identities/link`, proof);

export const unlinkIdentity = (which: IdentityUnlink) => post<undefined>(`${own}/identities/unlink`, which);

export const startSecondFactor = (proof: AccountProof) => post<SecondFactorSecret>(`${own}/second-factor`, proof);

export const renewRecoveryCodes = (proof: AccountProof) =>
  post<RecoveryCodes>(`${own}/second-factor/recovery-codes`, proof);

export const confirmSecondFactor = (code: string) => post<RecoveryCodes>(`${own}/second-factor/confirm`, { code });

export const turnOffSecondFactor = (proof: SecondFactorOff) => post<undefined>(`${own}/second-factor/off`, proof);

/** By mail, if somebody has the address: the answer doesn't tell. */
export const requestPasswordReset = (email: string) => post<undefined>("/api/v1/password-reset", { email });

export const resetPassword = (code: string, password: string) =>
  post<undefined>("/api/v1/password-reset/password", { code, password });
