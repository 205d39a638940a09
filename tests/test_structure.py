"""Structure: what holds of the repository as a whole, beside what ruff, mypy and import-linter look at."""

import ast
import re
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from deckfacts import contract
from deckfacts.cli import main
from deckfacts.commands import RUN
from deckfacts.profiles import load_profile
from deckfacts.publication import publish
from deckfacts.schema import descriptions
from tests.builders import publication

CHECKOUT = Path(__file__).parents[1]
PACKAGES = ("deckfacts", "extractors", "expectations", "flows")
TOP_LEVEL = (*PACKAGES, "bench", "tests")

MAX_LINES = 400
"""Of a file: more than that tells two stories."""
MAX_TEST_LINES = 600
"""Of a file of tests, which are tables of cases for the most part."""
MAX_FUNCTION_LINES = 60
"""Of a function, its signature and docstring included: what fits a screen."""

IMPORT_SECONDS = 0.3
"""What a consumer pays for `import deckfacts` before asking for anything."""

WORDS = {".py", ".md", ".toml", ".txt", ".cfg", ".yml", ".yaml", ""}
"""Suffixes of the files that people write."""


def sources(*folders: str) -> list[Path]:
    """The Python files of folders of the checkout."""
    return sorted(path for folder in folders for path in (CHECKOUT / folder).rglob("*.py"))


def short(path: Path) -> str:
    """A path as one says it."""
    return path.relative_to(CHECKOUT).as_posix()


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """The functions and methods of a file, at any depth."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def written() -> list[Path]:
    """The files that people write: code, words and settings. Decks are not ours, and what is made is not written."""
    folders = [CHECKOUT / name for name in (*TOP_LEVEL, "docs", "profiles", "corrections", ".ci")]
    found = [path for folder in folders for path in folder.rglob("*") if "__pycache__" not in path.parts]
    top = [path for path in CHECKOUT.iterdir() if not path.name.startswith(".") or path.name == ".gitignore"]
    return sorted(path for path in (*found, *top) if path.is_file() and path.suffix in WORDS)


def test_packages_are_regular() -> None:
    """Ensures that every folder with code has an __init__.py: a folder without one can be taken for another's."""
    folders = {path.parent for path in sources(*TOP_LEVEL)}
    assert [short(folder) for folder in sorted(folders) if not (folder / "__init__.py").is_file()] == []


def test_no_module_shadows_another() -> None:
    """Ensures that no module is named after the standard library, nor one in flows/ after a top-level package.

    Prefect's loader puts a script's own folder on the path.
    """
    ours = [path for path in sources(*TOP_LEVEL) if not path.stem.startswith("__")]
    assert [short(path) for path in ours if path.stem in sys.stdlib_module_names] == []
    assert [
        short(path) for path in sources("flows") if path.stem in {*TOP_LEVEL, "prefect", "great_expectations"}
    ] == []


def test_files_are_short() -> None:
    """Ensures that no file has grown beyond what one can hold in mind."""
    limits = {path: MAX_TEST_LINES if short(path).startswith("tests/") else MAX_LINES for path in sources(*TOP_LEVEL)}
    sizes = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in limits}
    assert {short(path): size for path, size in sizes.items() if size > limits[path]} == {}


def test_functions_are_short() -> None:
    """Ensures that no function has grown beyond a screen."""
    sizes = {
        f"{short(path)} {node.name}": (node.end_lineno or node.lineno) - node.lineno + 1
        for path in sources(*TOP_LEVEL)
        for node in functions(path)
    }
    assert {name: size for name, size in sizes.items() if size > MAX_FUNCTION_LINES} == {}


def test_modules_tell_their_story() -> None:
    """Ensures that each module and package with code begins with a line that says what it is about."""
    silent = [
        short(path)
        for path in sources(*TOP_LEVEL)
        if path.read_text(encoding="utf-8").strip()
        and not ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
    ]
    assert silent == []


def test_tests_say_what_they_ensure() -> None:
    """Ensures that every test says in a docstring what it ensures."""
    tests = [(path, node) for path in sources("tests") for node in functions(path) if node.name.startswith("test_")]
    mute = [
        f"{short(path)} {node.name}"
        for path, node in tests
        if not (ast.get_docstring(node) or "").startswith("Ensures that ")
    ]
    assert len(tests) > 100
    assert mute == []


def test_nothing_names_a_machine() -> None:
    """Ensures that no file that people write names a place on somebody's machine or the host of a package registry."""
    places = "|".join(("work", "root", "tmp", "home/[a-z]+", "Users/[A-Za-z]+", "opt"))
    hosts = "|".join(
        name + re.escape(end) for name, end in (("pypi", ".org"), ("pythonhosted", ".org"), ("npmjs", "."))
    )
    unwanted = re.compile(rf"(?<![\w.}}~]){'/'}(?:{places})/|{hosts}")
    found = {
        f"{short(path)}:{at}": line.strip()
        for path in written()
        for at, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if unwanted.search(line)
    }
    assert found == {}


def test_no_switch_rewrites_what_is_expected() -> None:
    """Ensures that no switch that has the tests write their own expectations was left on."""
    switch = re.compile(
        r"^\s*\w*(?:REWRITE|UPDATE|REGENERATE|RECORD)\w*\s*(?::\s*\w+\s*)?=\s*(?:True|1)\b", re.MULTILINE
    )
    assert [short(path) for path in sources("tests", "bench") if switch.search(path.read_text(encoding="utf-8"))] == []


@pytest.mark.parametrize(
    "enum",
    [
        kind
        for kind in vars(contract).values()
        if isinstance(kind, type) and issubclass(kind, contract.StrEnum) and kind is not contract.StrEnum
    ],
    ids=lambda enum: enum.__name__,
)
def test_every_value_is_described(enum: type[contract.StrEnum]) -> None:
    """Ensures that each value that a column can hold is explained to those who read it, and no value that is gone."""
    about = descriptions()["values"][enum.__name__]
    assert set(about) == {str(member) for member in enum}
    assert all(words.strip() for words in about.values())


def test_lock() -> None:
    """Ensures that the lock pins every requirement with hashes, names no address, and holds all that is declared."""
    text = (CHECKOUT / "requirements.txt").read_text(encoding="utf-8")
    assert "://" not in text
    assert "--index" not in text
    blocks = re.split(r"\n(?=[A-Za-z0-9])", re.sub(r"^#.*\n", "", text, flags=re.MULTILINE).strip())
    pins = {re.split(r"[=\[; ]", block, maxsplit=1)[0]: block for block in blocks}
    assert [name for name, block in pins.items() if not re.match(r"[\w.\-\[\],]+==[\w.!+]+", block)] == []
    assert [name for name, block in pins.items() if "--hash=sha256:" not in block] == []
    project = tomllib.loads((CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    declared = [
        *project["dependencies"],
        *(one for extra in project["optional-dependencies"].values() for one in extra),
    ]
    names = {re.split(r"[\[<>=!~; ]", one, maxsplit=1)[0].lower().replace("_", "-") for one in declared}
    assert names <= set(pins)


def links(path: Path) -> list[str]:
    """The relative links of a Markdown file."""
    return re.findall(r"\]\(((?!https?:)[^)#]+)\)", path.read_text(encoding="utf-8"))


def test_documents_are_true(capsys: pytest.CaptureFixture[str]) -> None:
    """Ensures that links lead somewhere, every command stands in the README and the how-to, and options are real."""
    readme, how_to = CHECKOUT / "README.md", CHECKOUT / "docs" / "how-to.md"
    documents = (readme, *sorted((CHECKOUT / "docs").glob("*.md")))
    assert [link for path in documents for link in links(path) if not (path.parent / link).exists()] == []
    text = "".join(path.read_text(encoding="utf-8") for path in documents)
    for path in (readme, how_to):
        words = path.read_text(encoding="utf-8")
        assert [command for command in RUN if f"deckfacts {command}" not in words] == [], short(path)
    named = re.findall(rf"deckfacts ({'|'.join(RUN)})\b([^\n`#|]*)", text)
    for command, rest in named:
        with pytest.raises(SystemExit):
            main([command, "--help"])
        options = set(re.findall(r"--[a-z]+", capsys.readouterr().out))
        assert set(re.findall(r"--[a-z]+", rest)) <= options, f"{command} {rest}"


def test_examples_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ensures that each example in Python runs as it stands, and that the profile of the how-to can be loaded."""
    publish(tmp_path / "curated", [publication()])
    monkeypatch.chdir(tmp_path)
    text = (CHECKOUT / "README.md").read_text(encoding="utf-8")
    text += (CHECKOUT / "docs" / "how-to.md").read_text(encoding="utf-8")
    examples = re.findall(r"```python\n(.*?)```", text, flags=re.DOTALL)
    assert len(examples) > 3
    for example in examples:
        exec(compile(example, "example", "exec"), {})  # noqa: S102  our own documents
    (profile,) = re.findall(r"```toml\n(.*?)```", text, flags=re.DOTALL)
    (tmp_path / "norvale.toml").write_text(profile, encoding="utf-8")
    assert load_profile(tmp_path / "norvale.toml").segments[0].name == "Transit"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, unpacked."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder / "built")]
    subprocess.run(command, cwd=CHECKOUT, check=True, capture_output=True)
    (built,) = (folder / "built").glob("*.whl")
    with zipfile.ZipFile(built) as archive:
        archive.extractall(folder / "unpacked")
    return folder / "unpacked"


READS_DECKS = ("checks", "meaning", "deck.py", "publication.py", "staging.py")
"""Of `deckfacts`, what only the application needs."""


def test_wheel_holds_only_deckfacts(wheel: Path) -> None:
    """Ensures that consumers get `deckfacts` and no other import name: `flows` is somebody else's on the index."""
    (info,) = wheel.glob("deckfacts-*.dist-info")
    assert {path.name for path in wheel.iterdir()} == {"deckfacts", info.name}
    packed = {path.relative_to(wheel).as_posix() for path in (wheel / "deckfacts").rglob("*") if path.is_file()}
    written_down = (path for path in (CHECKOUT / "deckfacts").rglob("*") if path.suffix in {".py", ".toml", ".typed"})
    assert packed < {short(path) for path in written_down}
    assert [path for path in packed if path.split("/")[1] in READS_DECKS] == []


def test_wheel_is_whole(wheel: Path) -> None:
    """Ensures that every module of the wheel finds what it imports there or in the libraries that consumers have."""
    code = """
import importlib, pkgutil, deckfacts
found = pkgutil.walk_packages(deckfacts.__path__, "deckfacts.")
names = [one.name for one in found if not one.name.endswith("__main__")]
print([importlib.import_module(name).__name__ for name in names] == names, len(names))
"""
    whole, count = isolated(wheel, code, libraries=True).split()
    assert (whole, int(count) > 30) == ("True", True)


def isolated(wheel: Path, code: str, *, libraries: bool) -> str:
    """What code prints that runs with the unpacked wheel, the standard library, and on request what is installed."""
    path = f"sys.path.insert(0, {str(wheel)!r})\n"
    if libraries:
        import pyarrow

        path += f"sys.path.append({str(Path(pyarrow.__file__).parents[1])!r})\n"
    blocked = "for name in ('pandas', 'numpy.testing', 'prefect', 'great_expectations'): sys.modules[name] = None\n"
    command = [sys.executable, "-I", "-S", "-c", f"import sys\n{path}{blocked}{code}"]
    return subprocess.run(command, check=True, capture_output=True, text=True, cwd=wheel).stdout.strip()


def test_import_is_light(wheel: Path) -> None:
    """Ensures that `import deckfacts` needs nothing but the standard library and takes no time."""
    code = "import time\nbegan = time.perf_counter()\nimport deckfacts\nprint(time.perf_counter() - began)"
    assert float(isolated(wheel, code, libraries=False)) < IMPORT_SECONDS


def test_reader_needs_no_pandas(wheel: Path, tmp_path: Path) -> None:
    """Ensures that a consumer reads facts with the wheel and pyarrow alone."""
    publish(tmp_path, [publication()])
    code = f"import deckfacts\nprint(deckfacts.read_facts({str(tmp_path)!r}, concept='revenue').num_rows)"
    assert isolated(wheel, code, libraries=True) == "2"
