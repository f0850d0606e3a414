"""Queries as a page shows them."""

from chronicles.proof.transcripts.queries import laid_out

LONG = " ".join(["INSERT INTO t (a, b) VALUES", ", ".join(f"({n}, 'x')" for n in range(4000))])


def test_queries_are_formatted_and_stand_apart() -> None:
    asked = ['select "a"."id" from "a" where "a"."x" = \'it\'\'s; here\'', "DELETE FROM a WHERE id IN (1, 2)"]
    assert laid_out(asked) == [
        'SELECT "a"."id"',
        'FROM "a"',
        "WHERE \"a\".\"x\" = 'it''s; here';",
        "",
        "DELETE",
        "FROM a",
        "WHERE id IN (1,",
        "             2);",
    ]


def test_what_frames_a_query_is_left_out() -> None:
    frames = [
        "BEGIN",
        "COMMIT",
        " rollback",
        'SAVEPOINT "s1"',
        'RELEASE SAVEPOINT "s1"',
        "PRAGMA foreign_keys",
    ]
    assert laid_out(frames) == []
    assert laid_out([]) == []
    assert laid_out(["SELECT 1;"]) == ["SELECT 1;"]


def test_a_query_that_is_too_long_to_be_laid_out_is_shown_as_it_is() -> None:
    assert laid_out([LONG]) == [f"{LONG};"]
