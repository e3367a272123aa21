// Generated from docs/openapi.json by `npm run types`. Do not edit.

export interface Page<T> {
  items: T[];
  next: string | null;
  total: number | null;
}

export interface AccessEdge {
  principal: ResourceRef;
  resource: ResourceRef;
}

export interface ApiKey {
  id: string;
  name: string;
  role: string;
  tenant: string | null;
  suffix: string;
  createdAt: string;
  lastUsedAt: string | null;
  expiresAt: string | null;
  revokedAt: string | null;
  key?: string | null;
}

export interface ApiKeyCreate {
  name: string;
  role: string;
  tenant?: string | null;
  expiresAt?: string | null;
}

export interface AppPermission {
  name: string;
  description: string | null;
  roles: string[];
}

export interface AppPermissionPut {
  description: string | null;
}

export interface AppRole {
  id: string;
  name: string;
  description: string | null;
  permissions: string[];
  administratorLike: boolean;
  order: number;
  createdAt: string;
  updatedAt: string;
  holders: number;
  usedBy: AppRoleUse[];
}

export interface AppRoleCreate {
  tenant: string | null;
  name: string | null;
  description?: string | null;
  permissions?: string[] | null;
  administratorLike?: boolean | null;
  order?: number | null;
}

export interface AppRoleDefaults {
  creator: string | null;
  member: string | null;
}

export interface AppRoleUpdate {
  name?: string | null;
  description?: string | null;
  permissions?: string[] | null;
  administratorLike?: boolean | null;
  order?: number | null;
}

export interface AppRoleUse {
  directory: string;
  name: string;
  version: number;
}

export interface AuditEntry {
  n: number;
  at: string;
  tenant: string | null;
  who: string;
  act: string;
  what: string;
  detail: string | null;
}

export interface Capability {
  name: string;
  right: string;
  state: string;
  detail?: string | null;
  provision?: string;
}

export interface Cause {
  kind: string;
  id: string | null;
}

export interface Change {
  seq: number;
  at: string;
  directory: string | null;
  op: string;
  kind: string | null;
  id: string | null;
  edge?: ChangeEdge | null;
  old?: unknown;
  new?: unknown;
  cause?: Cause | null;
  name?: string | null;
  note?: string | null;
}

export interface ChangeEdge {
  kind: string;
  from: ResourceRef;
  to: ResourceRef;
}

export interface CredentialAct {
  do: string;
  method?: string | null;
  apiKey?: string | null;
  clientId?: string | null;
  clientSecret?: string | null;
  expiresAt?: string | null;
}

export interface CredentialState {
  method: string;
  clientId: string | null;
  suffix: string;
  state: string;
  addedAt: string;
  provenAt: string | null;
  expiresAt: string | null;
  daysLeft: number | null;
}

export interface Diff {
  from: number;
  to: number;
  items: Change[];
  next: string | null;
  access?: DiffAccess | null;
  total?: number | null;
}

export interface DiffAccess {
  gained: AccessEdge[];
  lost: AccessEdge[];
  complete?: boolean;
}

export interface Directory {
  id: string;
  tenant: string;
  name: string;
  source: string;
  organizationId: string | null;
  createdAt: string;
  counts: Record<string, number>;
  edges: Record<string, number>;
  hash: string | null;
  sequence: number;
  scim?: ScimEndpoint | null;
}

export interface DirectoryCreate {
  tenant: string | null;
  name: string | null;
  source: string | null;
  provider?: string | null;
  settings?: ScimSettings | null;
}

export interface DirectoryCreated {
  id: string;
  tenant: string;
  name: string;
  source: string;
  provider: string;
  endpointUrl: string;
  bearerToken: string;
  tokenId: string;
  createdAt: string;
}

export interface DirectoryUpdate {
  name?: string | null;
  provider?: string | null;
  enabled?: boolean | null;
  settings?: ScimSettings | null;
}

export interface DiscoveredOrganizations {
  provider: string | null;
  items: RemoteOrganization[];
}

export interface DriftDifference {
  attribute: string;
  expected: string | null;
  found: string | null;
}

export interface DriftFinding {
  kind: string;
  expected: DriftThing | null;
  found: DriftThing | null;
  group: DriftThing | null;
  differences: DriftDifference[] | null;
  text: string;
  fix: string;
}

export interface DriftReport {
  sequence: number;
  organizationId: string;
  application: DriftThing;
  mirroredAt: string | null;
  counts: Record<string, number>;
  findings: DriftFinding[];
}

export interface DriftThing {
  id: string;
  name: string | null;
}

export interface Edge {
  kind: string;
  from: ResourceRef;
  to: ResourceRef;
  since: number;
  sinceAt?: string | null;
}

export interface EdgeCounts {
  from: Record<string, number>;
  to: Record<string, number>;
}

export interface ElasticsearchSinkSettings {
  url?: string | null;
  index?: string | null;
  apiKey?: string | null;
  username?: string | null;
  password?: string | null;
  pipeline?: string | null;
  maxBytes?: number | null;
  gzip?: boolean | null;
  method?: string | null;
}

export interface Erasure {
  id: string;
  remoteId: string;
  kind: string;
  erasedAt: string;
  sequence: number | null;
  versions: number;
  events: number;
  linkedAccounts: PersonAccount[];
}

export interface EventBucket {
  at: string;
  counts: Record<string, number>;
}

export interface EventCounts {
  from: string;
  to: string;
  by: string;
  buckets: EventBucket[];
  total: number;
}

export interface EventType {
  name: string;
  service: string | null;
  classUid: number;
  class: string;
}

export interface ExplainedRole {
  role_name: string;
  administratorLike: boolean;
  isDefault: boolean;
  lines: number[];
  because: string;
}

export interface ExplainedRule {
  line: number;
  text: string;
  gives: string[];
  lost: string[];
  paths: ResourceRef[][];
}

export interface Feed {
  id: string;
  tenant: string;
  organizationId: string;
  organizationName: string;
  eventTypes: string[] | null;
  contact: FeedContact | null;
  paused: boolean;
  cursor: FeedCursor;
  lagSeconds: number | null;
  backlog: number;
  counts: Record<string, number>;
  sinks: Sink[];
  retentionDays: number;
  createdBy: string;
  createdAt: string;
  state?: string;
  fault?: StatusReason | null;
  alertsByMail?: boolean;
  warnings?: StatusReason[];
  gaps?: FeedGap[];
  gapCounts?: FeedGapCounts;
  backfill?: FeedBackfill | null;
  services?: Record<string, number>;
  unknownServices?: string[];
  unknownTypes?: Record<string, number>;
}

export interface FeedBackfill {
  id: string;
  state: string;
  from: string;
  to: string;
  outOfReach: FeedReach | null;
  slices: number;
  slicesDone: number;
  events: number;
  stored: number;
  expected: number | null;
  eventsPerSecond: number;
  estimatedEndAt: string | null;
  createdBy: string;
  createdAt: string;
  endedAt: string | null;
}

export interface FeedBackfillStart {
  from?: string | null;
  to?: string | null;
}

export interface FeedContact {
  name?: string | null;
  email?: string | null;
}

export interface FeedCreate {
  organizationId?: string | null;
  eventTypes?: string[] | null;
  contact?: FeedContact | null;
}

export interface FeedCursor {
  position: number;
  newestAt: string | null;
  reachedAt: string | null;
}

export interface FeedEvent {
  position: number;
  eventId: string;
  service: string | null;
  type: string | null;
  at: string;
  receivedAt: string;
  outcome: string;
  classUid: number;
  raw: JsonElement;
}

export interface FeedGap {
  id: string;
  service: string | null;
  from: string;
  to: string;
  reason: string;
  detail: string | null;
  upstream: number;
  stored: number;
  state: string;
  tries: number;
  foundAt: string;
  nextAttemptAt: string | null;
  closedAt: string | null;
}

export interface FeedGapCounts {
  open: number;
  closed: number;
  lost: number;
}

export interface FeedReach {
  from: string;
  to: string;
}

export interface FeedUpdate {
  eventTypes?: string[] | null;
  contact?: FeedContact | null;
  paused?: boolean | null;
}

export interface FieldProblem {
  field: string;
  code: string;
  detail: string;
  fix?: string | null;
  line?: number | null;
  column?: number | null;
}

export interface FileSinkSettings {
  maxBytes?: number | null;
  maxAge?: string | null;
  gzip?: boolean | null;
  folder?: string | null;
}

export interface GuardSettings {
  share?: number;
  atLeast?: number;
}

export interface HeldLoss {
  kind: string;
  before: number;
  lost: number;
  share: number;
  examples: string[];
}

export interface HeldLosses {
  token: string;
  losses: HeldLoss[];
}

export interface HeldRequest {
  id: string;
  state: string;
  method: string;
  resource: ScimRequestResource;
  roles: string[];
  members: number;
  at: string;
  lastAt: string;
  repeats: number;
  token: string;
  client: string | null;
  decidedBy: string | null;
  decidedAt: string | null;
}

export interface HistoryPrune {
  before: string;
}

export interface HistoryState {
  historyFrom: number;
  sequence: number;
  keepDays: number | null;
}

export type JsonElement = unknown;

export interface KafkaSinkSettings {
  brokers?: string[] | null;
  topic?: string | null;
  tls?: boolean | null;
  mechanism?: string | null;
  username?: string | null;
  password?: string | null;
  compression?: string | null;
  maxBytes?: number | null;
  ca?: string | null;
  clientCertificate?: string | null;
  clientKey?: string | null;
}

export interface KindCounts {
  seen: number;
  created: number;
  updated: number;
  deleted: number;
  written: number;
}

export interface KindProgress {
  kind: string;
  seen: number;
  total: number | null;
  done: boolean;
}

export interface Organization {
  id: string;
  directoryId: string;
  tenant: string;
  name: string;
  type: string;
  region: string;
  console: string;
  method: string;
  status: string;
  reasons: StatusReason[];
  organization: RemoteOrganization;
  capabilities: Capability[];
  credential: CredentialState;
  standby: CredentialState | null;
  settings: SyncSettings;
  lastRun: SyncRun | null;
  progress: SyncProgress | null;
  connectedAt: string;
  lastGoodCallAt: string | null;
  lastGoodSyncAt: string | null;
  nextSyncAt: string | null;
}

export interface OrganizationDiscovery {
  region: string;
  method: string;
  apiKey?: string | null;
  clientId?: string | null;
  clientSecret?: string | null;
}

export interface PasteCheck {
  kind: string;
  issues: PasteIssue[];
  clean: boolean;
  region?: string | null;
  hint?: string | null;
}

export interface PasteCheckRequest {
  text: string;
  field?: string | null;
}

export interface PasteIssue {
  code: string;
  position: number;
  character: string;
  detail: string;
}

export interface Person {
  id: string;
  accounts: PersonAccount[];
}

export interface PersonAccount {
  directory: string;
  kind: string;
  id: string;
  name: string | null;
  rule: string;
  confidence: string;
  reason: string;
}

export interface PortalSession {
  id: string;
  tenant: string;
  purpose: string;
  embed: string | null;
  createdBy: string;
  createdAt: string;
  expiresAt: string;
  openedAt: string | null;
  organization: string | null;
  revokedAt: string | null;
  url?: string | null;
  directory?: string | null;
}

export interface PortalSessionCreate {
  purpose: string;
  tenant?: string | null;
  expiresIn?: string | null;
  embed?: string | null;
  directory?: string | null;
}

export interface Problem {
  type: string | null;
  title: string;
  status: number;
  detail: string | null;
  code: string;
  fix: string | null;
  docs: string | null;
  field?: string | null;
  errors?: FieldProblem[] | null;
  upstream?: unknown;
}

export interface Region {
  name: string;
  label: string;
  console: string;
  insights: string;
}

export interface RemoteOrganization {
  id: string;
  name: string | null;
}

export interface Resource {
  id: string;
  remoteId: string;
  kind: string;
  name: string | null;
  email: string | null;
  status: ResourceStatus;
  attributes: JsonElement | null;
  version: number;
  updatedAt: string | null;
  person?: Person | null;
  raw?: unknown;
  edges?: EdgeCounts | null;
  notes?: ResourceNote[] | null;
  roles?: UserRole[] | null;
  activity?: ResourceActivity | null;
}

export interface ResourceActivity {
  lastLoginAt: string | null;
  with: SignedIn[];
}

export interface ResourceNote {
  code: string;
  text: string;
  docs: string;
}

export interface ResourceRef {
  kind: string;
  id: string;
  name?: string | null;
  remoteId?: string | null;
}

export interface ResourceStatus {
  value: string;
  sourceValue: string | null;
}

export interface RoleCalculation {
  state: string;
  sequence: number;
  holders: Record<string, number>;
}

export interface RoleMappingPut {
  text: string | null;
  note?: string | null;
  ifVersion?: number | null;
}

export interface RoleMappingText {
  directory: string;
  version: number;
  text: string;
  note: string | null;
  restores: number | null;
  savedBy: string;
  savedAt: string;
  current: boolean;
  calculation?: RoleCalculation | null;
  tests?: RoleTest[] | null;
}

export interface RolePreview {
  sequence: number;
  users: number | null;
  changed: number | null;
  roles: RolePreviewCount[] | null;
  tests: RoleTest[];
  items: RolePreviewUser[];
  next: string | null;
  total: number | null;
}

export interface RolePreviewCount {
  role: string;
  administratorLike: boolean;
  now: number;
  then: number;
  gained: number;
  lost: number;
}

export interface RolePreviewUser {
  user: ResourceRef;
  email: string | null;
  gained: string[];
  lost: string[];
  then: string[];
}

export interface RoleTest {
  line: number;
  user: string;
  passed: boolean;
  expected: string[];
  got: string[];
}

export interface RunConfirm {
  token?: string | null;
}

export interface RunLogLine {
  at: string;
  level: string;
  text: string;
  kind?: string | null;
  count?: number | null;
}

export interface S3SinkSettings {
  bucket?: string | null;
  region?: string | null;
  endpoint?: string | null;
  prefix?: string | null;
  accessKeyId?: string | null;
  secretAccessKey?: string | null;
  pathStyle?: boolean | null;
  layout?: string | null;
  source?: string | null;
  accountId?: string | null;
  maxBytes?: number | null;
  maxAge?: string | null;
}

export interface ScimDriftLink {
  organizationId?: string | null;
  applicationId?: string | null;
}

export interface ScimEndpoint {
  provider: string;
  enabled: boolean;
  endpointUrl: string;
  settings: ScimSettings;
  lastRequestAt?: string | null;
}

export interface ScimExtension {
  resourceType: string | null;
  schema: JsonElement;
  required?: boolean;
}

export interface ScimReads {
  hour: string;
  token: ScimRequestToken;
  method: string;
  path: string;
  count: number;
  lastAt: string;
}

export interface ScimRequest {
  id: string;
  at: string;
  method: string;
  path: string;
  resource: ScimRequestResource | null;
  status: number;
  scimType: string | null;
  outcome: string;
  detail: string | null;
  token: ScimRequestToken;
  client: string | null;
  body: string | null;
  changes: ScimRequestChanges | null;
  skipped: string[];
}

export interface ScimRequestChanges {
  from: number;
  to: number;
}

export interface ScimRequestResource {
  kind: string;
  id: string | null;
  name: string | null;
}

export interface ScimRequestToken {
  id: string;
  suffix: string | null;
}

export interface ScimSettings {
  requestsPerSecond?: number | null;
  bodyBytes?: number | null;
  depth?: number | null;
  members?: number | null;
  resources?: number | null;
  extensions?: ScimExtension[] | null;
  partialAcceptance?: boolean | null;
  quietFirstLoad?: string | null;
  suppressTestObjects?: boolean | null;
  adminGuard?: string | null;
  drift?: ScimDriftLink | null;
}

export interface ScimToken {
  id: string;
  name: string | null;
  suffix: string;
  createdBy: string;
  createdAt: string;
  lastUsedAt: string | null;
  expiresAt: string | null;
  revokedAt: string | null;
  bearerToken?: string | null;
}

export interface ScimTokenCreate {
  name?: string | null;
  expiresAt?: string | null;
}

export interface Self {
  name: string;
  role: string;
  tenant: string | null;
  rights: string[];
}

export interface SetError {
  err?: string | null;
  description?: string | null;
}

export interface SetPoll {
  maxEvents?: number | null;
  returnImmediately?: boolean | null;
  ack?: string[] | null;
  setErrs?: Record<string, SetError> | null;
}

export interface SetPollAnswer {
  sets: Record<string, string>;
  moreAvailable: boolean;
}

export interface SignedIn {
  kind: string;
  id: string | null;
  remoteId: string;
  name: string | null;
  at: string;
}

export interface Sink {
  id: string;
  feedId: string;
  kind: string;
  name: string;
  format: string;
  schema: string | null;
  eventTypes: string[] | null;
  classes: number[] | null;
  state: string;
  fault: SinkFault | null;
  warning: SinkFault | null;
  nextAttemptAt: string | null;
  position: number;
  backlog: number;
  replayTo: number | null;
  replays: number;
  deliveredAt: string | null;
  counts: Record<string, SinkCounts>;
  createdBy: string;
  createdAt: string;
  file?: FileSinkSettings | null;
  webhook?: WebhookSinkSettings | null;
  splunk?: SplunkSinkSettings | null;
  elasticsearch?: ElasticsearchSinkSettings | null;
  syslog?: SyslogSinkSettings | null;
  s3?: S3SinkSettings | null;
  kafka?: KafkaSinkSettings | null;
}

export interface SinkCounts {
  delivered: number;
  baseEvents: number;
  deadLetters: number;
}

export interface SinkCreate {
  kind?: string | null;
  name?: string | null;
  schema?: string | null;
  format?: string | null;
  from?: unknown;
  eventTypes?: string[] | null;
  classes?: number[] | null;
  file?: FileSinkSettings | null;
  webhook?: WebhookSinkSettings | null;
  splunk?: SplunkSinkSettings | null;
  elasticsearch?: ElasticsearchSinkSettings | null;
  syslog?: SyslogSinkSettings | null;
  s3?: S3SinkSettings | null;
  kafka?: KafkaSinkSettings | null;
}

export interface SinkDeadLetter {
  position: number;
  eventId: string;
  type: string | null;
  reason: SinkFault;
  at: string;
}

export interface SinkFault {
  code: string;
  detail: string;
}

export interface SinkReplay {
  from?: unknown;
}

export interface SinkReplayed {
  from: number;
  to: number;
  replay: number;
}

export interface SinkUpdate {
  name?: string | null;
  eventTypes?: string[] | null;
  classes?: number[] | null;
  file?: FileSinkSettings | null;
  webhook?: WebhookSinkSettings | null;
  splunk?: SplunkSinkSettings | null;
  elasticsearch?: ElasticsearchSinkSettings | null;
  syslog?: SyslogSinkSettings | null;
  s3?: S3SinkSettings | null;
  kafka?: KafkaSinkSettings | null;
}

export interface SplunkSinkSettings {
  url?: string | null;
  token?: string | null;
  acknowledge?: boolean | null;
  index?: string | null;
  source?: string | null;
  sourcetype?: string | null;
  host?: string | null;
  maxBytes?: number | null;
  gzip?: boolean | null;
}

export interface StatusReason {
  code: string;
  title: string;
  detail: string;
  fix: string | null;
  docs: string | null;
  at: string;
  severity?: string;
}

export interface SyncProgress {
  runId: string;
  state: string;
  phase: string;
  kinds: KindProgress[];
  requests: number;
  rate: number;
  timeLeft: number | null;
  elapsed: number;
}

export interface SyncRun {
  id: string;
  organizationId: string;
  mode: string;
  trigger: string;
  state: string;
  queuedAt: string;
  startedAt: string | null;
  endedAt: string | null;
  counts: Record<string, KindCounts>;
  requests: number;
  duration: number | null;
  hash: string | null;
  sequence: number | null;
  error: StatusReason | null;
  warnings: StatusReason[];
  held: HeldLosses | null;
  log?: RunLogLine[] | null;
}

export interface SyncScope {
  users?: string | null;
  groups?: string | null;
}

export interface SyncSettings {
  schedule?: string | null;
  timeZone?: string | null;
  refreshInterval?: string | null;
  attributes?: Record<string, string[]> | null;
  mapping?: Record<string, Record<string, string>> | null;
  scope?: SyncScope | null;
  guard?: GuardSettings | null;
  maxRequestsPerSecond?: number | null;
}

export interface SyslogSinkSettings {
  host?: string | null;
  port?: number | null;
  transport?: string | null;
  facility?: string | null;
  hostname?: string | null;
  maxBytes?: number | null;
  bom?: boolean | null;
  confirm?: boolean | null;
  ca?: string | null;
  clientCertificate?: string | null;
  clientKey?: string | null;
}

export interface Tenant {
  id: string;
  name: string;
  createdAt: string;
  sequence: number;
  historyFrom: number;
}

export interface TenantCreate {
  name: string;
}

export interface UserRole {
  role_name: string;
}

export interface UserRoles {
  user: ResourceRef;
  version: number | null;
  give: string | null;
  roles: ExplainedRole[];
  rules: ExplainedRule[];
  stored: UserRole[];
  default: string;
}

export interface Webhook {
  id: string;
  tenant: string;
  name: string;
  url: string | null;
  events: string[];
  directories: string[];
  ordered: boolean;
  format: string;
  delivery: string;
  audience: string | null;
  issuer: string | null;
  jwks: string | null;
  enabled: boolean;
  disabledReason: string | null;
  secretSuffix: string;
  oldSecretUntil: string | null;
  position: number;
  health: WebhookHealth;
  createdBy: string;
  createdAt: string;
  secret?: string | null;
}

export interface WebhookAttempt {
  at: string;
  status: number | null;
  milliseconds: number;
  error: string | null;
}

export interface WebhookCreate {
  tenant?: string | null;
  url?: string | null;
  events?: string[] | null;
  name?: string | null;
  directories?: string[] | null;
  ordered?: boolean | null;
  format?: string | null;
  delivery?: string | null;
  audience?: string | null;
  after?: number | null;
}

export interface WebhookDelivery {
  seq: number;
  eventId: string;
  type: string;
  directory: string | null;
  state: string;
  skipped: boolean;
  nextAttemptAt: string | null;
  attempts: WebhookAttempt[];
}

export interface WebhookHealth {
  retrying: number;
  paused: number;
  failed: number;
}

export interface WebhookLane {
  directory: string | null;
  cursor: number;
  head: number;
  state: string;
  tries: number;
  nextAttemptAt: string | null;
  failedSeq: number | null;
  replay: number | null;
}

export interface WebhookReplay {
  seq?: number | null;
  from?: number | null;
  to?: number | null;
  directory?: string | null;
}

export interface WebhookReplayed {
  from: number;
  to: number;
  replay: number | null;
}

export interface WebhookRotate {
  overlap?: string | null;
}

export interface WebhookSinkSettings {
  url?: string | null;
  secret?: string | null;
  authorization?: string | null;
  hasAuthorization?: boolean | null;
  body?: string | null;
  maxBytes?: number | null;
  maxEvents?: number | null;
  gzip?: boolean | null;
}

export interface WebhookSkip {
  seq?: number | null;
}

export interface WebhookTested {
  eventId: string;
  delivered: boolean;
  attempt: WebhookAttempt;
}

export interface WebhookUpdate {
  url?: string | null;
  events?: string[] | null;
  name?: string | null;
  directories?: string[] | null;
  ordered?: boolean | null;
  enabled?: boolean | null;
  audience?: string | null;
}
