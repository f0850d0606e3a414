"""Projects that are not Django's, each as small as its demo can be."""

FLASK = {
    "shop/__init__.py": """\
from flask import Flask, redirect, render_template, request, session, url_for

PRICE = 3


def create_app():
    app = Flask(__name__)
    app.secret_key = "no secret"
    basket = []

    @app.get("/")
    def page():
        session["visits"] = session.get("visits", 0) + 1
        return render_template("page.html", basket=basket, visits=session["visits"], price=PRICE)

    @app.post("/add/")
    def add():
        basket.append(request.form["name"])
        return redirect(url_for("page"))

    @app.get("/api/")
    def api():
        return {"basket": basket, "price": PRICE}

    @app.get("/boom/")
    def boom():
        raise ZeroDivisionError("this line is shown")

    return app
""",
    "shop/cli.py": """\
import sys

from shop import PRICE

if __name__ == "__main__":
    print("The price is", PRICE, *sys.argv[1:])
""",
    "shop/templates/page.html": """\
<!doctype html>
<html lang="en"><head><title>Shop</title></head>
<body><h1>{{ visits }} visits</h1><p id="price">{{ price }}</p>
<ul>{% for name in basket %}<li>{{ name }}</li>{% endfor %}</ul>
<form method="post" action="{{ url_for('add') }}"><input name="name"><button>Add</button></form>
<a href="/api/">api</a></body></html>
""",
    "requirements.txt": "flask\n",
}
FASTAPI = {
    "src/shop/__init__.py": "",
    "src/shop/main.py": """\
import asyncio
from contextlib import asynccontextmanager
from contextvars import ContextVar

from fastapi import Depends, FastAPI
from fastapi.responses import HTMLResponse, RedirectResponse

from shop.models import Item

WHO = ContextVar("who", default="nobody")
basket = []


@asynccontextmanager
async def lifespan(app):
    basket.append(Item(name="first", price=1))
    yield


app = FastAPI(lifespan=lifespan)


async def who():
    WHO.set("somebody")
    yield
    WHO.set("nobody")


@app.get("/", response_class=HTMLResponse)
def page():
    return "<!doctype html><head><title>Shop</title></head><h1>%d items</h1>" % len(basket)


@app.post("/items/", status_code=201)
def add(item: Item) -> Item:
    basket.append(item)
    return item


@app.get("/items/")
async def items(seen: str = Depends(who)):
    await asyncio.sleep(0.01)
    length = await asyncio.to_thread(len, basket)
    return {"length": length, "items": basket, "who": WHO.get()}


@app.get("/hop/")
def hop():
    response = RedirectResponse("/items/")
    response.set_cookie("plain", "yes")
    return response


@app.get("/ends/")
async def ends():
    raise SystemExit(3)


@app.get("/boom/")
def boom():
    raise ZeroDivisionError("this line is shown")
""",
    "src/shop/models.py": '''\
from pydantic import BaseModel


class Item(BaseModel):
    """A thing that can be bought."""

    name: str
    price: float
''',
    "requirements.txt": "fastapi\n",
}
PLAIN = {
    "cart/__init__.py": "",
    "cart/prices.py": '''\
"""Prices, in cents."""


def total(*prices):
    return sum(prices)
''',
    "cart/__main__.py": """\
import sys

from cart.prices import total

print(total(*map(int, sys.argv[1:])))
""",
    "report.py": "from cart.prices import total\n\nprint('total', total(1, 2))\n",
}
