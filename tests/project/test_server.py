"""The demo project on a real server: two processes that count together, many buyers at once, outages."""

import json
import runpy
import socket
import threading
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import psycopg
import pytest

from tests.project.demo import Answer, Demo, Site
from tests.project.servers import SERVERS

pytestmark = pytest.mark.slow

STOCK = 60
BUYERS = 16
ROUNDS = 10

# Makes a product, and people with the tokens by which the API knows them.
MARKET = f"""
import json
from rest_framework_simplejwt.serializers import TokenObtainPairSerializer
from products.models import Category, Product
from users.models import User
seller = User.objects.create_user("seller")
category = Category.objects.create(name="Rare", slug="rare")
product = Product.objects.create(
    seller=seller, category=category, name="Rare book", price="12.50", stock={STOCK}
)
buyers = [User.objects.create_user(f"buyer{{number}}") for number in range({BUYERS})]
tokens = [str(TokenObtainPairSerializer.get_token(buyer).access_token) for buyer in buyers]
print(json.dumps([product.pk, tokens]))
"""
SOLD = """
import json
from django.db.models import Sum
from orders.models import OrderLine
from products.models import Product
product = Product.objects.get(name="Rare book")
sold = OrderLine.objects.filter(product=product).aggregate(sold=Sum("quantity"))["sold"]
print(json.dumps([sold, product.stock]))
"""


def test_a_limit_holds_for_both_workers_together(demo: Demo, postgresql: str) -> None:
    demo.prepare(postgresql)
    with demo.served(postgresql, **demo.rates("6/hour")) as site:
        first, second = site.workers()
        with site.only(first):
            answers = [site.ask("GET", "/api/products/").status for _ in range(6)]
        assert answers == [200] * 6
        with site.only(second):
            refused = site.ask("GET", "/api/products/")
        assert refused.status == 429
        assert int(refused.headers["retry-after"]) > 0


def test_guessing_passwords_is_stopped_by_both_workers_together(demo: Demo, postgresql: str) -> None:
    demo.prepare(postgresql)
    with demo.served(postgresql) as site:
        first, second = site.workers()
        with site.only(first):
            assert site.sign_in("ada").status == 200
            refused = guess(site, "ada")
        assert int(refused.headers["retry-after"]) > 0
        with site.only(second):
            right = site.sign_in("ada")
        assert right.status == 429, "the right password, but too late"
        assert int(right.headers["retry-after"]) > 0


def guess(site: Site, name: str) -> Answer:
    """Try wrong passwords until that is not allowed any more."""
    for attempt in range(30):
        answer = site.sign_in(name, f"wrong-{attempt}")
        if answer.status != 401:
            break
    assert answer.status == 429
    return answer


def test_many_buyers_at_once_get_what_there_is_and_nobody_an_error(demo: Demo, postgresql: str) -> None:
    demo.prepare(postgresql)
    product, tokens = demo.shell(MARKET, postgresql)

    def ask(token: str, path: str, data: object = None) -> int:
        return site.ask("POST", path, data, token=token).status

    def buy(token: str) -> Counter[tuple[int, int]]:
        wanted = {"product": product, "quantity": 1}
        return Counter((ask(token, "/api/cart/", wanted), ask(token, "/api/orders/")) for _ in range(ROUNDS))

    with demo.served(postgresql, **demo.no_limits()) as site:
        site.workers()
        with connections_counted(postgresql) as connections, ThreadPoolExecutor(BUYERS) as people:
            results = sum(people.map(buy, tokens), Counter[tuple[int, int]]())
        said = site.said()
    statuses = {status for pair in results for status in pair}
    assert statuses <= {201, 409}, f"{results}\n{said[-5000:]}"
    assert sum(number for (_, order), number in results.items() if order == 201) == STOCK
    assert demo.shell(SOLD, postgresql) == [STOCK, 0]
    assert max(connections) <= 2 * runpy.run_path(str(demo.folder / "gunicorn.conf.py"))["threads"]


@contextmanager
def connections_counted(url: str) -> Iterator[list[int]]:
    """Count again and again how many connections a database has, apart from this one."""
    counts: list[int] = []
    over = threading.Event()
    question = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"

    def count() -> None:
        with psycopg.connect(url, autocommit=True) as connection:
            while True:
                row = connection.execute(question).fetchone()
                assert row
                counts.append(row[0] - 1)
                if over.wait(0.05):
                    break

    thread = threading.Thread(target=count)
    thread.start()
    try:
        yield counts
    finally:
        over.set()
        thread.join()


def test_an_outage_of_the_database_is_told_and_is_over_when_it_is_over(demo: Demo, postgresql: str) -> None:
    demo.prepare(postgresql)
    pages = ("/students/", "/api/products/", "/polls/")
    with demo.served(postgresql, **demo.no_limits()) as site:
        assert [site.ask("GET", page).status for page in ("/healthz", *pages)] == [200] * 4
        with outage(postgresql):
            for page in pages:
                answer = site.ask("GET", page, patience=10)
                assert (answer.status, answer.headers.get("retry-after")) == (503, "10"), site.said()
            assert site.ask("GET", "/healthz", patience=10).status == 503
        assert [site.ask("GET", page).status for page in ("/healthz", *pages)] == [200] * 4


@contextmanager
def outage(url: str) -> Iterator[None]:
    """Throw everybody out of one database, and let nobody in."""
    name = url.rpartition("/")[2]
    with psycopg.connect(SERVERS["postgresql"].address, autocommit=True) as connection:
        connection.execute(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS false'.encode())
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [name]
        )
        try:
            yield
        finally:
            connection.execute(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS true'.encode())


@pytest.mark.parametrize("scheme", ["postgres", "mysql"])
@pytest.mark.parametrize("silent", [False, True], ids=["nobody listens", "nobody answers"])
def test_a_dead_database_is_told_soon_in_one_line_without_its_password(
    demo: Demo, scheme: str, silent: bool
) -> None:
    with socket.socket() as place:
        place.bind(("127.0.0.1", 0))
        if silent:
            place.listen()  # a connection is made, and then nothing happens
        url = f"{scheme}://ada:hunter2@127.0.0.1:{place.getsockname()[1]}/market"
        with demo.served(url) as site:
            site.workers()
            for page in ("/healthz", "/students/"):
                answer = site.ask("GET", page)
                assert answer.status == 503
                assert len(answer.body.splitlines()) == 1
                assert "hunter2" not in answer.body + json.dumps(dict(answer.headers))
            assert "hunter2" not in site.said()
