"""Templates that are compiled once are those that Jinja makes, and as wrong where they are wrong."""

import pytest
from jinja2 import DictLoader, Environment, TemplateAssertionError, TemplateSyntaxError

from tests.compiled_templates import remember_compiled


def rendered(text: str, env: Environment | None = None, name: str = "a.html") -> str:
    """What an environment of its own makes of a template."""
    env = env or Environment()  # noqa: S701 - nobody sees it
    env.loader = FileLoader({name: text})
    return env.get_template(name).render()


class FileLoader(DictLoader):
    """Templates that are said to be in files, as those of a theme are."""

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, None]:  # type: ignore[override]
        return self.mapping[template], f"/theme/{template}", None


def test_each_text_is_a_template_of_its_own() -> None:
    remember_compiled()
    assert [rendered(text) for text in ("{{ 1 }}", "{{ 2 }}", "{{ 1 }}")] == ["1", "2", "1"]


def test_the_rules_of_an_environment_count() -> None:
    text = "{{ '<' }}\n{% if 1 %}\nx{% endif %}"
    assert rendered(text) == "<\n\nx"
    assert rendered(text, Environment(autoescape=True)) == "&lt;\n\nx"
    assert rendered(text, Environment(trim_blocks=True)) == "<\nx"  # noqa: S701
    assert rendered("{% do 1 %}x", Environment(extensions=["jinja2.ext.do"])) == "x"  # noqa: S701
    with pytest.raises(TemplateSyntaxError, match="unknown tag 'do'"):
        rendered("{% do 1 %}x")


def test_a_filter_that_is_not_there_is_told() -> None:
    env = Environment()  # noqa: S701
    env.filters["own"] = str.upper
    text = "{{ given | default('a') | own }}"
    assert rendered(text, env) == "A"
    with pytest.raises(TemplateAssertionError, match="No filter named 'own'"):
        rendered(text)
    other = Environment()  # noqa: S701
    other.filters["own"] = str.lower
    assert rendered(text, other) == "a"


def test_a_wrong_template_is_wrong_each_time_in_its_own_line() -> None:
    for _ in range(2):
        with pytest.raises(TemplateSyntaxError) as told:
            rendered("{% if %}")
        assert (told.value.lineno, told.value.filename) == (1, "/theme/a.html")
