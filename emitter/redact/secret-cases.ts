/**
 * Texts for each rule: `«…»` marks the secret in the guilty ones. No real secret is here, and nothing that a scanner of
 * repositories would take for one: they are put together of their beginnings and of this.
 */
const run = (alphabet: string, length: number) =>
  Array.from({ length }, (_, i) => alphabet[(i * 7 + 3) % alphabet.length]).join("");
const mixed = (length: number) => run("aB3dE5gH7jK9mNpQ2sT4vW6yZ", length);
const hex = (length: number) => run("0f1e2d3c4b5a69788796", length);
const upper = (length: number) => run("A2B3C4D5E6F7GHIJKLMNOPQ", length);
const letters = (length: number) => run("abcdefghijkLMNOPQRSTUvw", length);

const uuid = "9536b321-6fda-4eeb-a975-729fae923d5a";

type SecretCase = { rule: string; secrets: readonly string[]; innocent: readonly string[] };
const bare = (rule: string, ...secrets: string[]): SecretCase => ({
  rule,
  secrets: secrets.flatMap((secret) => [`«${secret}»`, `it is «${secret}», as said`, `--with="«${secret}»"`]),
  innocent: secrets.map((secret) => secret.slice(0, 7)),
});

export const secretCases: readonly SecretCase[] = [
  bare("sightline-key", `sl_${mixed(8)}_${mixed(32)}${hex(8)}`),
  {
    ...bare("aws-access-key", `AKIA${upper(16)}`, `ASIA${upper(16)}`),
    innocent: [`AKIA${upper(20)}`, "ASIA", "Malaysia"],
  },
  bare("google-api-key", `AIza${mixed(35)}`),
  bare("google-oauth", `ya29.${mixed(60)}`, `GOCSPX-${mixed(28)}`),
  bare("azure-client-secret", `${mixed(3)}8Q~${mixed(34)}`),
  {
    rule: "azure-account-key",
    secrets: [`DefaultEndpointsProtocol=https;AccountName=harbor;AccountKey=«${mixed(86)}==»;EndpointSuffix=net`],
    innocent: ["AccountKey=none"],
  },
  {
    rule: "azure-sas",
    secrets: [`https://a.blob.core.windows.net/c?sv=2024&sig=«${mixed(43)}%3D»&se=x`],
    innocent: ["?sig=short"],
  },
  bare("digitalocean-token", `dop_v1_${hex(64)}`, `doo_v1_${hex(64)}`),
  bare("alibaba-access-key", `LTAI${mixed(20)}`),
  bare("cloudflare-ca-key", `v1.0-${hex(24)}-${hex(146)}`),
  bare("fly-token", `fo1_${mixed(43)}`),
  bare("heroku-key", `HRKU-${mixed(40)}`),
  bare("databricks-token", `dapi${hex(32)}`),
  bare("planetscale-token", `pscale_tkn_${mixed(43)}`, `pscale_pw_${mixed(43)}`),
  bare("supabase-key", `sbp_${hex(40)}`, `sb_secret_${mixed(31)}`),
  bare("vault-token", `hvs.${mixed(95)}`),
  bare("doppler-token", `dp.pt.${mixed(43)}`),
  bare("pulumi-token", `pul-${hex(40)}`),
  bare("terraform-token", `${mixed(14)}.atlasv1.${mixed(67)}`),
  bare("1password-token", `ops_eyJ${mixed(300)}`),
  bare("age-secret-key", `AGE-SECRET-KEY-1${upper(58)}`),
  bare(
    "github-token",
    `ghp_${mixed(36)}`,
    `gho_${mixed(36)}`,
    `ghs_${mixed(36)}`,
    `github_pat_${mixed(22)}_${mixed(59)}`,
  ),
  bare("gitlab-token", `glpat-${mixed(20)}`, `glrt-${mixed(20)}`, `glptt-${hex(40)}`),
  { ...bare("npm-token", `npm_${mixed(36)}`), innocent: ["npm_config_registry", "npm_lifecycle_event"] },
  bare("pypi-token", `pypi-AgEIcHlwaS5vcmc${mixed(80)}`),
  bare("rubygems-token", `rubygems_${hex(48)}`),
  bare("docker-token", `dckr_pat_${mixed(27)}`),
  bare("atlassian-token", `ATATT3${mixed(186)}`),
  bare("linear-key", `lin_api_${mixed(40)}`),
  bare("postman-key", `PMAK-${hex(24)}-${hex(34)}`),
  bare("notion-token", `ntn_${mixed(46)}`),
  bare("sentry-token", `sntryu_${hex(64)}`),
  bare("grafana-token", `glsa_${mixed(32)}_${hex(8)}`),
  bare("newrelic-key", `NRAK-${upper(27)}`),
  bare("anthropic-key", `sk-ant-api03-${mixed(93)}AA`, `sk-ant-admin01-${mixed(93)}AA`, `sk-ant-oat01-${mixed(93)}AA`),
  {
    ...bare("openai-key", `sk-${mixed(20)}T3BlbkFJ${mixed(20)}`, `sk-proj-${mixed(74)}T3BlbkFJ${mixed(74)}`),
    innocent: [`task-${mixed(40)}`, "sk-learn", "risk-free-and-more-than-thirty-two-letters"],
  },
  bare("openrouter-key", `sk-or-v1-${hex(64)}`),
  bare("huggingface-token", `hf_${letters(34)}`),
  bare("groq-key", `gsk_${mixed(52)}`),
  bare("xai-key", `xai-${mixed(80)}`),
  bare("perplexity-key", `pplx-${mixed(48)}`),
  bare("replicate-token", `r8_${mixed(37)}`),
  bare(
    "slack-token",
    `xoxb-${hex(12)}-${hex(12)}-${mixed(24)}`,
    `xoxp-${hex(12)}-${mixed(28)}`,
    `xapp-1-${upper(11)}-${hex(13)}`,
  ),
  {
    rule: "slack-webhook",
    secrets: [`https://hooks.slack.com/services/«T${upper(8)}/B${upper(8)}/${mixed(24)}»`],
    innocent: ["https://hooks.slack.com/services/"],
  },
  {
    rule: "discord-webhook",
    secrets: [`https://discord.com/api/webhooks/123456789012345678/«${mixed(68)}»`],
    innocent: ["https://discord.com/api/webhooks/123456789012345678"],
  },
  bare("telegram-token", `123456789:AA${mixed(33)}`),
  bare("stripe-key", `sk_live_${mixed(24)}`, `rk_test_${mixed(24)}`),
  bare("webhook-secret", `whsec_${mixed(32)}`),
  bare("sendgrid-key", `SG.${mixed(22)}.${mixed(43)}`),
  bare("mailgun-key", `key-${hex(32)}`),
  bare("brevo-key", `xkeysib-${hex(64)}-${mixed(16)}`),
  bare("twilio-key", `SK${hex(32)}`),
  bare("shopify-token", `shpat_${hex(32)}`),
  bare("square-token", `sq0atp-${mixed(22)}`),
  {
    rule: "private-key",
    secrets: [
      `«-----BEGIN PRIVATE KEY-----\n${mixed(64)}\n${mixed(40)}==\n-----END PRIVATE KEY-----»\nand on`,
      `«-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-256-CBC,${hex(32)}\n\n${mixed(64)}\n-----END RSA PRIVATE KEY-----»`,
      `{"private": "«-----BEGIN OPENSSH PRIVATE KEY-----\\n${mixed(64)}\\n-----END OPENSSH PRIVATE KEY-----»"}`,
      `cut: «-----BEGIN EC PRIVATE KEY-----\n${mixed(50)}»`,
    ],
    innocent: ["-----BEGIN PUBLIC KEY-----\nabcd\n-----END PUBLIC KEY-----", "-----BEGIN CERTIFICATE-----"],
  },
  {
    rule: "json-web-token",
    secrets: [`«eyJ${mixed(17)}.eyJ${mixed(60)}.${mixed(43)}»`],
    innocent: ["eyJhbGciOi", "a.b.c", `eyJ${mixed(17)}.${mixed(60)}`],
  },
  {
    rule: "authorization-header",
    secrets: [
      `curl -H "Authorization: Bearer «${mixed(20)}»" http://x`,
      "Authorization: Basic «dXNlcjpwYXNzd29yZA==»",
      `{"authorization":"Bearer «${mixed(20)}»"}`,
      `bearer «${mixed(24)}»`,
    ],
    innocent: [
      'curl -H "Authorization: Bearer $SIGHTLINE_API_KEY" http://x',
      "Authorization: required of everybody",
      "Send it as a bearer authentication-token-of-the-caller.",
      "Authorization: Bearer <your key>",
    ],
  },
  {
    rule: "cookie-header",
    secrets: ["Cookie: «sid=31d4d96e407aad42; theme=dark»"],
    innocent: ["Cookie: $JAR", "a cookie: x"],
  },
  {
    rule: "url-password",
    secrets: [
      "postgres://app:«hunter2»@db.example.com:5432/app",
      "redis://:«s3cret!»@cache",
      "https://ana:«p@ss»@example.com/x@2",
    ],
    innocent: [
      "http://127.0.0.1:3000/w/harbor@1",
      "https://example.com/@scope/package",
      "postgres://app:$PGPASSWORD@db/app",
      "git@github.com:example/x.git",
      "postgres://app@db/app",
    ],
  },
  {
    rule: "curl-password",
    secrets: ["curl -s -u ana:«hunter2» http://x", "curl --user 'ana:«correct-horse»' http://x"],
    innocent: ["docker run -u 1000:1000 image", "curl -u ana:$PASS http://x", "curl -u ana http://x"],
  },
  {
    rule: "env-value",
    secrets: [
      "PGPASSWORD=«hunter2» psql",
      "export AWS_SECRET_ACCESS_KEY=«wJalrXUtnFEMI/K7MDENG»\nPORT=3000",
      'API_KEY="«with a space»"',
      "DB_PWD=«x»",
      "STRIPE_API_KEY='«k»'",
      '{"out":"SESSION_TOKEN=«abc»\\nNEXT=1"}',
    ],
    innocent: [
      "PWD=/home/dev/src",
      "OLDPWD=/home/dev",
      "MAX_TOKENS=4096",
      "KEY_ID=harbor",
      "PASSWORD=$OTHER",
      `TOKEN=${"$"}{TOKEN}`,
      "API_KEY=",
      "SECRET=<yours>",
      "TOKEN_FILE=/run/secrets/token",
    ],
  },
  {
    rule: "secret-field",
    secrets: [
      '{"password": "«hunter2»", "user": "ana"}',
      '{\\"client_secret\\": \\"«abcd-efgh»\\"}',
      'const apiKey = "«not-in-any-format»";',
      "mysql --password=«hunter2» -u root",
      "login --token «abcd1234efgh»",
      "https://x/?access_token=«abcd1234»&page=2",
      "db_password: «hunter22»",
      "X-API-Key: «abc123def456»",
      "Server=db;Password=«hunter22»;Database=x",
    ],
    innocent: [
      '{"input_tokens": 1200, "max_tokens": "many"}',
      "password: string;",
      "token = getToken();",
      "const secret = process.env.SECRET;",
      '{"password": ""}',
      `{"api_key": "${"$"}{API_KEY}"}`,
      "The token is refused.",
      "password = password",
      '{"token_type": "bearer"}',
      '{"key": "value of a map"}',
      "login --token --verbose",
    ],
  },
];

/** What is long, random or odd and no secret: agents' events are full of it. */
export const innocentTexts: readonly string[] = [
  uuid,
  uuid.toUpperCase(),
  `toolu_01${mixed(22)}`,
  `call_${mixed(24)}`,
  `msg_01${mixed(22)}`,
  `req_01${mixed(22)}`,
  hex(40),
  hex(64),
  `sha256:${hex(64)}`,
  `sha512-${mixed(86)}==`,
  `commit ${hex(40)}`,
  `00-${hex(32)}-${hex(16)}-01`,
  "2026-11-21T10:00:00.123456Z",
  "/home/dev/.claude/projects/-home-dev-work-checkout/a4c123b1-612d-4d27-a2d1-371c17149d43.jsonl",
  "C:\\Users\\dev\\work\\storefront",
  "https://example.com/path?page=2&sort=-created_at#L10-L20",
  'git commit -m "Round once, at the end"',
  "src/api/keys.ts: export function hashKey(key: string): Buffer",
  "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJ",
  "The key of the map is its name; a token is one event; secrets stay out.",
];
