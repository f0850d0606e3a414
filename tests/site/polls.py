"""A small Django project to write transcripts of, and a journal that has pages about it."""

from pathlib import Path

from .conftest import CONFIG, FILES, Journal

MANAGE = """\
import os
import sys

from django.core.management import execute_from_command_line

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
execute_from_command_line(sys.argv)
"""
SETTINGS = """\
from pathlib import Path

SECRET_KEY = "polls"
DEBUG = True
USE_TZ = True
ROOT_URLCONF = "config.urls"
ALLOWED_HOSTS = ["127.0.0.1"]
INSTALLED_APPS = [
    "django.contrib.contenttypes", "django.contrib.auth", "django.contrib.sessions", "polls",
]
MIDDLEWARE = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
]
DATABASES = {
    "default": {"ENGINE": "django.db.backends.sqlite3", "NAME": Path(__file__).parent.parent / "db.sqlite3"}
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
"""
URLS = """\
from django.urls import path

from polls import views

urlpatterns = [
    path("polls/", views.index),
    path("polls/<int:pk>/", views.detail),
    path("polls/<int:pk>/vote/", views.vote),
    path("form/", views.form),
    path("token/", views.token),
    path("me/", views.me),
]
"""
VIEWS = """\
from django.db import transaction
from django.http import Http404, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.views.decorators.csrf import csrf_exempt

from .models import Question


def index(request):
    return JsonResponse({"questions": [str(question) for question in Question.objects.order_by("pk")]})


def detail(request, pk):
    try:
        return HttpResponse(f"<h1>{Question.objects.get(pk=pk).text}</h1>")
    except Question.DoesNotExist:
        raise Http404("no such question")


@transaction.atomic
def vote(request, pk):
    choice = Question.objects.get(pk=pk).choice_set.get(pk=request.POST["choice"])
    choice.votes += 1
    choice.save()
    return JsonResponse({"votes": choice.votes})


def form(request):
    request.session["seen"] = request.session.get("seen", 0) + 1
    get_token(request)
    return HttpResponse(f"seen {request.session['seen']}", content_type="text/plain")


@csrf_exempt
def token(request):
    return JsonResponse({"access": "s3cret", "refresh": "r3fresh"})


def me(request):
    known = request.headers.get("Authorization") == "Bearer s3cret"
    return JsonResponse({"known": known}, status=200 if known else 401)
"""
MODELS = """\
from django.db import models


class Question(models.Model):
    text = models.CharField(max_length=200)
    published = models.DateTimeField()

    def __str__(self):
        return self.text


class Choice(models.Model):
    question = models.ForeignKey(Question, on_delete=models.CASCADE)
    text = models.CharField(max_length=200)
    votes = models.IntegerField(default=0)

    def __str__(self):
        return f"{self.text} ({self.votes})"
"""
MIGRATION = """\
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [
        migrations.CreateModel(
            name="Question",
            fields=[
                ("id", models.BigAutoField("ID", auto_created=True, primary_key=True, serialize=False)),
                ("text", models.CharField(max_length=200)),
                ("published", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="Choice",
            fields=[
                ("id", models.BigAutoField("ID", auto_created=True, primary_key=True, serialize=False)),
                ("text", models.CharField(max_length=200)),
                ("votes", models.IntegerField(default=0)),
                ("question", models.ForeignKey("polls.question", on_delete=models.CASCADE)),
            ],
        ),
    ]
"""
SEED = """\
from django.core.management.base import BaseCommand
from django.utils import timezone

from polls.models import Question


class Command(BaseCommand):
    def handle(self, **options):
        question = Question.objects.create(text="Tea or coffee?", published=timezone.now())
        question.choice_set.create(text="Tea")
        question.choice_set.create(text="Coffee")
"""
TESTS = """\
from django.test import TestCase

from polls.models import Question


class QuestionTests(TestCase):
    def test_a_question_is_its_text(self):
        self.assertEqual(str(Question(text="Why?")), "Why?")

    def test_there_is_none(self):
        self.assertEqual(Question.objects.count(), 0)
"""
PROJECT = {
    "manage.py": MANAGE,
    "config/__init__.py": "",
    "config/settings.py": SETTINGS,
    "config/urls.py": URLS,
    "polls/__init__.py": "",
    "polls/models.py": MODELS,
    "polls/views.py": VIEWS,
    "polls/tests.py": TESTS,
    "polls/migrations/__init__.py": "",
    "polls/migrations/0001_initial.py": MIGRATION,
    "polls/management/__init__.py": "",
    "polls/management/commands/__init__.py": "",
    "polls/management/commands/seed.py": SEED,
}
# Live demos have tests of their own, and take their time.
WITHOUT_DEMOS = CONFIG.replace("      zone: Africa/Lagos\n", "      zone: Africa/Lagos\n      live: false\n")
QUICK = WITHOUT_DEMOS.replace("      live: false\n", "      live: false\n      seconds: 3\n")


def block(kind: str, *lines: str, more: str = "", at: str = "here") -> str:
    """A transcript that is run, with a blank line below it."""
    attributes = f'data-run="{at}"{more and " "}{more}'
    return "\n".join([f"```{kind} {{{attributes}}}", *lines, "```", "", ""])


def polls(root: Path, pages: dict[str, str]) -> Journal:
    """A journal with the project and these pages below `docs/`."""
    root.mkdir(parents=True, exist_ok=True)
    files = {name: text for name, text in FILES.items() if not name.startswith("demo_project/")}
    made = Journal(root).write(files).write({"mkdocs.yml": WITHOUT_DEMOS})
    return made.write(
        {f"demo_project/{name}": text.encode() for name, text in PROJECT.items()}
        | {f"docs/{name}": text.encode() for name, text in pages.items()}
    )
