"""Blocks of a page that the reader runs or edits."""

import json

import pytest
from playwright.sync_api import Locator, expect

from tests.live.demos import Site, block, demo, editable
from tests.live.edited_text import code, write
from tests.live.reader import Reader

pytestmark = pytest.mark.browser

PYCON = """>>> Student.objects.count()
6
>>> for student in Student.objects.all()[:2]:
...     print(student.name)
...
…
>>> 1 / 0
Traceback (most recent call last):
…"""
HTTP = """GET /api/students/1/ HTTP/1.1
Accept: application/json

HTTP/1.1 200 OK
Content-Type: application/json

{"id": 1}"""
CONSOLE = """$ python manage.py check
System check identified no issues (0 silenced).
$ git status
nothing"""
LIST = "class StudentListView(ListView):\n    model = Student"


@pytest.fixture
def page(reader: Reader, site: Site) -> Reader:
    body = (
        block("pycon", PYCON) + block("http", HTTP) + block("console", CONSOLE) + block("console", "$ ls\na")
    )
    return reader.open(
        site.page("blocks", demo(path="/students/") + body + editable("students/views.py", LIST))
    )


def press(reader: Reader, number: int) -> Locator:
    there = reader.page.locator(".live-block").nth(number)
    there.locator("button").first.click()
    there.locator(".head, .editor:not(.coming)").wait_for()
    return there


def test_a_console_block_runs_with_its_sql_without_any_demo_open(page: Reader) -> None:
    there = press(page, 0)
    expect(there.locator(".source").first).to_have_text(">>> Student.objects.count()")
    expect(there.locator(".output").first).to_have_text("6")
    expect(there.locator(".sql").first).to_contain_text("SELECT COUNT(*)")
    expect(there.locator(".step")).to_have_count(3)
    expect(there.locator(".bad")).to_contain_text("ZeroDivisionError: division by zero")
    there.locator("textarea").fill("Student.objects.create(name='By console', email='c@lab.example', age=20)")
    there.locator("textarea").press("Enter")
    expect(there.locator(".step").nth(3)).to_contain_text("<Student: By console>")
    page.run()
    assert "By console" in page.text()


def test_a_request_is_answered_beside_the_printed_answer(page: Reader) -> None:
    there = press(page, 1)
    expect(there.locator("figure")).to_have_count(2)
    expect(there.locator("figure").nth(1)).to_contain_text("HTTP/1.1 200")
    expect(there.locator("figure").nth(1)).to_contain_text('"name":')


def test_commands_of_the_project_run_and_others_get_no_button(page: Reader) -> None:
    expect(page.page.locator(".live-block")).to_have_count(4)
    there = press(page, 2)
    expect(there.locator(".steps")).to_contain_text("System check identified no issues")
    assert "git" not in there.locator(".steps").inner_text()


def test_a_view_is_edited_and_taken_over_and_taken_back(page: Reader) -> None:
    page.run()
    there = press(page, 3)
    expect(code(there)).to_contain_text("from django.contrib.auth")
    original = page.session('ask("read", {name: "students/views.py"})')["text"]
    write(there, original + "\n    def broken(:\n")
    there.get_by_text("Run it", exact=True).click()
    expect(there.locator(".said")).to_contain_text("SyntaxError")
    expect(there.locator(".said")).to_contain_text("Nothing was changed")
    expect(there.locator(".cm-wrong")).to_have_text("    def broken(:")
    write(there, original.replace("paginate_by = 25", "paginate_by = 2") + "\nnot_there\n")
    there.get_by_text("Run it", exact=True).click()
    expect(there.locator(".said")).to_contain_text("NameError: name 'not_there' is not defined")
    assert page.go("/students/").frame.locator("tbody tr").count() == 6
    write(there, original.replace("paginate_by = 25", "paginate_by = 2"))
    there.get_by_text("Run it", exact=True).click()
    expect(there.locator(".said")).to_contain_text("The project runs with it")
    expect(page.frame.locator("tbody tr")).to_have_count(2)
    there.get_by_text("Back to the original").click()
    expect(page.frame.locator("tbody tr")).to_have_count(6)


def test_a_template_and_a_style_are_edited(page: Reader) -> None:
    page.run()
    name = "templates/students/student_list.html"
    first = page.session(f'ask("read", {{name: "{name}"}})')["text"]
    page.page.evaluate("text => (window.text = text)", first.replace("<h1>", "<h1>My "))
    wrong = page.session(f'edit("{name}", window.text + "{{% if %}}")')
    assert wrong["outcome"] == "wrong" and "TemplateSyntaxError" in wrong["message"]
    assert page.session(f'edit("{name}", window.text)')["outcome"] == "done"
    expect(page.frame.locator("h1")).to_contain_text("My ")
    assert page.session('edit("static/css/site.css", "h1 { color: rgb(1, 2, 3) }")')["outcome"] == "done"
    page.go("/students/new/")
    expect(page.frame.locator("h1")).to_have_css("color", "rgb(1, 2, 3)")


def test_a_model_is_edited_with_its_migration_and_survives_a_reload(page: Reader) -> None:
    page.run()
    editor = page.panel("Edit")
    editor.locator("select option").nth(3).wait_for(state="attached")
    editor.locator("select").select_option("students/models.py")
    expect(code(editor)).to_contain_text("class Student")
    original = page.session('ask("read", {name: "students/models.py"})')["text"]
    changed = original.replace(
        "    class Meta:",
        '    nickname = models.CharField(max_length=20, default="none")\n\n    class Meta:',
        1,
    )
    write(editor, changed.replace("models.CharField(max_length=20", "models.NoSuchField(max_length=20"))
    editor.get_by_text("Run it", exact=True).click()
    expect(editor.locator(".said")).to_contain_text("NoSuchField")
    assert page.go("/students/").frame.locator("tbody tr").count() == 6
    write(editor, changed)
    editor.get_by_text("Run it", exact=True).click()
    expect(editor.locator(".said")).to_contain_text("started anew")
    editor.get_by_text("Make and run the migration").click()
    expect(editor.locator(".said")).to_contain_text("nickname")
    source = 'ask("run", {source: "Student.objects.first().nickname"})'
    assert page.session(source)["steps"][0]["output"] == "'none'\n"
    page.session('ask("saved")')
    page.page.reload()
    page.run()
    assert page.session(source)["steps"][0]["output"] == "'none'\n"
    assert page.session('ask("read", {name: "students/models.py"})')["first"] == original


def test_the_projects_own_tests_run_in_the_page(page: Reader) -> None:
    page.run()
    said = page.session('ask("command", {line: "manage.py test students"})')
    assert said["status"] == 0 and "OK" in said["output"], said["output"]
    assert page.session('ask("command", {line: "manage.py runserver"})')["status"] == 1


TESTS = """from django.test import TestCase

from .views import StudentListView


class TaskTests(TestCase):
    def test_two_on_a_page(self):
        self.assertEqual(StudentListView.paginate_by, 2)

    def test_the_list_is_there(self):
        \"\"\"The list answers.\"\"\"
        self.assertEqual(self.client.get("/students/").status_code, 200)
"""


def test_a_task_is_checked_by_tests_that_the_project_did_not_have(reader: Reader, site: Site) -> None:
    solution = "from django.views.generic import ListView\n"
    needs = {
        "names": ["students.test_task"],
        "tests": {"students/test_task.py": TESTS},
        "path": "students/views.py",
        "solution": solution,
    }
    (site.folder / "task.json").write_text(json.dumps(needs))
    snippet = editable("students/views.py", "class StudentListView(PrivateDataMixin, ListView):")
    reader.open(
        site.page("task", snippet.replace(" data-live-src", ' data-live-task="../task.json" data-live-src'))
    )
    there = reader.page.locator(".live-block")
    there.get_by_role("button", name="Solve it here").click()
    check, said = there.get_by_role("button", name="Check", exact=True), there.locator(".verdict")
    check.click()
    expect(said).to_have_text("1 of 2 tests failed.")
    expect(there.locator(".results li").first).to_contain_text("The list answers.")
    expect(there.locator(".results .bad")).to_have_text("✗ failed")
    expect(there.locator(".results pre")).to_contain_text("AssertionError: 25 != 2")
    there.locator(".cm-line", has_text="paginate_by = 25").click()
    for key in ("End", "Backspace", "Backspace", "2"):
        reader.page.keyboard.press(key)
    check.click()
    expect(said).to_have_text("Solved: all 2 tests pass.")
