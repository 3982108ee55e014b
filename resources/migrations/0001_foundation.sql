-- Accounts and their sign-ins, matches with everything needed to replay them, figures and history.
-- Times are timestamptz(3): the program knows milliseconds, and keyset paging needs both sides to agree.

CREATE EXTENSION IF NOT EXISTS citext;

CREATE TABLE users (
    id                bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    created_at        timestamptz(3) NOT NULL DEFAULT now(),
    updated_at        timestamptz(3) NOT NULL DEFAULT now(),
    deleted_at        timestamptz(3),
    kind              text NOT NULL DEFAULT 'human',
    username          citext NOT NULL,
    email             citext,
    email_verified_at timestamptz(3),
    password_hash     text,
    avatar_url        text,
    CONSTRAINT users_username_key UNIQUE (username),
    CONSTRAINT users_email_key UNIQUE (email),
    CONSTRAINT users_kind_check CHECK (kind IN ('human', 'ai', 'bot')),
    CONSTRAINT users_username_check CHECK (kind <> 'human' OR username::text ~ '^[A-Za-z0-9_-]{3,20}$'),
    CONSTRAINT users_email_check CHECK (length(email::text) <= 254 AND email::text ~ '^[^@\s]+@[^@\s]+$'),
    CONSTRAINT users_human_check CHECK (kind <> 'human' OR deleted_at IS NOT NULL
                                        OR (email IS NOT NULL AND password_hash IS NOT NULL))
);
COMMENT ON TABLE users IS 'Accounts of people, the AI opponents that matches name as players, and bots for load tests.';
COMMENT ON COLUMN users.deleted_at IS 'A deleted account keeps its row, for the matches that name it, without what identifies a person.';
COMMENT ON COLUMN users.password_hash IS 'Argon2id, in its own text form.';
COMMENT ON COLUMN users.avatar_url IS 'NULL: the default picture, drawn from the name.';

CREATE TABLE sessions (
    id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    created_at   timestamptz(3) NOT NULL DEFAULT now(),
    user_id      bigint NOT NULL REFERENCES users ON DELETE CASCADE,
    token        bytea NOT NULL,
    device       text NOT NULL DEFAULT '',
    last_seen_at timestamptz(3) NOT NULL DEFAULT now(),
    expires_at   timestamptz(3) NOT NULL,
    CONSTRAINT sessions_token_key UNIQUE (token),
    CONSTRAINT sessions_token_check CHECK (octet_length(token) = 32),
    CONSTRAINT sessions_device_check CHECK (length(device) <= 80)
);
CREATE INDEX sessions_user ON sessions (user_id, last_seen_at DESC);
CREATE INDEX sessions_expiry ON sessions (expires_at);
COMMENT ON TABLE sessions IS 'Devices that stay signed in.';
COMMENT ON COLUMN sessions.token IS 'SHA-256 of the token; the token itself is known to its device only.';

CREATE TABLE games (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    created_at timestamptz(3) NOT NULL DEFAULT now(),
    type       text NOT NULL,
    CONSTRAINT games_type_key UNIQUE (type)
);
COMMENT ON TABLE games IS 'Kinds of games; there may be others than Pong one day.';
INSERT INTO games (type) VALUES ('pong');

CREATE TABLE game_sessions (
    id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    created_at    timestamptz(3) NOT NULL DEFAULT now(),
    game_id       bigint NOT NULL REFERENCES games,
    player1_id    bigint NOT NULL REFERENCES users,
    player2_id    bigint NOT NULL REFERENCES users,
    score_player1 integer NOT NULL DEFAULT 0,
    score_player2 integer NOT NULL DEFAULT 0,
    winner_id     bigint REFERENCES users,
    mode          text NOT NULL,
    rules         jsonb NOT NULL,
    seed          bigint NOT NULL,
    rated         boolean NOT NULL,
    status        text NOT NULL DEFAULT 'live',
    started_at    timestamptz(3) NOT NULL,
    ended_at      timestamptz(3),
    last_tick     integer,
    desyncs       integer NOT NULL DEFAULT 0,
    CONSTRAINT game_sessions_players_check CHECK (player1_id <> player2_id),
    CONSTRAINT game_sessions_score_check CHECK (score_player1 >= 0 AND score_player2 >= 0),
    CONSTRAINT game_sessions_mode_check CHECK (mode IN ('random')),
    CONSTRAINT game_sessions_status_check CHECK (status IN ('live', 'played', 'forfeited', 'abandoned')),
    CONSTRAINT game_sessions_end_check CHECK ((status = 'live') = (ended_at IS NULL)
                                              AND (status = 'live') = (last_tick IS NULL)),
    CONSTRAINT game_sessions_winner_check CHECK (
        CASE WHEN status IN ('played', 'forfeited') THEN winner_id IS NOT NULL AND winner_id IN (player1_id, player2_id)
             ELSE winner_id IS NULL END)
);
CREATE INDEX game_sessions_live ON game_sessions (id) WHERE status = 'live';
CREATE INDEX game_sessions_player1 ON game_sessions (player1_id);
CREATE INDEX game_sessions_player2 ON game_sessions (player2_id);
COMMENT ON TABLE game_sessions IS 'Matches. Player 1 is the left side. Rules, seed and match_inputs give every tick again.';
COMMENT ON COLUMN game_sessions.seed IS 'The unsigned 64 bits of the generator, read as a signed number.';
COMMENT ON COLUMN game_sessions.last_tick IS 'Length of play in ticks of 1/120 s, pauses not counted.';
COMMENT ON COLUMN game_sessions.desyncs IS 'How often a client''s simulation differed from the server''s.';

CREATE TABLE points (
    game_session_id bigint NOT NULL REFERENCES game_sessions ON DELETE CASCADE,
    number          integer NOT NULL,
    tick            integer NOT NULL,
    scorer          smallint NOT NULL,
    score_player1   integer NOT NULL,
    score_player2   integer NOT NULL,
    scored_at       timestamptz(3) NOT NULL,
    PRIMARY KEY (game_session_id, number),
    CONSTRAINT points_scorer_check CHECK (scorer IN (1, 2)),
    CONSTRAINT points_score_check CHECK (number > 0 AND score_player1 + score_player2 = number)
);
COMMENT ON TABLE points IS 'Every point of a match: by whom (player 1 or 2), when, and the score after it.';

CREATE TABLE match_inputs (
    game_session_id bigint NOT NULL REFERENCES game_sessions ON DELETE CASCADE,
    first_tick      integer NOT NULL,
    last_tick       integer NOT NULL,
    inputs          bytea NOT NULL,
    PRIMARY KEY (game_session_id, first_tick),
    CONSTRAINT match_inputs_ticks_check CHECK (first_tick > 0 AND last_tick >= first_tick)
);
COMMENT ON TABLE match_inputs IS 'Changes of direction, in chunks that follow each other without a gap.';
COMMENT ON COLUMN match_inputs.inputs IS 'As pong::encodeChanges makes them, against the tick before first_tick.';

CREATE TABLE statistics (
    user_id            bigint PRIMARY KEY REFERENCES users,
    created_at         timestamptz(3) NOT NULL DEFAULT now(),
    games_played       bigint NOT NULL DEFAULT 0,
    games_won          bigint NOT NULL DEFAULT 0,
    tournaments_played bigint NOT NULL DEFAULT 0,
    tournaments_won    bigint NOT NULL DEFAULT 0,
    total_score        bigint NOT NULL DEFAULT 0,
    rating             double precision NOT NULL DEFAULT 1500,
    deviation          double precision NOT NULL DEFAULT 350,
    volatility         double precision NOT NULL DEFAULT 0.06,
    CONSTRAINT statistics_games_check CHECK (games_won BETWEEN 0 AND games_played),
    CONSTRAINT statistics_tournaments_check CHECK (tournaments_won BETWEEN 0 AND tournaments_played),
    CONSTRAINT statistics_rating_check CHECK (deviation > 0 AND volatility > 0)
);
COMMENT ON TABLE statistics IS 'All-time figures of a player, from the first match on. Lock several by ascending user_id.';
COMMENT ON COLUMN statistics.rating IS 'Glicko-2; with the initial deviation of 350 the player is not rated yet.';

CREATE TABLE match_history (
    user_id        bigint NOT NULL REFERENCES users,
    match_id       bigint NOT NULL REFERENCES game_sessions,
    date           timestamptz(3) NOT NULL,
    opponent_id    bigint NOT NULL REFERENCES users,
    result         text NOT NULL,
    reason         text NOT NULL,
    my_score       integer NOT NULL,
    opponent_score integer NOT NULL,
    length_ms      integer NOT NULL,
    mode           text NOT NULL,
    PRIMARY KEY (user_id, match_id),
    CONSTRAINT match_history_result_check CHECK (result IN ('won', 'lost', 'draw')),
    CONSTRAINT match_history_reason_check CHECK (reason IN ('played', 'forfeited', 'abandoned'))
);
CREATE INDEX match_history_page ON match_history (user_id, date DESC, match_id DESC);
CREATE INDEX match_history_result_page ON match_history (user_id, result, date DESC, match_id DESC);
CREATE INDEX match_history_match ON match_history (match_id);
COMMENT ON TABLE match_history IS 'One row a player and match that ended, with all that a line of the history shows.';

CREATE VIEW player_cards AS
    SELECT users.id AS user_id,
           users.username::text AS username,
           CASE WHEN statistics.deviation < 350 THEN round(statistics.rating)::integer ELSE 0 END AS rating,
           coalesce(users.avatar_url, '') AS avatar_url
    FROM users LEFT JOIN statistics ON statistics.user_id = users.id;
COMMENT ON VIEW player_cards IS 'How lists and tables show a player; rating 0: not rated yet.';
