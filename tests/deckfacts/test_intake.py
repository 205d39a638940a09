"""Intake: which files are decks, and which of them have to be read."""

from pathlib import Path

import pytest

from deckfacts.errors import ConfigurationError
from deckfacts.fingerprints import hash_decks
from deckfacts.intake import (
    UNKNOWN_COMPANY,
    FoundDeck,
    HashedDeck,
    PublishedDeck,
    Status,
    make_plan,
)
from deckfacts.search import check_slug, search_paths, search_raw


def write(root: Path, *names: str, text: str = "Revenue 1") -> None:
    """Files of this text under a folder."""
    for name in names:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def hashed(file: str, *, sha: str = "a", mark: str = "v1", company: str | None = "norvale") -> HashedDeck:
    """A deck on the disk whose bytes are named by a letter."""
    return HashedDeck(FoundDeck(Path(file), file, company), sha * 64, mark)


def published(file: str, *, sha: str = "a", mark: str = "v1", company: str = "norvale") -> PublishedDeck:
    """A deck of the publication whose bytes are named by a letter."""
    return PublishedDeck(company, file, sha * 16, mark)


@pytest.mark.parametrize("slug", ["iij", "acme-holdings", "3i", "a"])
def test_slug(slug: str) -> None:
    """Ensures that a slug of small letters, digits and hyphens names a company."""
    assert check_slug(slug, where="raw") == slug


@pytest.mark.parametrize("slug", ["", "IIJ", "-a", "a b", "a_b", "../a", "é", "a\n"])
def test_bad_slug(slug: str) -> None:
    """Ensures that no other name can become part of a path or a table, and that the error says what can."""
    with pytest.raises(ConfigurationError, match="small letters"):
        check_slug(slug, where="raw")


def test_search_raw(tmp_path: Path) -> None:
    """Ensures that decks are found at any depth by suffix, and other files told of, but for dot files and READMEs."""
    write(tmp_path, "b/4q.MD", "a/2031/1q.txt", "a/.hidden.md", "a/.git/x.md", "a/notes.docx", "notes.md", ".keep")
    write(tmp_path, "README.md", "a/readme.txt", "b/README")
    found = search_raw(tmp_path)
    assert [(deck.company, deck.file) for deck in found.decks] == [("a", "a/2031/1q.txt"), ("b", "b/4q.MD")]
    assert sorted(found.ignored) == ["a/notes.docx", "notes.md"]
    assert not found.problems


def test_search_raw_bad_folder(tmp_path: Path) -> None:
    """Ensures that a folder whose name is no slug is one problem, however many decks it holds, and stops no other."""
    write(tmp_path, "ok/1q.md", "Bad Name/1q.md", "Bad Name/2q.md")
    found = search_raw(tmp_path)
    assert [deck.file for deck in found.decks] == ["ok/1q.md"]
    assert [Path(problem.where).name for problem in found.problems] == ["Bad Name"]


def test_search_raw_missing(tmp_path: Path) -> None:
    """Ensures that a raw folder that is not there is an error and not an empty one."""
    with pytest.raises(ConfigurationError, match="no such folder"):
        search_raw(tmp_path / "raw")


@pytest.mark.parametrize(
    ("given", "company", "file", "of"),
    [
        ("out/4q.txt", None, "4q.txt", None),
        ("out/4q.txt", "acme", "4q.txt", "acme"),
        ("out/acme/1q.txt", "acme", "1q.txt", "acme"),
        ("raw/acme/1q.txt", None, "acme/1q.txt", "acme"),
        ("raw/acme/1q.txt", "acme", "acme/1q.txt", "acme"),
        ("raw/acme", None, "acme/1q.txt", "acme"),
        ("out/acme", "acme", "1q.txt", "acme"),
        ("deep", "acme", "./acme/1q.txt", "acme"),
        ("out/odd.bin", None, "odd.bin", None),
    ],
)
def test_search_paths(tmp_path: Path, given: str, company: str | None, file: str, of: str | None) -> None:
    """Ensures that a deck given by path is named so that none of raw/ can be meant, unless it lies there."""
    write(tmp_path, "out/4q.txt", "out/acme/1q.txt", "raw/acme/1q.txt", "deep/acme/1q.txt", "out/odd.bin")
    found = search_paths([tmp_path / given], company=company, raw=tmp_path / "raw")
    assert [(deck.file, deck.company) for deck in found.decks] == [(file, of)]


@pytest.mark.parametrize(
    ("given", "company", "says"),
    [
        (["nowhere.md"], None, "no such file"),
        (["a/1q.md"], "No Slug", "can't be the name"),
        (["raw/acme/1q.md"], "other", "a deck of acme"),
        (["a/1q.md", "b/1q.md"], "acme", "same name"),
    ],
)
def test_search_paths_refused(tmp_path: Path, given: list[str], company: str | None, says: str) -> None:
    """Ensures that a path that can't be what was meant stops the run before anything is read."""
    write(tmp_path, "a/1q.md", "b/1q.md", "raw/acme/1q.md")
    with pytest.raises(ConfigurationError, match=says):
        search_paths([tmp_path / name for name in given], company=company, raw=tmp_path / "raw")


def test_same_path_twice(tmp_path: Path) -> None:
    """Ensures that a file that is named twice, by itself and by its folder, is one deck."""
    write(tmp_path, "a/1q.md")
    found = search_paths([tmp_path / "a" / "1q.md", tmp_path / "a"], company="acme", raw=tmp_path / "raw")
    assert [deck.file for deck in found.decks] == ["1q.md"]


def test_fingerprint(tmp_path: Path) -> None:
    """Ensures that bytes, profile and reader each change a deck's fingerprint, and that its place does not."""
    write(tmp_path, "acme/1q.md", "copy/1q.md")
    profiles = tmp_path / "profiles"

    def mark(folder: str = "acme", reader: str = "r1", company: str | None = "acme") -> str:
        deck = FoundDeck(tmp_path / folder / "1q.md", "acme/1q.md", company)
        return hash_decks([deck], profiles, reader)[0][0].fingerprint

    first = mark()
    assert mark() == mark("copy") == first
    assert mark(reader="r2") != first
    any_company = mark(company=None)
    write(profiles, "other.toml")
    assert mark() == first, "the profile of another company is no concern of this deck"
    assert mark(company=None) != any_company, "a deck that has yet to tell may be of any company"
    write(profiles, "acme.toml")
    assert mark() != first
    write(tmp_path, "copy/1q.md", text="Revenue 2")
    assert mark("copy") != mark()


def test_unreadable_file(tmp_path: Path) -> None:
    """Ensures that a file that can't be read is a problem of its own, beside the others."""
    write(tmp_path, "acme/1q.md")
    decks = [FoundDeck(tmp_path / "acme" / name, f"acme/{name}", "acme") for name in ("gone.md", "1q.md")]
    found, problems = hash_decks(decks, tmp_path, "r1")
    assert [one.deck.file for one in found] == ["acme/1q.md"]
    assert [Path(problem.where).name for problem in problems] == ["gone.md"]


@pytest.mark.parametrize(
    ("before", "status"),
    [
        ([], Status.NEW),
        ([published("norvale/1q.md", sha="b", mark="v0")], Status.CHANGED),
        ([published("norvale/1q.md", mark="v0")], Status.CHANGED),
        ([published("norvale/1q.md", company="other")], Status.NEW),
    ],
)
def test_plan_reads(before: list[PublishedDeck], status: Status) -> None:
    """Ensures that a deck is read where its fingerprint is not the published one."""
    plan = make_plan([hashed("norvale/1q.md")], before, whole_raw=False)
    assert [(deck.file, deck.status) for deck in plan.decks] == [("norvale/1q.md", status)]


def test_plan_unchanged() -> None:
    """Ensures that a deck with the published fingerprint is not read again, given without its company either."""
    before = [published("norvale/1q.md"), published("4q.txt", sha="b")]
    decks = [hashed("norvale/1q.md"), hashed("4q.txt", sha="b", company=None)]
    plan = make_plan(decks, before, whole_raw=False)
    assert (plan.decks, set(plan.unchanged)) == ((), set(before))


def test_plan_gone() -> None:
    """Ensures that only decks of raw/ can be gone, and only where all of raw/ was looked at."""
    before = [published("norvale/1q.md"), published("4q.txt", sha="b"), published("./norvale/x.md", sha="c")]
    assert make_plan([], before, whole_raw=True).gone == (before[0],)
    assert make_plan([], before, whole_raw=False).gone == ()


def test_plan_moved() -> None:
    """Ensures that a deck under a new name takes the place of the old one, whose facts would be told twice."""
    plan = make_plan([hashed("norvale/new.md")], [published("norvale/old.md")], whole_raw=True)
    assert [deck.replaces for deck in plan.decks] == [(published("norvale/old.md"),)]
    assert plan.gone == ()


@pytest.mark.parametrize(
    ("before", "twin", "same_as"),
    [
        ([], "norvale/b.md", "norvale/a.md"),
        ([published("norvale/b.md")], "norvale/a.md", "norvale/b.md"),
    ],
)
def test_plan_duplicate(before: list[PublishedDeck], twin: str, same_as: str) -> None:
    """Ensures that of two files with the same bytes in a company one is read: the published one, else the first."""
    plan = make_plan([hashed("norvale/a.md"), hashed("norvale/b.md")], before, whole_raw=True)
    assert [(one.file, one.same_as) for one in plan.duplicates] == [(twin, same_as)]


def test_plan_duplicate_of_published() -> None:
    """Ensures that a file given by path is not read where raw/ has published the same bytes, unless elsewhere."""
    before = [published("norvale/a.md")]
    assert make_plan([hashed("x.md")], before, whole_raw=False).duplicates
    assert make_plan([hashed("x.md", company=None)], before, whole_raw=False).duplicates
    assert make_plan([hashed("x.md", company="other")], before, whole_raw=False).decks


def test_plan_became_duplicate() -> None:
    """Ensures that what was published of a file that is a copy now counts as gone, since no file says it any more."""
    before = [published("norvale/a.md"), published("norvale/b.md", sha="b")]
    plan = make_plan([hashed("norvale/a.md"), hashed("norvale/b.md")], before, whole_raw=True)
    assert (plan.decks, plan.gone) == ((), (before[1],))


@pytest.mark.parametrize(
    ("earlier", "sha", "replaced"),
    [(UNKNOWN_COMPANY, "b", True), ("norvale-networks", "a", True), ("norvale-networks", "b", False)],
)
def test_plan_company_becomes_known(earlier: str, sha: str, *, replaced: bool) -> None:
    """Ensures that a file given again for its company replaces what was published of it for another or for none."""
    before = published("4q.txt", sha=sha, company=earlier)
    plan = make_plan([hashed("4q.txt")], [before], whole_raw=False)
    assert [deck.replaces for deck in plan.decks] == [(before,) if replaced else ()]


def test_half_loaded(tmp_path: Path) -> None:
    """Ensures that what browsers, curl and rsync call a file that is not whole yet is no deck."""
    names = ("1q.pdf.part", "2q.pdf.crdownload", "3q.pdf.tmp", "4q.pdf.partial", "5q.pdf.filepart", ".6q.pdf.Xy12ab")
    write(tmp_path / "norvale", *names)
    assert search_raw(tmp_path).decks == ()
