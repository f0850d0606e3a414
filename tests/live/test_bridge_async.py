"""Coroutines in a project of Django's, where there are no threads: views, streams, tests, the console."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.live.bridge import Bridge
from tests.live.projects import PROJECT, SETTINGS

URLS = """
from django.urls import path
from shop import views

urlpatterns = [
    path("", views.page, name="page"),
    path("stream/", views.stream),
    path("unsafe/", views.unsafe),
    path("own/", views.own),
    path("inner/", views.inner),
    path("thread/", views.thread),
    path("many/", views.Many.as_view()),
]
"""
VIEWS = """
import asyncio

from asgiref.sync import async_to_sync, sync_to_async
from django.contrib.auth.models import User
from django.http import HttpResponse, JsonResponse, StreamingHttpResponse
from django.views import View


async def page(request):
    await asyncio.sleep(0.01)
    names = [user.username async for user in User.objects.order_by("pk")]
    return JsonResponse({"names": names, "count": await User.objects.acount()})


async def stream(request):
    async def parts():
        for part in ("one ", "two ", "three"):
            await asyncio.sleep(0)
            yield part

    return StreamingHttpResponse(parts(), content_type="text/plain")


async def unsafe(request):
    return HttpResponse(str(User.objects.count()))


def own(request):
    async def double(number):
        await asyncio.sleep(0.001)
        return 2 * number

    async def all():
        return sum(await asyncio.gather(*map(double, range(4))))

    return HttpResponse(str(asyncio.run(all()) + async_to_sync(all)()))


async def inner(request):
    @sync_to_async
    def ask():
        return async_to_sync(User.objects.acount)() + asyncio.run(asyncio.sleep(0, 1)) + User.objects.count()

    async with asyncio.TaskGroup() as group:
        found = group.create_task(ask())
    return HttpResponse(str(found.result()))


async def thread(request):
    return HttpResponse(str(await asyncio.to_thread(User.objects.count)))


class Many(View):
    async def get(self, request):
        return HttpResponse(str(len([each async for each in User.objects.all()])))
"""
SUITE = """
import asyncio
from unittest import IsolatedAsyncioTestCase

from django.contrib.auth.models import User
from django.test import TestCase, TransactionTestCase


class Own(IsolatedAsyncioTestCase):
    async def test_sleep(self):
        self.assertEqual(await asyncio.sleep(0.001, 3), 3)


class Views(TestCase):
    async def test_page(self):
        await User.objects.acreate(username="ada")
        answer = await self.async_client.get("/")
        self.assertEqual(answer.json(), {"names": ["ada"], "count": 1})

    def test_same_page(self):
        self.assertEqual(self.client.get("/").json()["count"], 0)

    def test_stream(self):
        self.assertEqual(b"".join(self.client.get("/stream/")), b"one two three")


class Committed(TransactionTestCase):
    async def test_page(self):
        await User.objects.acreate(username="ada")
        self.assertEqual((await self.async_client.get("/")).json()["count"], 1)
"""
FILES = PROJECT | {
    "config/settings.py": SETTINGS,
    "config/urls.py": URLS,
    "shop/views.py": VIEWS,
    "shop/tests.py": SUITE,
}


def written(root: Path) -> Path:
    for name, text in FILES.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text)
    return root


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bridge]:
    with Bridge(written(tmp_path_factory.mktemp("async") / "shop")) as shop:
        shop.started()
        assert shop.call("command", "manage.py migrate")["status"] == 0
        shop.run("for name in ('ada', 'bob'): User.objects.create(username=name)\n")
        yield shop


def test_a_view_may_be_a_coroutine(shop: Bridge) -> None:
    assert shop.ask("/").text == '{"names": ["ada", "bob"], "count": 2}'
    assert shop.ask("/many/").text.endswith("2")


@pytest.mark.filterwarnings("ignore")
def test_a_stream_may_be_an_iterator_of_coroutines(shop: Bridge) -> None:
    assert "".join(shop.ask("/stream/").parts) == "one two three"


def test_a_view_may_run_a_loop_of_its_own_and_so_may_what_a_coroutine_waits_for(shop: Bridge) -> None:
    assert shop.ask("/own/").text.endswith("24")
    assert shop.ask("/inner/").text.endswith("5")
    assert shop.ask("/thread/").text.endswith("2")


def test_what_a_coroutine_may_not_ask_a_machine_it_may_not_ask_here(shop: Bridge) -> None:
    answer = shop.ask("/unsafe/")
    assert answer.status == 500 and "SynchronousOnlyOperation" in answer.text


def test_the_console_waits(shop: Bridge) -> None:
    steps = shop.run("await User.objects.acount()\n[user.username async for user in User.objects.all()][0]")
    assert [step["output"] for step in steps] == ["2\n", "'ada'\n"]
    assert [len(step["sql"]) for step in steps] == [1, 1]
    assert "SynchronousOnlyOperation" in shop.said("async def f(): User.objects.count()\n\nawait f()")
    assert shop.said("User.objects.count()") == "2\n"


def test_tests_may_be_coroutines(tmp_path: Path) -> None:
    with Bridge(written(tmp_path / "shop")) as shop:
        said = shop.call("run_separately", "manage.py test")
    assert said["status"] == 0 and "Ran 5 tests" in said["output"], said["output"]
