import pytest

from assistant.answer.templates import FOLDER, load_template, read

NAMES = sorted(path.stem for path in FOLDER.glob("*.txt"))


@pytest.mark.parametrize("name", NAMES)
def test_every_template_says_what_it_is_for_and_shows_none_of_that(name: str) -> None:
    written = read(name)
    template = load_template(name)
    assert written.startswith("#")
    assert template.template
    assert not template.template.startswith("#")
    for gap in template.get_identifiers():
        assert f"${gap} (" in written


def test_a_template_takes_its_values_as_they_are() -> None:
    text = load_template("not_found").substitute(what="$sought", hints="", sought="${x}", holdings="\\n")
    assert "$sought" in text
    assert "${x}" in text


def test_a_value_that_is_left_out_is_noticed() -> None:
    with pytest.raises(KeyError, match="label"):
        load_template("side_missing").substitute()


def test_an_unknown_name_is_a_mistake_of_the_program() -> None:
    with pytest.raises(FileNotFoundError):
        load_template("no_such_template")
