-- Tournaments: who plays in one, its bracket, the matches that were played for it, and the talk around it. Whoever
-- changes a tournament, its participants or its matches holds the lock of its row.

CREATE TABLE tournaments (
    id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    created_at   timestamptz(3) NOT NULL DEFAULT now(),
    name         text NOT NULL,
    format       text NOT NULL DEFAULT 'single_elimination',
    status       text NOT NULL DEFAULT 'open',
    organiser_id bigint NOT NULL REFERENCES users,
    winner_id    bigint REFERENCES users,
    rules        jsonb NOT NULL,
    size         integer NOT NULL,
    started_at   timestamptz(3),
    ended_at     timestamptz(3),
    CONSTRAINT tournaments_name_check CHECK (length(name) BETWEEN 1 AND 40),
    CONSTRAINT tournaments_format_check CHECK (format IN ('single_elimination')),
    CONSTRAINT tournaments_size_check CHECK (size IN (4, 8, 16, 32)),
    CONSTRAINT tournaments_status_check CHECK (
        CASE status WHEN 'open' THEN num_nonnulls(started_at, ended_at) = 0
                    WHEN 'running' THEN started_at IS NOT NULL AND ended_at IS NULL
                    WHEN 'finished' THEN num_nonnulls(started_at, ended_at) = 2
                    WHEN 'cancelled' THEN ended_at IS NOT NULL
                    ELSE false END),
    CONSTRAINT tournaments_winner_check CHECK (winner_id IS NULL OR status = 'finished')
);
CREATE UNIQUE INDEX tournaments_organiser_key ON tournaments (organiser_id) WHERE status IN ('open', 'running');
CREATE INDEX tournaments_active ON tournaments (id) WHERE status IN ('open', 'running');
CREATE INDEX tournaments_finished ON tournaments (ended_at DESC, id DESC) WHERE status = 'finished';
CREATE INDEX tournaments_organiser ON tournaments (organiser_id, id);
COMMENT ON TABLE tournaments IS 'A person organises one at a time. Finished without a winner: nobody came to the last matches.';
COMMENT ON COLUMN tournaments.size IS 'How many may play.';

CREATE TABLE tournament_participants (
    id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    created_at    timestamptz(3) NOT NULL DEFAULT now(),
    tournament_id bigint NOT NULL REFERENCES tournaments ON DELETE CASCADE,
    user_id       bigint NOT NULL REFERENCES users,
    seed          integer NOT NULL DEFAULT 0,
    status        text NOT NULL DEFAULT 'joined',
    out_in_round  integer NOT NULL DEFAULT 0,
    CONSTRAINT tournament_participants_key UNIQUE (tournament_id, user_id),
    CONSTRAINT tournament_participants_status_check CHECK (status IN ('joined', 'in', 'out', 'left', 'won', 'stopped')),
    CONSTRAINT tournament_participants_seed_check CHECK ((status = 'joined') = (seed = 0)),
    CONSTRAINT tournament_participants_round_check CHECK ((status IN ('out', 'left')) = (out_in_round > 0))
);
CREATE UNIQUE INDEX tournament_participants_playing ON tournament_participants (user_id) WHERE status = 'in';
CREATE INDEX tournament_participants_user ON tournament_participants (user_id, tournament_id);
COMMENT ON TABLE tournament_participants IS 'Who has joined; from the start on, who played and how far they came.';
COMMENT ON COLUMN tournament_participants.seed IS 'By rating at the start, the best is 1; 0 before.';
COMMENT ON COLUMN tournament_participants.status IS 'in: may still win, and nobody may in two at once; stopped: could when it was cancelled.';

CREATE TABLE tournament_matches (
    tournament_id   bigint NOT NULL REFERENCES tournaments ON DELETE CASCADE,
    round           integer NOT NULL,
    match_number    integer NOT NULL,
    created_at      timestamptz(3) NOT NULL DEFAULT now(),
    status          text NOT NULL,
    player1_id      bigint REFERENCES users,
    player2_id      bigint REFERENCES users,
    winner_id       bigint REFERENCES users,
    game_session_id bigint REFERENCES game_sessions,
    PRIMARY KEY (tournament_id, round, match_number),
    CONSTRAINT tournament_matches_session_key UNIQUE (game_session_id),
    CONSTRAINT tournament_matches_status_check CHECK (status IN ('waiting', 'open', 'played', 'walkover', 'empty')),
    CONSTRAINT tournament_matches_open_check CHECK (status NOT IN ('open', 'played')
                                                    OR num_nonnulls(player1_id, player2_id) = 2),
    CONSTRAINT tournament_matches_winner_check CHECK (
        CASE WHEN status IN ('played', 'walkover') THEN winner_id IS NOT NULL AND winner_id IN (player1_id, player2_id)
             ELSE winner_id IS NULL END),
    CONSTRAINT tournament_matches_session_check CHECK (game_session_id IS NULL OR status IN ('open', 'played'))
);
COMMENT ON TABLE tournament_matches IS 'The winner of match n meets that of its neighbour in match (n + 1) / 2 of the next round.';
COMMENT ON COLUMN tournament_matches.status IS 'waiting: a player is not known; open: to be played, or live with a session; empty: nobody came.';

ALTER TABLE game_sessions
    ADD COLUMN tournament_id bigint REFERENCES tournaments,
    DROP CONSTRAINT game_sessions_mode_check,
    ADD CONSTRAINT game_sessions_mode_check CHECK (mode IN ('random', 'friend', 'tournament')),
    ADD CONSTRAINT game_sessions_tournament_check CHECK ((mode = 'tournament') = (tournament_id IS NOT NULL));
CREATE INDEX game_sessions_tournament ON game_sessions (tournament_id) WHERE tournament_id IS NOT NULL;

ALTER TABLE channels
    ADD COLUMN tournament_id bigint REFERENCES tournaments ON DELETE CASCADE,
    ADD CONSTRAINT channels_tournament_key UNIQUE (tournament_id),
    DROP CONSTRAINT channels_kind_check,
    ADD CONSTRAINT channels_kind_check CHECK (
        CASE kind WHEN 'lobby' THEN num_nonnulls(user1_id, user2_id, game_session_id, tournament_id) = 0
                  WHEN 'direct' THEN user1_id < user2_id AND num_nonnulls(game_session_id, tournament_id) = 0
                  WHEN 'match' THEN game_session_id IS NOT NULL AND num_nonnulls(user1_id, user2_id, tournament_id) = 0
                  WHEN 'tournament' THEN tournament_id IS NOT NULL
                                         AND num_nonnulls(user1_id, user2_id, game_session_id) = 0
                  ELSE false END);
