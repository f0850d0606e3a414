"""A small Django project, its files as a state has them, and a way to run pages on it."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest

from chronicles.disk.cache import Store
from chronicles.execution import BlockInput, RunResults, ScriptRun
from chronicles.execution.pool import run
from chronicles.execution.worker import Worker
from chronicles.guides.series.series import Stored
from chronicles.sandbox import Limits
from tests.waiting import LIMIT

CLOCK = datetime(2026, 5, 4, 10, 0, tzinfo=UTC)
LIMITS = Limits(seconds=LIMIT, memory=1 << 30, processes=40, file_size=1 << 22, disk=1 << 24, output=20_000)
STAYS = "stays"  # a file that a page makes before it goes on for ever
# What makes it. Where nobody stops the page, a signal does, later than anybody should.
STAY = f"import signal; _ = signal.alarm({LIMIT}); open('{STAYS}', 'w').close()"

MANAGE = """
import os, sys
if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    from django.core.management import execute_from_command_line
    execute_from_command_line(sys.argv)
"""
SETTINGS = """
from pathlib import Path
BASE_DIR = Path(__file__).resolve().parent.parent
SECRET_KEY = "nobody's"
DEBUG = True
INSTALLED_APPS = ["django.contrib.contenttypes", "django.contrib.auth", "django.contrib.sessions", "notes"]
MIDDLEWARE = [
    "django.contrib.sessions.middleware.SessionMiddleware", "django.middleware.csrf.CsrfViewMiddleware",
]
ROOT_URLCONF = "config.urls"
DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": BASE_DIR / "db.sqlite3"}}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
USE_TZ = True
"""
URLS = """
from django.http import HttpResponse, JsonResponse, StreamingHttpResponse
from django.middleware.csrf import get_token
from django.urls import path
from django.views.decorators.csrf import csrf_exempt
from notes.models import Note

def notes(request):
    if request.method == "POST":
        Note.objects.create(text=request.POST["text"])
    return JsonResponse({"count": Note.objects.count(), "first": str(Note.objects.first())})

def form(request):
    request.session["seen"] = request.session.get("seen", 0) + 1
    return HttpResponse(f"{get_token(request)[:0]}seen {request.session['seen']}")

@csrf_exempt
def echo(request):
    return JsonResponse({
        "body": request.body.decode(), "type": request.content_type,
        "auth": request.headers.get("Authorization", ""),
        "access": "secret-1", "query": request.GET.get("q", ""), "host": request.get_host(),
        "file": request.FILES["f"].read().decode() if request.FILES else "",
    })

def lines(request):
    return StreamingHttpResponse(f"line {n}\\n" for n in range(3))

urlpatterns = [path("notes/", notes), path("form/", form), path("echo/", echo), path("lines/", lines)]
"""
MODELS = """
from django.db import models
class Note(models.Model):
    text = models.CharField(max_length=100)
    at = models.DateTimeField(auto_now_add=True)
    def __str__(self):
        return self.text
"""
MIGRATION = """
from django.db import migrations, models
class Migration(migrations.Migration):
    initial = True
    operations = [migrations.CreateModel(name="Note", fields=[
        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
        ("text", models.CharField(max_length=100)), ("at", models.DateTimeField(auto_now_add=True))])]
"""
SEED = """
from django.core.management.base import BaseCommand
from notes.models import Note
class Command(BaseCommand):
    def handle(self, **options):
        Note.objects.create(text="from the seed")
        self.stdout.write("1 note")
"""
TESTS = """
from django.test import TestCase
class NoteTests(TestCase):
    def test_a_note(self):
        from notes.models import Note
        self.assertEqual(str(Note(text="a")), "a")
"""
PROJECT = {
    "manage.py": MANAGE,
    "config/__init__.py": "",
    "config/settings.py": SETTINGS,
    "config/urls.py": URLS,
    "notes/__init__.py": "",
    "notes/models.py": MODELS,
    "notes/tests.py": TESTS,
    "notes/migrations/__init__.py": "",
    "notes/migrations/0001_initial.py": MIGRATION,
    "notes/management/__init__.py": "",
    "notes/management/commands/__init__.py": "",
    "notes/management/commands/seed.py": SEED,
}


def stored(project: dict[str, str]) -> tuple[Stored, ...]:
    return tuple(Stored(path, text.encode(), path == "manage.py") for path, text in sorted(project.items()))


def console(*lines: str) -> BlockInput:
    return BlockInput("console", lines)


def pycon(*sources: str) -> BlockInput:
    return BlockInput("pycon", sources)


def http(*requests: str) -> BlockInput:
    return BlockInput("http", requests)


def run_pages(
    script_runs: Sequence[ScriptRun], cache: Path, limits: Limits = LIMITS, project: dict[str, str] = PROJECT
) -> RunResults:
    """Run scripts whose states all have the files of the project."""
    files = stored(project)
    states = {script_run.state: lambda: files for script_run in script_runs}
    return run(script_runs, states, Store(cache).part("databases"), limits, lambda script_run, is_over: None)


def hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the time of a page be over as soon as it has made the file, so that nobody waits for a limit."""
    read = Worker._read

    def hurried(worker: Worker) -> None:
        if (worker.program.folder / STAYS).exists():
            worker._end = 0.0
        read(worker)

    monkeypatch.setattr(Worker, "_read", hurried)


def outputs(run_results: RunResults, script_run: ScriptRun) -> list[list[str]]:
    """What the outputs of each result gave."""
    return [[output.output for output in result.outputs] for result in run_results.results[script_run]]
