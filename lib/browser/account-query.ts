import { queryOptions } from "@tanstack/react-query";
import type {
  Account,
  AccountChange,
  AccountLogins,
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

export const startSecondFactor = (password: string | undefined) =>
  post<SecondFactorSecret>(`${own}/second-factor`, password === undefined ? {} : { password });

export const confirmSecondFactor = (code: string) => post<RecoveryCodes>(`${own}/second-factor/confirm`, { code });

export const turnOffSecondFactor = (proof: SecondFactorOff) => post<undefined>(`${own}/second-factor/off`, proof);

/** By mail, if somebody has the address: the answer doesn't tell. */
export const requestPasswordReset = (email: string) => post<undefined>("/api/v1/password-reset", { email });

export const resetPassword = (code: string, password: string) =>
  post<undefined>("/api/v1/password-reset/password", { code, password });
