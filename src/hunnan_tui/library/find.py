"""A query put to a catalog: candidates from the index, their texts read, ranked and counted.

Where few items have the query, all of them are read and ranked. Where many have it, one walk along the index a level,
from the best level down, fills the page.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from hunnan_tui.library import pinyin, plan
from hunnan_tui.library.candidate import Candidate
from hunnan_tui.library.english import joined, telling
from hunnan_tui.library.fields import EVERYTHING, Fields, Observed
from hunnan_tui.library.fold import fold
from hunnan_tui.library.forms import Kind, forms
from hunnan_tui.library.plan import NAME, TEXT, TITLE, Level

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator, Sequence

    from hunnan_tui.library.candidate import Rank
    from hunnan_tui.library.query import Query
    from hunnan_tui.library.search import Scope

FEW = 80  # candidates up to which all are read and ranked
SHORT = 3  # letters of a word up to which it stands before all longer ones where it is whole
DEEP = 200  # the offset from which on a page is found by counting
MOST_READ = 600  # candidates read for one page, if most of them turn out not to match; five times if all do
MOST_COUNTED = 400  # candidates that a count reads at most, of those that the terms do not prove
_LEAST_READ, _MOST_AT_ONCE = 12, 400  # candidates of a level that are read in one go
_AT_ONCE = 100  # read without looking whether a newer search waits

_FIGURED = plan.quoted("kind:metric")  # what has figures to compare
_REMARKED = ("metric", "source")  # what their texts say are remarks
_SIGNED = re.compile(r"[^\W\d_][+&/#*]")  # a letter with a sign that means something behind it
_COLUMNS = "id, key, kind, briefing, date, title_zh, title_en, name, figures, text_zh, text_en"


class _Reading:
    """What was read so far for a page: `found` in the order of the page; `known`, by id, with ranks.

    What was read at a better level than its own waits in `known` for its own; None there is no match at all.
    """

    def __init__(self, wanted: int) -> None:
        self.wanted = wanted
        self.found: dict[int, Candidate] = {}
        self.known: dict[int, tuple[Rank, Candidate] | None] = {}

    @property
    def missing(self) -> int:
        """How many matches the page lacks."""
        return self.wanted - len(self.found)

    @property
    def done(self) -> bool:
        """Whether the page is full, or so much was read that what was found must do."""
        most = MOST_READ if self.found else 5 * MOST_READ
        return len(self.found) >= self.wanted or len(self.known) >= most + self.wanted


class Asked:
    """A query put to a catalog."""

    def __init__(
        self, connection: sqlite3.Connection, query: Query, scope: Scope, fields: Fields | None = None
    ) -> None:
        self._connection = connection
        self.vocabulary = plan.Vocabulary(connection)
        self._said = joined(telling(query.words, self._begins), self._begins)
        different = {(word.text, word.phrase): word for word in self._said}
        words = [plan.WordPlan(word, self.vocabulary) for word in different.values()]
        # signs alone are passed over beside something to search for
        self.words = [word for word in words if word.forms] or words
        self._excluded = [plan.WordPlan(word, self.vocabulary) for word in query.excluded]
        self.fields = fields or Fields(connection)
        self._narrow = [self.fields.one_of(name, values) for name, values in scope.fields]
        self._narrow += [self.fields.holds(clause) for clause in query.filters if clause.values and not clause.exclude]
        self._without = [self.fields.holds(clause) for clause in query.filters if clause.values and clause.exclude]
        self._without += [word.anywhere for word in self._excluded if word.forms and word.proven]
        self._observed = Observed.of(query, self.fields)
        # beside words it is these that tell why an item is there
        self._told = None if query.words else Observed.in_terms(query, self.fields)
        if self._observed is not None and self._observed.comparisons:
            self._narrow.append(_FIGURED)

    def _begins(self, letters: str) -> bool:
        """Whether a word of the library begins so."""
        return bool(self.vocabulary.beginning(letters, 1))

    @property
    def expression(self) -> str:
        """What the index is asked for."""
        return self._with([word.anywhere for word in self.words])

    @property
    def _kinds(self) -> list[Kind]:
        return sorted({form.kind for word in self.words for form in word.forms})

    def narrowed(self, expression: str) -> str:
        """What an expression finds within the scope and the fields of the query."""
        return self._with([expression])

    def occurs(self, word: plan.WordPlan) -> bool:
        """Whether any item of the scope has a word."""
        ids = self.candidates(self.narrowed(word.anywhere), FEW)
        return any(candidate.rank(word.forms) for candidate in self.read(ids))

    def called(self, word: plan.WordPlan) -> bool:
        """Whether any item of the scope has a word in its title or a name."""
        ids = self.candidates(self.narrowed(word.within(Level(NAME), only=False)), FEW)
        return any(rank[0] <= NAME for candidate in self.read(ids) if (rank := candidate.rank(word.forms)))

    def _with(self, expressions: list[str]) -> str:
        wanted = plan.all_of([*expressions, *self._narrow]) if expressions or self._narrow else ""
        if not self._without:
            return wanted
        return f"{wanted or EVERYTHING} NOT {plan.any_of(self._without)}"

    def candidates(self, expression: str, most: int, below: int | None = None, offset: int = 0) -> list[int]:
        """The newest items that the index gives for an expression, at most `most`; only ids less than `below`."""
        if expression == plan.NOTHING:
            return []
        sql = "SELECT rowid FROM terms WHERE terms MATCH ?" if expression else "SELECT id FROM items WHERE ? = ''"
        column = "rowid" if expression else "id"
        parameters: list[object] = [expression]
        if below is not None:
            sql += f" AND {column} < ?"
            parameters.append(below)
        sql += f" ORDER BY {column} DESC LIMIT ? OFFSET ?"
        return [item for (item,) in self._connection.execute(sql, [*parameters, most, offset])]

    def index_has(self, expression: str) -> bool:
        """Whether the index gives anything for an expression, in no order: sooner told than the newest."""
        if not expression or expression == plan.NOTHING:
            return not expression
        sql = "SELECT 1 FROM terms WHERE terms MATCH ? LIMIT 1"
        return self._connection.execute(sql, (expression,)).fetchone() is not None

    def read(self, ids: Sequence[int]) -> list[Candidate]:
        """The items with these ids, in their order."""
        marks = ",".join("?" * len(ids))
        rows = self._connection.execute(f"SELECT {_COLUMNS} FROM items WHERE id IN ({marks})", ids)
        by_id = {row[0]: Candidate(*row) for row in rows}
        return [by_id[item] for item in ids if item in by_id]

    def ranked(self, ids: Sequence[int], since: int = TITLE) -> list[tuple[Rank, Candidate]]:
        """The items with these ids that do match, each with its rank: the worst of its words' ranks.

        No field before `since` has a word of them.
        """
        observed = self._observed.matching(self._connection, ids) if self._observed else None
        found = []
        for candidate in self.read(ids):
            candidate.since = since
            if observed is not None and candidate.id not in observed:
                continue
            if any(candidate.rank(word.forms) for word in self._excluded):
                continue
            candidate.figure = observed[candidate.id] if observed is not None else None
            ranks = [candidate.rank(word.forms) for word in self.words]
            if all(ranks):
                found.append((max((rank for rank in ranks if rank), default=(TITLE, Kind.LITERAL, 0)), candidate))
        return found

    def page(self, limit: int, offset: int) -> tuple[list[Candidate], int | None]:
        """The matches from `offset` on, at most `limit`, in their order, and how many there are if that is known."""
        found, total = self._page(limit, offset)
        if self._told is not None:
            figures = self._told.matching(self._connection, [candidate.id for candidate in found])
            for candidate in found:
                candidate.figure = figures.get(candidate.id)
        return found, total

    def _page(self, limit: int, offset: int) -> tuple[list[Candidate], int | None]:
        if not self.words:
            return self._filtered(limit, offset)
        # where titles alone fill the page, nothing more is asked
        titled = self.candidates(self._expression_at(Level(TITLE)), FEW + 1)
        ids = titled if len(titled) > FEW else self.candidates(self.expression, FEW + 1)
        if len(ids) > FEW and offset >= DEEP:
            return self._deep(limit, offset), None
        if len(ids) > FEW:
            return self._walk(offset + limit, titled)[offset:], None
        found = self._ordered(self.ranked(ids))
        return found[offset : offset + limit], len(found)

    def _ordered(self, ranked: list[tuple[Rank, Candidate]]) -> list[Candidate]:
        """Few matches in their order.

        Syllables typed one by one are meant side by side: what has them here and there comes last. Of matches of one
        rank, what only remarks on a metric or a source say comes last, and first what has more of the words in its
        title or a name, what has them whole, what is called just so, what has them side by side, and the earlier.
        Before all comes what has a word's signs as they are typed, AI+ and not AI alone, and then what has a short word
        whole, which is hardly the beginning of another one: AI of aims.
        """
        words = [word.forms for word in self.words]
        several = len(words) > 1
        short = len(self._said[0].text) <= SHORT
        together = forms(" ".join(word.text for word in self._said)) if several else ()
        signed = [text for word in self._said if _SIGNED.search(text := fold(word.text))]
        syllables = several and any(word.word.text.lower() in pinyin.SYLLABLES for word in self.words)

        def place(entry: tuple[Rank, Candidate]) -> tuple[int, ...]:
            (field, kind, early), candidate = entry
            beginning = candidate.beginning(words) if field == TITLE else 0
            remarks = field == TEXT and candidate.kind in _REMARKED
            otherwise = not all(map(candidate.says, signed))
            if not several:
                longer = candidate.partly(words[0])
                whole = short and kind == Kind.LITERAL and not longer
                return (otherwise, not whole, field, kind, remarks, longer, early, beginning, -candidate.id)
            if field == TITLE and candidate.called(words):
                early = -1
            fields = [rank[0] if rank[1] <= kind else TEXT for f in words if (rank := candidate.rank(f))]
            remarks = remarks and TITLE not in fields
            apart = candidate.rank(together) is None
            scattered = apart and syllables and kind != Kind.LITERAL
            partly = sum(map(candidate.partly, words))
            return (
                otherwise,
                scattered,
                field,
                kind,
                remarks,
                sum(fields),
                partly,
                early,
                apart,
                beginning,
                -candidate.id,
            )

        return [candidate for _, candidate in sorted(ranked, key=place)]

    def _filtered(self, limit: int, offset: int) -> tuple[list[Candidate], int | None]:
        """A page of what fields alone select, newest first."""
        if self._observed is None and not self._excluded:
            return self.read(self.candidates(self.expression, limit, offset=offset)), None
        found: list[Candidate] = []
        below, size = None, 50
        while ids := self.candidates(self.expression, size, below):
            found += [candidate for _, candidate in self.ranked(ids)]
            if len(found) >= offset + limit:
                return found[offset : offset + limit], None
            below, size = ids[-1], min(2 * size, _MOST_AT_ONCE)
        return found[offset:], len(found)

    def _walk(self, wanted: int, titled: list[int]) -> list[Candidate]:
        """The first `wanted` matches in their order, field by field; `titled` have the words in their titles."""
        reading = _Reading(wanted)
        self._take(Level(TITLE), reading, titled)
        # that many have the words anywhere is known
        for level in (Level(NAME), *(Level(TEXT).parts(self._kinds) or [Level(TEXT)])):
            if not reading.done:
                self._take(level, reading)
        return list(reading.found.values())[:wanted]

    def _expression_at(self, level: Level) -> str:
        """What has the words at a level; more than one word also at better ones."""
        only = len(self.words) == 1
        return self._with([word.within(level, only=only) for word in self.words])

    def _proven_at(self, level: Level) -> bool:
        """Whether what the index gives for a level surely belongs to it."""
        only = len(self.words) == 1
        proven = all(word.proven_within(level, only=only) for word in self.words)
        return proven and self._observed is None and all(word.proven for word in self._excluded)

    def _take(self, level: Level, reading: _Reading, ids: list[int] | None = None) -> None:
        """Add the matches of a level in their order: at once if they are few, else part by part.

        `ids` are the first candidates where they are known.
        """
        expression = self._expression_at(level)
        parts = level.parts(self._kinds)
        if not parts:
            self._take_portions(expression, level, reading)
            return
        most = FEW + len(reading.found)
        if ids is None:
            ids = self.candidates(expression, most + 1)
        if len(ids) <= most:
            self._take_ranked(ids, level, reading)
            return
        for part in parts:
            if not reading.done:
                self._take(part, reading)

    def _take_portions(self, expression: str, level: Level, reading: _Reading) -> None:
        """Add matches of a level, newest first: as many are read at once as fill the page if all goes on as so far."""
        take = self._take_proven if self._proven_at(level) else self._take_ranked
        before, read, below = len(reading.found), 0, None
        size = reading.missing
        while not reading.done:
            size = min(max(size, _LEAST_READ), _MOST_AT_ONCE)
            ids = self.candidates(expression, size, below)
            take(ids, level, reading)
            if len(ids) < size:
                return
            below, read = ids[-1], read + size
            size = min(reading.missing * read // max(len(reading.found) - before, 1), max(read, 50))

    def _take_proven(self, ids: list[int], _level: Level, reading: _Reading) -> None:
        fresh = [item for item in ids if item not in reading.found]
        reading.found.update((candidate.id, candidate) for candidate in self.read(fresh))

    def _take_ranked(self, ids: list[int], level: Level, reading: _Reading) -> None:
        fresh = [item for item in ids if item not in reading.known and item not in reading.found]
        reading.known.update(dict.fromkeys(fresh))
        # what has the only word in a better field was known before: that field was asked for all that have it
        since = level.field if len(self.words) == 1 and not self._excluded else TITLE
        reading.known.update((candidate.id, (rank, candidate)) for rank, candidate in self.ranked(fresh, since))
        belonging = [entry for item in ids if (entry := reading.known.get(item)) and entry[0] <= level.worst]
        if level.parts(self._kinds):
            belonging.sort(key=lambda entry: entry[0])
        reading.found.update((candidate.id, candidate) for _, candidate in belonging)

    def _deep(self, limit: int, offset: int) -> list[Candidate]:
        """A page far down the order: the levels are counted, not read; what does not match leaves gaps."""
        better, left = plan.NOTHING, limit
        page: list[Candidate] = []
        for level in self._leaves([Level(field) for field in (TITLE, NAME, TEXT)]):
            reached = self._with([word.within(level, only=False) for word in self.words])
            expression = reached if better == plan.NOTHING else f"({reached}) NOT ({better})"
            count = self.how_many(expression)
            if offset < count:
                ids = self.candidates(expression, left, offset=offset)
                page += [candidate for _, candidate in self.ranked(ids)]
                left -= len(ids)
                if left <= 0:
                    return page
            offset = max(0, offset - count)
            better = reached
        return page

    def _leaves(self, levels: list[Level]) -> Iterator[Level]:
        for level in levels:
            parts = level.parts(self._kinds)
            if parts:
                yield from self._leaves(parts)
            else:
                yield level

    def count(self, most: int = MOST_COUNTED) -> tuple[int, bool]:
        """How many items match, and whether that is exact; of those that the terms do not prove, `most` are read."""
        if self._observed is not None or not all(word.proven for word in self._excluded):
            sure, unsure = plan.NOTHING, self.expression or EVERYTHING
            if self._observed is not None and not self._observed.needed and self._proven:
                sure, unsure = f"({unsure}) NOT {_FIGURED}", plan.all_of([f"({unsure})", _FIGURED])
        else:
            sure = self._with([word.sure for word in self.words]) or EVERYTHING
            unsure = self._unsure if self.words else plan.NOTHING
        if unsure == plan.NOTHING:
            return self.how_many(sure), True
        if sure != plan.NOTHING:
            unsure = f"({unsure}) NOT ({sure})"
        ids = self.candidates(unsure, most + 1)
        if len(ids) > most:
            return self.how_many(sure) + self.how_many(unsure), False
        portions = (ids[start : start + _AT_ONCE] for start in range(0, len(ids), _AT_ONCE))
        return self.how_many(sure) + sum(len(self.ranked(portion)) for portion in portions), True

    @property
    def _proven(self) -> bool:
        """Whether terms prove all words, wanted or not."""
        return all(word.proven for word in (*self.words, *self._excluded))

    @property
    def proven(self) -> bool:
        """Whether the index gives nothing for the query but what matches."""
        return self._observed is None and self._proven

    @property
    def _unsure(self) -> str:
        """What has the words, one of them in a way that the terms do not prove."""
        doubted = []
        for word in self.words:
            if (doubt := word.unsure) != plan.NOTHING:
                doubted.append(plan.all_of([doubt, *(other.anywhere for other in self.words if other is not word)]))
        return self._with([plan.any_of(doubted)]) if doubted else plan.NOTHING

    def how_many(self, expression: str) -> int:
        """How many items the index gives for an expression."""
        if expression == plan.NOTHING:
            return 0
        if re.fullmatch('"[^"]*"', expression):  # a single term: the vocabulary knows how often it occurs
            row = self._connection.execute("SELECT doc FROM vocabulary WHERE term = ?", (expression[1:-1],)).fetchone()
            return int(row[0]) if row else 0
        if expression == EVERYTHING:
            counted = "SELECT coalesce(sum(items), 0) FROM facets WHERE field = 'kind'"
            return int(self._connection.execute(counted).fetchone()[0])
        sql = "SELECT count(*) FROM terms WHERE terms MATCH ?"
        return int(self._connection.execute(sql, (expression,)).fetchone()[0])
