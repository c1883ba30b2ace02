-- Leave as offices live it: who stands in, what changed, what was noted, what is to be reminded of.

ALTER TABLE requests ADD COLUMN filed_by        TEXT NOT NULL DEFAULT '';  -- title; 代填
ALTER TABLE requests ADD COLUMN change_reason   TEXT NOT NULL DEFAULT '';
ALTER TABLE requests ADD COLUMN apart_reason    TEXT NOT NULL DEFAULT '';
ALTER TABLE requests ADD COLUMN excuse          TEXT NOT NULL DEFAULT '';
ALTER TABLE requests ADD COLUMN attends         TEXT NOT NULL DEFAULT '';
ALTER TABLE requests ADD COLUMN stand_in        TEXT REFERENCES officials (id);
ALTER TABLE requests ADD COLUMN stand_in_title  TEXT NOT NULL DEFAULT '';
ALTER TABLE requests ADD COLUMN stand_in_answer TEXT NOT NULL DEFAULT '';
ALTER TABLE requests ADD COLUMN stand_in_at     TEXT;                      -- when he answered
ALTER TABLE requests ADD COLUMN stand_in_since  TEXT;                      -- when his cover began
ALTER TABLE requests ADD COLUMN stand_in_until  TEXT;                      -- and when it ended
ALTER TABLE requests ADD COLUMN proposed        TEXT;                      -- JSON of a trip
ALTER TABLE requests ADD COLUMN proposed_at     TEXT;
ALTER TABLE requests ADD COLUMN proposed_subject TEXT NOT NULL DEFAULT '';
ALTER TABLE requests ADD COLUMN dropped         TEXT;                      -- JSON of a trip
ALTER TABLE requests ADD COLUMN former          TEXT NOT NULL DEFAULT '[]'; -- JSON list of trips
CREATE INDEX requests_covered ON requests (applicant)
    WHERE stand_in_since IS NOT NULL AND stand_in_until IS NULL;

ALTER TABLE steps ADD COLUMN moved_from   INTEGER NOT NULL DEFAULT -1;      -- stage of the route
ALTER TABLE steps ADD COLUMN kind         TEXT NOT NULL DEFAULT 'decide';
ALTER TABLE steps ADD COLUMN need         TEXT NOT NULL DEFAULT 'all';
ALTER TABLE steps ADD COLUMN acts_for     TEXT NOT NULL DEFAULT '';
ALTER TABLE steps ADD COLUMN added_by     TEXT NOT NULL DEFAULT '';
ALTER TABLE steps ADD COLUMN passed_by    INTEGER NOT NULL DEFAULT 0;  -- id of the step; 转呈
ALTER TABLE steps ADD COLUMN recorded_by  TEXT NOT NULL DEFAULT '';
ALTER TABLE steps ADD COLUMN confirmation TEXT NOT NULL DEFAULT '';
ALTER TABLE steps ADD COLUMN confirmed_at TEXT;
ALTER TABLE steps ADD COLUMN asked_at     TEXT;  -- since when it waits for its holder
ALTER TABLE steps ADD COLUMN former       TEXT;             -- what had been decided before 收回
ALTER TABLE steps ADD COLUMN taken_back_at  TEXT;
ALTER TABLE steps ADD COLUMN taken_back_why TEXT NOT NULL DEFAULT '';
CREATE INDEX steps_unconfirmed ON steps (holder) WHERE confirmation = 'asked';

CREATE TABLE remarks (                      -- noted on a request without deciding it
    id       INTEGER PRIMARY KEY AUTOINCREMENT,
    request  TEXT NOT NULL REFERENCES requests (number),
    kind     TEXT NOT NULL,
    at       TEXT NOT NULL,
    by       TEXT NOT NULL,
    by_title TEXT NOT NULL,
    addressee       TEXT NOT NULL DEFAULT '',
    addressee_title TEXT NOT NULL DEFAULT '',
    words    TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX remarks_of_request ON remarks (request, id);

CREATE TABLE nudges (                       -- a moment of the plan that has come, for good
    id        INTEGER PRIMARY KEY AUTOINCREMENT,
    request   TEXT NOT NULL REFERENCES requests (number),
    view      TEXT NOT NULL,                -- '': nobody is written to, the trip has begun
    step      INTEGER,
    about     TEXT NOT NULL,                -- what it hangs on; with view and step it names it once
    recipient TEXT NOT NULL REFERENCES officials (id),
    due_at    TEXT NOT NULL,
    closed_at TEXT,                         -- shown, or found to be moot
    letter    INTEGER REFERENCES letters (id)  -- the message it was shown in
) STRICT;
CREATE UNIQUE INDEX nudges_once ON nudges (request, view, COALESCE(step, 0), about, recipient);
CREATE INDEX nudges_open ON nudges (recipient, due_at) WHERE closed_at IS NULL;
CREATE INDEX nudges_shown ON nudges (closed_at) WHERE letter IS NOT NULL;
UPDATE requests SET nudge_at = filed_at WHERE nudge_at IS NOT NULL;  -- the clock looks once

CREATE TABLE meetings (                     -- executive meetings 常务会议 the office has announced
    id        INTEGER PRIMARY KEY AUTOINCREMENT,
    held_on   TEXT NOT NULL,
    part      INTEGER NOT NULL,
    announced_by TEXT NOT NULL,             -- title
    announced_at TEXT NOT NULL,
    called_off_at TEXT
) STRICT;
CREATE INDEX meetings_by_day ON meetings (held_on) WHERE called_off_at IS NULL;

-- 1: a stop word was in it; that it came is all that was kept, and `raw` is empty
ALTER TABLE inbox ADD COLUMN stopped INTEGER NOT NULL DEFAULT 0;
ALTER TABLE inbox ADD COLUMN album   TEXT NOT NULL DEFAULT '';  -- what was sent in one go with it
CREATE INDEX inbox_stopped ON inbox (channel, album) WHERE stopped = 1;

CREATE INDEX journal_by_subject ON journal (subject, seq) WHERE subject <> '';
