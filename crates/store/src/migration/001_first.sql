-- The first schema. `ddl.rs` says what the types mean.

-- `task` is the number that the newest task has.
CREATE TABLE counters (
  name NAME,
  value INT,
  PRIMARY KEY (name),
);

INSERT OR IGNORE INTO counters (name, value) VALUES ('task', 0);

CREATE TABLE users (
  id ID,
  name NAME,
  password_hash LINE,
  role WORD,
  disabled INT,
  must_change INT,
  created_at INT,
  version INT,
  PRIMARY KEY (id),
  UNIQUE users_name (name),
);

CREATE TABLE sessions (
  id_hash NAME,
  user_id ID,
  created_at INT,
  seen_at INT,
  expires_at INT,
  client LINE,
  PRIMARY KEY (id_hash),
  INDEX sessions_user (user_id),
  INDEX sessions_expires (expires_at),
);

CREATE TABLE tokens (
  id ID,
  user_id ID,
  name NAME,
  secret_hash NAME,
  scope LINE,
  created_at INT,
  expires_at INT NULL,
  used_at INT NULL,
  PRIMARY KEY (id),
  UNIQUE tokens_secret (secret_hash),
  INDEX tokens_user (user_id),
);

CREATE TABLE grants (
  user_id ID,
  connection_id ID,
  role WORD,
  PRIMARY KEY (user_id, connection_id),
  INDEX grants_connection (connection_id),
  CLUSTERED,
);

CREATE TABLE connections (
  id ID,
  name NAME,
  host LINE NULL,
  port INT NULL,
  socket LINE NULL,
  user NAME,
  password LONG NULL,
  ssl_mode WORD NULL,
  ssl_ca LONG NULL,
  defaults LONG,
  environment NAME NULL,
  color WORD NULL,
  needs_approval INT,
  drift_on_approval WORD,
  created_by ID,
  created_at INT,
  version INT,
  server LONG NULL,
  tested_at INT NULL,
  uses INT DEFAULT 0,
  PRIMARY KEY (id),
  UNIQUE connections_name (name),
);

CREATE TABLE analyses (
  id ID,
  connection_id ID,
  database NAME,
  request LONG,
  state WORD,
  done INT,
  total INT,
  counts LONG,
  context LONG,
  left_out LONG,
  error LONG NULL,
  created_by ID,
  created_at INT,
  started_at INT NULL,
  finished_at INT NULL,
  expires_at INT NULL,
  lease_node ID NULL,
  lease_token INT,
  lease_until INT,
  cancel_requested INT,
  version INT,
  lease_writes INT DEFAULT 0,
  PRIMARY KEY (id),
  INDEX analyses_state (state, created_at),
  INDEX analyses_created (created_at),
  INDEX analyses_expires (expires_at),
);

CREATE TABLE analysis_pairs (
  analysis_id ID,
  position INT,
  source NAME,
  shadow NAME,
  verdict WORD,
  skipped INT,
  gates INT,
  statements INT,
  hazards LONG,
  reasons LONG,
  PRIMARY KEY (analysis_id, position),
  INDEX analysis_pairs_verdict (analysis_id, verdict, position),
  INDEX analysis_pairs_source (analysis_id, source, position),
  CLUSTERED,
);

CREATE TABLE analysis_bodies (
  analysis_id ID,
  position INT,
  body LONG,
  source_ddl LONG NULL,
  shadow_ddl LONG NULL,
  wanted_ddl LONG NULL,
  PRIMARY KEY (analysis_id, position),
);

CREATE TABLE tasks (
  id ID,
  number INT,
  kind WORD,
  connection_id ID,
  database NAME,
  analysis_id ID NULL,
  request LONG,
  counts LONG,
  mode WORD,
  start_at INT NULL,
  cron NAME NULL,
  time_zone NAME NULL,
  next_at INT NULL,
  error_policy WORD,
  drift_policy WORD,
  hazards LONG,
  parallel INT,
  lock_wait_ms INT,
  remarks LONG NULL,
  state WORD,
  state_reason LONG NULL,
  needs_approval INT,
  approval LONG NULL,
  approve_by INT NULL,
  created_by ID,
  created_at INT,
  changed_at INT,
  version INT,
  PRIMARY KEY (id),
  UNIQUE tasks_number (number),
  INDEX tasks_due (state, next_at),
  INDEX tasks_created (created_at),
  INDEX tasks_changed (changed_at),
  INDEX tasks_connection (connection_id, state),
);

CREATE TABLE task_pairs (
  task_id ID,
  position INT,
  source NAME,
  shadow NAME,
  verdict WORD,
  skipped INT,
  gates INT,
  statements INT,
  hazards LONG,
  reasons LONG,
  PRIMARY KEY (task_id, position),
  INDEX task_pairs_verdict (task_id, verdict, position),
  INDEX task_pairs_source (task_id, source, position),
  CLUSTERED,
);

CREATE TABLE task_bodies (
  task_id ID,
  position INT,
  body LONG,
  source_ddl LONG NULL,
  shadow_ddl LONG NULL,
  wanted_ddl LONG NULL,
  PRIMARY KEY (task_id, position),
);

CREATE TABLE runs (
  id ID,
  task_id ID,
  connection_id ID,
  database NAME,
  number INT,
  analysis_id ID NULL,
  state WORD,
  reason LONG NULL,
  counts LONG,
  cause WORD,
  requested_by ID NULL,
  queued_at INT,
  started_at INT NULL,
  finished_at INT NULL,
  lease_node ID NULL,
  lease_token INT,
  lease_until INT,
  cancel_requested INT,
  version INT,
  lease_writes INT DEFAULT 0,
  PRIMARY KEY (id),
  UNIQUE runs_number (task_id, number),
  INDEX runs_state (state, queued_at),
  INDEX runs_queued (queued_at),
);

-- One run at a time in a database: `run_id` is the one that is under way there.
CREATE TABLE places (
  connection_id ID,
  database NAME,
  run_id ID NULL,
  turn INT,
  PRIMARY KEY (connection_id, database),
  INDEX places_run (run_id),
  CLUSTERED,
);

CREATE TABLE run_pairs (
  run_id ID,
  position INT,
  source NAME,
  shadow NAME,
  result WORD,
  reasons LONG,
  verified INT,
  started_at INT NULL,
  finished_at INT NULL,
  PRIMARY KEY (run_id, position),
  CLUSTERED,
);

CREATE TABLE steps (
  run_id ID,
  pair INT,
  position INT,
  phase WORD,
  sql LONG,
  state WORD,
  started_at INT NULL,
  took_ms INT NULL,
  code INT NULL,
  sqlstate WORD NULL,
  message LONG NULL,
  remark LONG NULL,
  warnings LONG,
  affected_rows INT NULL,
  PRIMARY KEY (run_id, pair, position),
  CLUSTERED,
);

-- The counter of each stream of events: see `noun/event.rs`.
CREATE TABLE streams (
  about_kind WORD,
  about_id ID,
  last_seq INT,
  PRIMARY KEY (about_kind, about_id),
  CLUSTERED,
);

CREATE TABLE events (
  about_kind WORD,
  about_id ID,
  seq INT,
  run_id ID NULL,
  kind WORD,
  at INT,
  who NAME NULL,
  body LONG,
  PRIMARY KEY (about_kind, about_id, seq),
  CLUSTERED,
);

CREATE TABLE audit (
  id ID,
  at INT,
  who NAME NULL,
  client LINE NULL,
  action NAME,
  object_kind WORD,
  object_id NAME NULL,
  connection_id ID NULL,
  detail LONG,
  PRIMARY KEY (id),
  INDEX audit_at (at),
  INDEX audit_object (object_id),
);

CREATE TABLE idempotency (
  user_id ID,
  key NAME,
  route NAME,
  object_id ID,
  body_hash NAME,
  at INT,
  PRIMARY KEY (user_id, key, route),
  INDEX idempotency_at (at),
  CLUSTERED,
);

CREATE TABLE nodes (
  id ID,
  host LINE,
  pid INT,
  version NAME,
  started_at INT,
  seen_at INT,
  PRIMARY KEY (id),
);

CREATE TABLE settings (
  name NAME,
  value LONG,
  version INT,
  PRIMARY KEY (name),
);

CREATE TABLE webhooks (
  id ID,
  name NAME,
  url LONG,
  template WORD,
  events LONG,
  connection_id ID NULL,
  secret LONG NULL,
  disabled INT,
  created_by ID,
  created_at INT,
  version INT,
  PRIMARY KEY (id),
);

CREATE TABLE deliveries (
  id ID,
  webhook_id ID,
  event WORD,
  body LONG,
  state WORD,
  attempts INT,
  next_at INT,
  error LONG NULL,
  created_at INT,
  version INT,
  PRIMARY KEY (id),
  INDEX deliveries_due (state, next_at),
  INDEX deliveries_webhook (webhook_id),
);

CREATE TABLE failed_logins (
  subject NAME,
  count INT,
  at INT,
  until INT,
  version INT,
  PRIMARY KEY (subject),
);
