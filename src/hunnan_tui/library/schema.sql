-- The catalog: everything here is derived from the briefing files and can be made again at any time.
-- One row a briefing file seen; `briefing` is null where the file has faults.
CREATE TABLE files(
  id INTEGER PRIMARY KEY,
  path TEXT NOT NULL UNIQUE,
  size INTEGER NOT NULL,
  mtime_ns INTEGER NOT NULL,
  briefing TEXT,
  faults BLOB
);
CREATE INDEX files_mtime ON files(mtime_ns);
CREATE INDEX files_faulty ON files(path) WHERE faults IS NOT NULL;

CREATE TABLE briefings(
  id TEXT PRIMARY KEY,
  file INTEGER NOT NULL,
  date TEXT NOT NULL,
  title_zh TEXT, title_en TEXT,
  called TEXT NOT NULL, -- both titles, folded, a line each
  body BLOB NOT NULL
) WITHOUT ROWID;
CREATE INDEX briefings_file ON briefings(file);
CREATE INDEX briefings_date ON briefings(date DESC, id);

CREATE TABLE areas(
  id TEXT NOT NULL, file INTEGER NOT NULL, name_zh TEXT, name_en TEXT,
  called TEXT NOT NULL, -- both names, folded, a line each
  PRIMARY KEY(id, file)
) WITHOUT ROWID;

-- Sections, in their order: walked by (date descending, ordinal).
CREATE TABLE sections(
  key TEXT PRIMARY KEY,
  briefing TEXT NOT NULL, date TEXT NOT NULL, kind TEXT NOT NULL, ordinal INTEGER NOT NULL,
  title_zh TEXT, title_en TEXT, points INTEGER NOT NULL, file INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX sections_kind ON sections(kind, date DESC, briefing, ordinal);

-- Everything that a reader can select. Walking ids downwards gives the newest briefing first and, within a
-- briefing, its items in their order; metrics, which belong to no single briefing, have a range of their own above.
CREATE TABLE items(
  id INTEGER PRIMARY KEY,
  key TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL,
  briefing TEXT NOT NULL,
  date TEXT NOT NULL,
  title_zh TEXT, title_en TEXT,
  name TEXT,
  text_zh TEXT, text_en TEXT,
  figures TEXT,
  area TEXT,
  section TEXT,
  section_kind TEXT,
  file INTEGER,
  body BLOB NOT NULL
);
CREATE INDEX items_kind ON items(kind, id);
CREATE INDEX items_section_kind ON items(section_kind, id) WHERE section_kind IS NOT NULL;
CREATE INDEX items_section ON items(section, id) WHERE section IS NOT NULL;
CREATE INDEX items_file ON items(file);

-- The observations of metrics that have many: what the reader shows of them, where that is less, and all of them. The
-- item's own body has what a list shows (see abridging.py).
CREATE TABLE series(item INTEGER PRIMARY KEY, outline BLOB, whole BLOB NOT NULL);

-- What one file says of a metric; a metric's item is made of all of them.
CREATE TABLE contributions(
  metric TEXT NOT NULL, file INTEGER NOT NULL, briefing TEXT NOT NULL, date TEXT NOT NULL,
  ordinal INTEGER NOT NULL, body BLOB NOT NULL,
  PRIMARY KEY(metric, file)
) WITHOUT ROWID;
-- Metrics whose contributions changed since their item was made, or, where it is `made`, since they were set against
-- others: outlives a run that is cut off.
CREATE TABLE stale(metric TEXT PRIMARY KEY, made INTEGER NOT NULL) WITHOUT ROWID;
-- By what a metric may be set against others of its area; see flags.py for the roles.
CREATE TABLE kin(
  area TEXT NOT NULL, name TEXT NOT NULL, role INTEGER NOT NULL, metric TEXT NOT NULL,
  PRIMARY KEY(area, name, role, metric)
) WITHOUT ROWID;
CREATE INDEX kin_metric ON kin(metric);
CREATE INDEX contributions_file ON contributions(file);

-- One row an observation, for filters, sorting and the table's columns; `value` is exact, `plain` only orders.
CREATE TABLE observations(
  item INTEGER NOT NULL,
  period TEXT NOT NULL, ends TEXT NOT NULL, year INTEGER NOT NULL,
  value TEXT NOT NULL, plain REAL NOT NULL,
  unit TEXT NOT NULL, dimension TEXT NOT NULL, nature TEXT NOT NULL, bound TEXT NOT NULL,
  source TEXT, briefing TEXT NOT NULL
);
CREATE INDEX observations_item ON observations(item);

-- What the overview chooses metrics by: how many periods have values, the last day of the latest actual one.
CREATE TABLE standing(item INTEGER PRIMARY KEY, periods INTEGER NOT NULL, latest TEXT, targeted INTEGER NOT NULL);
CREATE INDEX standing_periods ON standing(periods, item, latest);
CREATE INDEX standing_latest ON standing(latest);
CREATE INDEX standing_targeted ON standing(latest IS NOT NULL, item) WHERE targeted;

-- The targets of all metrics, by ids that tell the metric and the place in it (see ranking.py).
CREATE TABLE targets(id INTEGER PRIMARY KEY);
-- What the tables of metrics and targets can be sorted by, with how many rows have a value, and the places of those.
CREATE TABLE orders(
  id INTEGER PRIMARY KEY, view TEXT NOT NULL, name TEXT NOT NULL, ends TEXT NOT NULL, size INTEGER NOT NULL,
  UNIQUE(view, name)
);
CREATE TABLE places(
  ordering INTEGER NOT NULL, major TEXT NOT NULL, minor NOT NULL, row INTEGER NOT NULL,
  PRIMARY KEY(ordering, major, minor, row)
) WITHOUT ROWID;
-- Each order in portions, from a key to the next one's, and how many places they have (see portions.py).
CREATE TABLE portions(
  id INTEGER PRIMARY KEY, ordering INTEGER NOT NULL, major TEXT NOT NULL, minor NOT NULL, row INTEGER NOT NULL,
  size INTEGER NOT NULL, UNIQUE(ordering, major, minor, row)
);
CREATE INDEX places_row ON places(ordering, row);

CREATE TABLE evidence_sources(item INTEGER NOT NULL, source TEXT NOT NULL);
CREATE INDEX evidence_sources_item ON evidence_sources(item);
CREATE INDEX evidence_sources_source ON evidence_sources(source);

-- Which item speaks of which: from `metrics`, `related` and `about`, both ways by two indexes. Flags are told apart: a
-- list asks which of its items are under one, however many others speak of them.
CREATE TABLE links(item INTEGER NOT NULL, target TEXT NOT NULL, flag INTEGER NOT NULL);
CREATE INDEX links_item ON links(item);
CREATE INDEX links_target ON links(target);
CREATE INDEX links_flags ON links(target, item) WHERE flag;
