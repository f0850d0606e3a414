"""Forty things and more that learners do with a live demo, and what each has to come to.

The first ten were written down in front of the built site, before any of its code was read.
"""

from dataclasses import dataclass

VIEWS, SETTINGS, MODELS = "polls/views.py", "config/settings.py", "polls/models.py"
TEMPLATE = "templates/polls/question_list.html"
NO_TERMINAL = "This is Python's prompt, and no terminal"
NOBODY_ASKED = "EOFError: a page has no terminal that could be asked"
NONE_ADDED = "The packages of a demo are those that the site has: none can be added."
GOES_ON = "The project goes on as it was before."


@dataclass(frozen=True)
class Typed:
    """What is typed into the console of a demo, and the words that come."""

    what: str
    text: str
    words: str


@dataclass(frozen=True)
class Written:
    """What is written at the end of a file, and what the editor says; one without end is stopped."""

    what: str
    name: str
    text: str
    words: tuple[str, ...]
    endless: bool = False


@dataclass(frozen=True)
class Opened:
    """An address that is typed into the window, and what its page says."""

    what: str
    path: str
    words: str


FIRST_TEN: list[Typed | Written | Opened] = [
    Typed("a command, as a page prints it", "$ python manage.py check", "System check identified no issues"),
    Written("a colon is missing", VIEWS, "def f()\n    pass", ("SyntaxError", "Nothing was changed.")),
    Typed("a cry for help", "help()", "You are now leaving help"),
    Typed("English", "how do I start", "SyntaxError: invalid syntax"),
    Typed("a printed session", ">>> 1 + 1\n2\n>>> 1 + 2", "3"),
    Typed("a package is installed", "pip install requests", NONE_ADDED),
    Typed("a command of a terminal", "ls", NO_TERMINAL),
    Typed("another one", "cd polls", NO_TERMINAL),
    Typed("a bracket stays open", 'print("a"', "'(' was never closed"),
    Opened("an address that there is not", "/nothing/", "Page not found"),
]
MORE: list[Typed | Written | Opened] = [
    Typed("migrate without makemigrations", "python manage.py migrate", "No migrations to apply."),
    Typed("makemigrations without a change", "manage.py makemigrations", "No changes detected"),
    Typed("an account for the admin", "python manage.py createsuperuser", "In the demo's console:"),
    Typed("a server", "python manage.py runserver", "The project is running already"),
    Typed("a shell", "python manage.py shell", "it is this shell"),
    Typed("a command that there is not", "python manage.py migrat", "Unknown command: 'migrat'"),
    Typed("a test that there is not", "python manage.py test nothing", "FAILED (errors=1)"),
    Typed("a package is imported", "import requests", NONE_ADDED),
    Typed("a question to the reader", 'input("name? ")', NOBODY_ASKED),
    Typed("the end of Python", "exit()", "Python began anew here"),
    Typed("a question after that", "input()", NOBODY_ASKED),
    Typed("a debugger", "breakpoint()", "the program goes on"),
    Typed("a recursion without end", "(f := lambda: f())()", "RecursionError"),
    Typed("a coroutine", "await Question.objects.acount()", "7"),
    Typed("all of the memory", "[0] * 10**9", "MemoryError"),
    Typed("a million rows", "list(range(10**6))", "characters are left out here"),
    Typed(
        "a program of the system", 'import subprocess; subprocess.run(["ls"])', "does not support processes"
    ),
    Typed(
        "the network", 'import urllib.request as u; u.urlopen("https://example.org")', "reaches no network"
    ),
    Typed("a name that is mistyped", "Qestion.objects.all()", "NameError: name 'Qestion' is not defined"),
    Written("a name is mistyped", VIEWS, "x = Flase", ("NameError: name 'Flase'", GOES_ON)),
    Written("the program ends", VIEWS, "exit()", ("SystemExit", GOES_ON)),
    Written(
        "a package is imported in a view", VIEWS, "import requests", ("No module named 'requests'", GOES_ON)
    ),
    Written("a view asks the reader", VIEWS, "input()", (NOBODY_ASKED, GOES_ON)),
    Written("a view without end", VIEWS, "while True: pass", ("stopped after",), endless=True),
    Written(
        "a template that is wrong", TEMPLATE, "{% if %}", ("TemplateSyntaxError", "Nothing was changed.")
    ),
    Written("settings with a slip", SETTINGS, "DEBUG = Flase", ("NameError: name 'Flase'", GOES_ON)),
    Written("an app that there is not", SETTINGS, 'INSTALLED_APPS += ["shop"]', ("named 'shop'", GOES_ON)),
    Written("settings that end Python", SETTINGS, "exit()", ("SystemExit", GOES_ON)),
    Written("settings without end", SETTINGS, "while True: pass", ("stopped after", GOES_ON), endless=True),
    Opened("a view that raises", "/lab/boom/", "this line is shown"),
    Opened("a path without its slash", "polls", "the newest first"),
]
# What other tests do already: the same slip at the same place needs no second one.
ELSEWHERE = {
    "Run a block first of all": "test_browser_blocks.py::test_a_console_block_runs_with_its_sql_without_any_demo_open",
    "change a view, see it, go back": "test_browser_blocks.py::test_a_view_is_edited_and_taken_over_and_taken_back",
    "change a model and migrate": "test_browser_blocks.py::test_a_model_is_edited_with_its_migration_and_survives_a_reload",
    "solve a task": "test_browser_blocks.py::test_a_task_is_checked_by_tests_that_the_project_did_not_have",
    "reload, then Reset": "test_browser_reader.py::test_a_reload_keeps_data_and_login_and_restoring_gives_them_back",
    "two tabs": "test_browser_reader.py::test_two_tabs_and_a_duplicated_one_do_not_meet",
    "Back in the window": "test_browser_reader.py::test_address_bar_back_forward_and_reload_stay_inside",
    "a view without end": "test_browser_reader.py::test_an_endless_loop_can_be_stopped_and_what_was_done_is_kept",
    "sleep, and Stop": "test_browser_limits.py::test_a_page_stays_usable_while_the_project_sleeps_which_can_be_stopped",
    "TIME_ZONE": "test_browser_limits.py::test_the_clock_is_that_of_the_project_and_an_edit_may_give_it_another_zone",
    "log in with a wrong password": (
        "test_browser_project.py::test_the_admin_refuses_a_wrong_password_and_does_its_work_after_the_right_one"
    ),
    "upload a file": "test_browser_project.py::test_a_file_goes_up_and_comes_down",
    "POST without a token": "test_browser_project.py::test_a_script_may_post_with_the_token_of_its_cookie_and_not_without",
    "a part does not come": "test_browser_trouble.py::test_a_missing_pack_and_then_it_is_there",
    "e-mail": "test_bridge.py::test_e_mail_is_shown_and_what_cannot_be_sent_is_refused",
    "run my version natively": "test_bridge.py::test_the_project_as_a_file_runs_where_it_is_unpacked",
    "Tab in the editor": "fake/test_browser_editor.py::test_tab_indents_and_after_escape_leaves",
    "the words on buttons": "fake/test_browser_editor.py::test_buttons_are_heard_by_the_words_that_are_seen",
    "Run while an edit is taken over": "fake/test_browser_session.py::test_what_runs_waits_for_an_edit_that_is_being_taken_over",
    "Reset": "fake/test_browser_session.py::test_the_bar_brings_the_original_back_after_a_second_press",
    "Download my version": "fake/test_browser_session.py::test_the_bar_gives_a_tab_and_the_project_as_a_file",
}
