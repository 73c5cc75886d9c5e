import { findAssignedSecrets, findEnvironmentSecrets } from "./assigned-secrets";
import { type RedactionRule, ruleByPattern } from "./redaction-rule";
import { secretNameLiterals } from "./secret-name";

/**
 * What a token is known by: how it begins, and of what and how much it goes on. Bounds are lower than the issuers' where
 * that costs nothing, so that a token which was cut short is found too.
 */
function token(name: string, beginnings: readonly string[], rest: string): RedactionRule {
  const begin = beginnings.map((text) => text.replace(/[.\-+]/g, "\\$&")).join("|");
  const literals = beginnings.map((text) => text.toLowerCase());
  return ruleByPattern(name, literals, new RegExp(`(?<![A-Za-z0-9])(?:${begin})${rest}`));
}

/**
 * The formats of secrets that are known by themselves, as their issuers document them and as gitleaks' rules (v8.30, its
 * config/gitleaks.toml), secretlint's and GitHub's list of what it scans for have them. The order counts where two
 * find the same: the first names it.
 */
const tokens: readonly RedactionRule[] = [
  // Our own: see lib/server/auth/key.ts.
  token("sightline-key", ["sl_"], "[0-9A-Za-z]{8}_[0-9A-Za-z]{16,64}"),
  // Clouds.
  ruleByPattern(
    "aws-access-key",
    ["akia", "asia", "abia", "acca", "a3t"],
    /(?<![A-Za-z0-9])(?:A3T[A-Z0-9]|AKIA|ASIA|ABIA|ACCA)[A-Z2-7]{16}(?![A-Za-z0-9])/,
  ),
  token("google-api-key", ["AIza"], "[\\w-]{35}"),
  token("google-oauth", ["ya29.", "GOCSPX-"], "[\\w.-]{20,2000}"),
  ruleByPattern("azure-client-secret", ["q~"], /(?<![\w.~-])(?<secret>[\w.~-]{3}\dQ~[\w.~-]{31,34})(?![\w.~-])/),
  ruleByPattern(
    "azure-account-key",
    ["accountkey=", "sharedaccesskey="],
    /(?:Account|SharedAccess)Key=(?<secret>[A-Za-z0-9+/]{40,100}={0,2})/,
  ),
  ruleByPattern("azure-sas", ["sig="], /[?&]sig=(?<secret>[A-Za-z0-9%+/]{30,100}={0,2})/),
  token("digitalocean-token", ["dop_v1_", "doo_v1_", "dor_v1_"], "[a-f0-9]{32,64}"),
  token("alibaba-access-key", ["LTAI"], "[A-Za-z0-9]{20}(?![A-Za-z0-9])"),
  ruleByPattern("cloudflare-ca-key", ["v1.0-"], /(?<![\w.])v1\.0-[a-f0-9]{24}-[a-f0-9]{100,146}/),
  token("fly-token", ["fo1_", "fm2_", "fm1a_", "fm1r_"], "[\\w+/=-]{40,2000}"),
  token("heroku-key", ["HRKU-"], "[\\w-]{20,100}"),
  token("databricks-token", ["dapi"], "[a-f0-9]{32}(?![A-Za-z0-9])"),
  token("planetscale-token", ["pscale_tkn_", "pscale_pw_", "pscale_oauth_"], "[\\w=.-]{20,64}"),
  token("supabase-key", ["sbp_", "sb_secret_"], "[\\w-]{20,100}"),
  token("vault-token", ["hvs.", "hvb.", "hvr."], "[\\w-]{20,300}"),
  token("doppler-token", ["dp.pt.", "dp.st.", "dp.ct.", "dp.sa.", "dp.scim.", "dp.audit."], "[\\w.-]{20,100}"),
  token("pulumi-token", ["pul-"], "[a-f0-9]{40}"),
  ruleByPattern("terraform-token", [".atlasv1."], /(?<![A-Za-z0-9])[A-Za-z0-9]{14}\.atlasv1\.[\w=-]{40,80}/),
  token("1password-token", ["ops_eyJ"], "[A-Za-z0-9+/=]{40,2000}"),
  token("age-secret-key", ["AGE-SECRET-KEY-1"], "[A-Z0-9]{30,58}"),
  // Code and packages.
  token("github-token", ["ghp_", "gho_", "ghu_", "ghs_", "ghr_"], "[A-Za-z0-9]{20,255}"),
  token("github-token", ["github_pat_"], "\\w{22,255}"),
  token(
    "gitlab-token",
    ["glpat-", "gldt-", "glrt-", "glptt-", "glcbt-", "glsoat-", "glft-", "glagent-", "glimt-", "gloas-", "glffct-"],
    "[\\w.-]{16,300}",
  ),
  token("npm-token", ["npm_"], "[A-Za-z0-9]{30,36}"),
  token("pypi-token", ["pypi-AgE"], "[\\w-]{30,1000}"),
  token("rubygems-token", ["rubygems_"], "[a-f0-9]{32,48}"),
  token("docker-token", ["dckr_pat_", "dckr_oat_"], "[\\w-]{20,64}"),
  token("atlassian-token", ["ATATT3", "ATCTT3"], "[\\w=-]{40,300}"),
  token("linear-key", ["lin_api_", "lin_oauth_"], "[A-Za-z0-9]{32,64}"),
  token("postman-key", ["PMAK-"], "[a-f0-9]{24}-[a-f0-9]{20,34}"),
  token("notion-token", ["ntn_"], "[A-Za-z0-9]{40,50}"),
  token("sentry-token", ["sntrys_", "sntryu_"], "[\\w+/=]{40,500}"),
  token("grafana-token", ["glsa_", "glc_"], "[\\w+/=]{30,500}"),
  token("newrelic-key", ["NRAK-"], "[A-Z0-9]{20,27}"),
  // Models.
  token("anthropic-key", ["sk-ant-"], "[\\w-]{20,200}"),
  token("openai-key", ["sk-proj-", "sk-svcacct-", "sk-admin-", "sk-None-"], "[\\w-]{20,300}"),
  token("openrouter-key", ["sk-or-v1-"], "[a-f0-9]{32,64}"),
  token("openai-key", ["sk-"], "[A-Za-z0-9]{32,100}(?![\\w-])"),
  token("huggingface-token", ["hf_", "api_org_"], "[A-Za-z0-9]{30,40}(?![A-Za-z0-9])"),
  token("groq-key", ["gsk_"], "[A-Za-z0-9]{40,60}"),
  token("xai-key", ["xai-"], "[A-Za-z0-9]{60,90}"),
  token("perplexity-key", ["pplx-"], "[A-Za-z0-9]{40,60}"),
  token("replicate-token", ["r8_"], "[A-Za-z0-9]{37,40}"),
  // Messages, mail, money, shops.
  ruleByPattern(
    "slack-token",
    ["xox", "xapp-"],
    /(?<![A-Za-z0-9])(?:xox[a-z](?:\.xox[bp])?|xapp)-[A-Za-z0-9-]{10,300}/i,
  ),
  ruleByPattern(
    "slack-webhook",
    ["hooks.slack.com/"],
    /hooks\.slack\.com\/(?:services|workflows|triggers)\/(?<secret>[\w+/]{20,100})/,
  ),
  ruleByPattern("discord-webhook", ["/api/webhooks/"], /\/api\/webhooks\/\d{10,20}\/(?<secret>[\w-]{40,100})/),
  ruleByPattern("telegram-token", [":aa"], /(?<![A-Za-z0-9])\d{8,10}:AA[\w-]{33}(?![\w-])/),
  token("stripe-key", ["sk_live_", "sk_test_", "sk_prod_", "rk_live_", "rk_test_", "rk_prod_"], "[A-Za-z0-9]{10,250}"),
  token("webhook-secret", ["whsec_"], "[A-Za-z0-9+/=]{20,100}"),
  token("sendgrid-key", ["SG."], "[\\w-]{16,32}\\.[\\w-]{16,64}"),
  token("mailgun-key", ["key-"], "[a-f0-9]{32}(?![A-Za-z0-9])"),
  token("brevo-key", ["xkeysib-"], "[a-f0-9]{64}-[A-Za-z0-9]{8,16}"),
  token("twilio-key", ["SK"], "[a-f0-9]{32}(?![A-Za-z0-9])"),
  token("shopify-token", ["shpat_", "shpca_", "shppa_", "shpss_"], "[a-fA-F0-9]{24,32}"),
  token("square-token", ["sq0atp-", "sq0csp-"], "[\\w-]{20,60}"),
];

/** What a secret is known by otherwise: its form, or what is written before it. */
const places: readonly RedactionRule[] = [
  ruleByPattern(
    "private-key",
    ["private key"],
    // To its end, or as far as it goes where the text was cut.
    /-----BEGIN[ A-Z0-9]{0,40}PRIVATE KEY(?: BLOCK)?-----(?:(?!-----)[\w+/=\s\\:,.-]){0,20000}(?:-----END[ A-Z0-9]{0,40}PRIVATE KEY(?: BLOCK)?-----)?/,
  ),
  ruleByPattern("json-web-token", ["eyj"], /(?<![\w-])eyJ[\w-]{8,}\.eyJ[\w-]{8,}\.[\w-]{8,}/),
  ruleByPattern(
    "authorization-header",
    ["authorization"],
    /authorization\\{0,3}["']?\s{0,3}[:=]\s{0,3}\\{0,3}["']?(?:(?:bearer|basic|token|apikey|digest)\s{1,3}(?<secret>[\w.~+/=:-]{8,3000})|(?=[\w.~+/=:-]{0,200}\d)[\w.~+/=:-]{8,3000})/i,
  ),
  // In prose a word follows, in a header what has a digit.
  ruleByPattern(
    "authorization-header",
    ["bearer"],
    /(?<![a-z])bearer\s{1,3}(?=[\w.~+/=-]{0,200}\d)(?<secret>[\w.~+/=-]{16,3000})/i,
  ),
  ruleByPattern(
    "cookie-header",
    ["cookie:"],
    /(?<![A-Za-z0-9])(?:set-)?cookie:\s{0,3}(?<secret>[^\s"'\\][^\r\n"'\\]{3,3000})/i,
  ),
  ruleByPattern("url-password", ["://"], /:\/\/[^\s/?#:@"'<>\\]{0,100}:(?<secret>[^\s/"'<>\\]{1,200})@/),
  ruleByPattern("curl-password", ["curl"], /\s(?:-u|--user)[ =]["']?[^\s:"'$]{1,100}:(?<secret>[^\s"']{1,200})/),
  { name: "env-value", literals: secretNameLiterals, find: findEnvironmentSecrets },
  { name: "secret-field", literals: secretNameLiterals, find: findAssignedSecrets },
];

/** Every secret that is known without asking anybody. The same in the emitter and on the server. */
export const redactionRules: readonly RedactionRule[] = [...tokens, ...places];
