-- What makes an account one's own: second factors, codes by e-mail, trusted devices, pictures, deletion with a grace, and
-- the queue of mails. Codes and tokens are stored as hashes only, secrets encrypted with a key that is not in here.

ALTER TABLE users
    ADD COLUMN pending_email         citext,
    ADD COLUMN disabled_at           timestamptz(3),
    ADD COLUMN deletion_requested_at timestamptz(3),
    ADD COLUMN deletion_due_at       timestamptz(3),
    ADD CONSTRAINT users_pending_email_check
        CHECK (length(pending_email::text) <= 254 AND pending_email::text ~ '^[^@\s]+@[^@\s]+$'),
    ADD CONSTRAINT users_deletion_check CHECK ((deletion_requested_at IS NULL) = (deletion_due_at IS NULL));
CREATE INDEX users_deletion_due ON users (deletion_due_at) WHERE deletion_due_at IS NOT NULL AND deleted_at IS NULL;
COMMENT ON COLUMN users.pending_email IS 'A new address that its owner has not confirmed yet.';
COMMENT ON COLUMN users.disabled_at IS 'By the operator: nobody logs in until it is enabled again.';
COMMENT ON COLUMN users.deletion_due_at IS 'Logging in before that keeps the account.';

ALTER TABLE sessions
    ADD COLUMN address text NOT NULL DEFAULT '',
    ADD CONSTRAINT sessions_address_check CHECK (length(address) <= 45);
COMMENT ON COLUMN sessions.address IS 'IP address of the last use.';

CREATE TABLE two_factor_auth (
    id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    created_at   timestamptz(3) NOT NULL DEFAULT now(),
    user_id      bigint NOT NULL REFERENCES users ON DELETE CASCADE,
    method       text NOT NULL,
    secret_key   bytea,
    last_step    bigint NOT NULL DEFAULT 0,
    confirmed_at timestamptz(3),
    CONSTRAINT two_factor_auth_method_key UNIQUE (user_id, method),
    CONSTRAINT two_factor_auth_method_check CHECK (method IN ('email', 'app')),
    CONSTRAINT two_factor_auth_secret_check CHECK ((method = 'app') = (secret_key IS NOT NULL))
);
COMMENT ON TABLE two_factor_auth IS 'Second factors, on once confirmed.';
COMMENT ON COLUMN two_factor_auth.secret_key IS 'The authenticator app''s, encrypted with the server''s key.';
COMMENT ON COLUMN two_factor_auth.last_step IS 'RFC 6238 time step of the last code that was accepted: no code is good twice.';

CREATE TABLE recovery_codes (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    created_at timestamptz(3) NOT NULL DEFAULT now(),
    user_id    bigint NOT NULL REFERENCES users ON DELETE CASCADE,
    code_hash  bytea NOT NULL,
    used_at    timestamptz(3),
    CONSTRAINT recovery_codes_code_key UNIQUE (user_id, code_hash),
    CONSTRAINT recovery_codes_hash_check CHECK (octet_length(code_hash) = 32)
);
COMMENT ON TABLE recovery_codes IS 'Hashes of the codes that replace a lost second factor, each of them once.';

CREATE TABLE email_codes (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    created_at timestamptz(3) NOT NULL DEFAULT now(),
    user_id    bigint REFERENCES users ON DELETE CASCADE,
    purpose    text NOT NULL,
    email      citext NOT NULL,
    code_hash  bytea NOT NULL,
    attempts   integer NOT NULL DEFAULT 0,
    expires_at timestamptz(3) NOT NULL,
    CONSTRAINT email_codes_purpose_key UNIQUE (user_id, purpose),
    CONSTRAINT email_codes_purpose_check
        CHECK (purpose IN ('log_in', 'two_factor', 'confirm_email', 'change_email', 'reset_password')),
    CONSTRAINT email_codes_hash_check CHECK (octet_length(code_hash) = 32)
);
CREATE INDEX email_codes_expiry ON email_codes (expires_at);
COMMENT ON TABLE email_codes IS 'One-time codes that are good now: at most one a user and purpose; a used one is deleted.';
COMMENT ON COLUMN email_codes.user_id IS 'NULL: nobody''s; asking for an unknown account''s reset does the same work as for a known one.';
COMMENT ON COLUMN email_codes.email IS 'Where it was sent; empty text where the host handed it over.';
COMMENT ON COLUMN email_codes.attempts IS 'Wrong tries; after five the code is void.';

CREATE TABLE trusted_devices (
    id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    created_at   timestamptz(3) NOT NULL DEFAULT now(),
    user_id      bigint NOT NULL REFERENCES users ON DELETE CASCADE,
    token        bytea NOT NULL,
    device       text NOT NULL DEFAULT '',
    address      text NOT NULL DEFAULT '',
    last_used_at timestamptz(3) NOT NULL DEFAULT now(),
    expires_at   timestamptz(3) NOT NULL,
    CONSTRAINT trusted_devices_token_key UNIQUE (token),
    CONSTRAINT trusted_devices_token_check CHECK (octet_length(token) = 32),
    CONSTRAINT trusted_devices_device_check CHECK (length(device) <= 80),
    CONSTRAINT trusted_devices_address_check CHECK (length(address) <= 45)
);
CREATE INDEX trusted_devices_user ON trusted_devices (user_id, last_used_at DESC);
CREATE INDEX trusted_devices_expiry ON trusted_devices (expires_at);
COMMENT ON TABLE trusted_devices IS 'Computers on which no second factor is asked for.';
COMMENT ON COLUMN trusted_devices.token IS 'SHA-256 of the token.';

CREATE TABLE avatars (
    user_id    bigint PRIMARY KEY REFERENCES users ON DELETE CASCADE,
    created_at timestamptz(3) NOT NULL DEFAULT now(),
    hash       bytea NOT NULL,
    media_type text NOT NULL,
    image      bytea NOT NULL,
    CONSTRAINT avatars_hash_check CHECK (octet_length(hash) = 32),
    CONSTRAINT avatars_media_type_check CHECK (media_type IN ('image/png', 'image/jpeg', 'image/webp')),
    CONSTRAINT avatars_image_check CHECK (octet_length(image) BETWEEN 1 AND 61440)
);
CREATE INDEX avatars_hash ON avatars (hash);
COMMENT ON TABLE avatars IS 'Own pictures of users.';
COMMENT ON COLUMN avatars.hash IS 'SHA-256 of the image; users.avatar_url holds it too.';

CREATE TABLE mail_queue (
    id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    created_at      timestamptz(3) NOT NULL DEFAULT now(),
    user_id         bigint REFERENCES users ON DELETE SET NULL,
    kind            text NOT NULL,
    content         bytea,
    status          text NOT NULL DEFAULT 'waiting',
    attempts        integer NOT NULL DEFAULT 0,
    next_attempt_at timestamptz(3) NOT NULL DEFAULT now(),
    last_error      text,
    CONSTRAINT mail_queue_status_check CHECK (status IN ('waiting', 'dead', 'blank')),
    CONSTRAINT mail_queue_content_check CHECK (status <> 'waiting' OR content IS NOT NULL)
);
CREATE INDEX mail_queue_due ON mail_queue (next_attempt_at) WHERE status = 'waiting';
CREATE INDEX mail_queue_over ON mail_queue (created_at) WHERE status <> 'waiting';
COMMENT ON TABLE mail_queue IS 'Mails that were not handed to the mail server yet; a sent one is deleted.';
COMMENT ON COLUMN mail_queue.content IS 'Receiver, subject and text, encrypted with the server''s key; NULL once it is dead.';
COMMENT ON COLUMN mail_queue.status IS 'dead: given up after a day, kept for the operator; blank: for nobody, never sent, the same work as a real one.';

CREATE TABLE audit (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    created_at timestamptz(3) NOT NULL DEFAULT now(),
    actor      text NOT NULL,
    actor_id   bigint REFERENCES users,
    user_id    bigint REFERENCES users,
    action     text NOT NULL,
    address    text NOT NULL DEFAULT '',
    detail     jsonb NOT NULL DEFAULT '{}',
    CONSTRAINT audit_actor_check CHECK (actor IN ('operator', 'user', 'server'))
);
CREATE INDEX audit_user ON audit (user_id, id DESC);
COMMENT ON TABLE audit IS 'Who did what to an account that its owner may want to know of; never changed, never secrets.';
