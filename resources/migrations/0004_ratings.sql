-- Ratings: what each rated match did to its players, matches against friends, and pages of one's matches against one opponent.

ALTER TABLE statistics ADD COLUMN rated_at timestamptz(3);
COMMENT ON COLUMN statistics.rated_at IS 'End of the last rated match, as of which the deviation stands; NULL: there was none.';

ALTER TABLE match_history ADD COLUMN rating_change integer NOT NULL DEFAULT 0;
COMMENT ON COLUMN match_history.rating_change IS 'Of user_id, between ratings as they are shown (rounded); 0 where the match was not rated.';
CREATE INDEX match_history_opponent_page ON match_history (user_id, opponent_id, date DESC, match_id DESC);

CREATE TABLE rating_history (
    user_id    bigint NOT NULL REFERENCES users,
    match_id   bigint NOT NULL REFERENCES game_sessions,
    created_at timestamptz(3) NOT NULL,
    rating     double precision NOT NULL,
    deviation  double precision NOT NULL,
    volatility double precision NOT NULL,
    PRIMARY KEY (user_id, match_id)
);
CREATE INDEX rating_history_curve ON rating_history (user_id, created_at, match_id);
COMMENT ON TABLE rating_history IS 'A player''s Glicko-2 rating after each rated match.';
COMMENT ON COLUMN rating_history.created_at IS 'When the match ended.';

ALTER TABLE game_sessions
    DROP CONSTRAINT game_sessions_mode_check,
    ADD CONSTRAINT game_sessions_mode_check CHECK (mode IN ('random', 'friend'));
