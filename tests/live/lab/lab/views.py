import json
import time

from django.contrib import messages
from django.http import HttpResponse, JsonResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from rest_framework.decorators import api_view, permission_classes
from rest_framework.permissions import IsAuthenticated
from rest_framework.response import Response

from .models import Note


def page(request):
    """What a page can do to reach others."""
    request.session["visits"] = request.session.get("visits", 0) + 1
    return render(
        request, "lab/page.html", {"visits": request.session["visits"], "notes": Note.objects.all()}
    )


def upload(request):
    note = Note.objects.create(title=request.POST["title"], file=request.FILES["file"])
    messages.success(request, f"{note} is here.")
    return redirect("/lab/")


def echo(request):
    """What the server saw of a request."""
    return JsonResponse(
        {
            "method": request.method,
            "body": request.body.decode(),
            "host": request.get_host(),
            "secure": request.is_secure(),
            "cookies": sorted(request.COOKIES),
            "query": request.GET.dict(),
            "url": request.build_absolute_uri(),
        }
    )


def stream(request):
    def parts():
        for number in range(4):
            yield f"{number}\n"
            time.sleep(0.3)

    return StreamingHttpResponse(parts(), content_type="text/plain")


def boom(request):
    raise ZeroDivisionError("this line is shown")


def loop(request):
    while True:
        pass


def hop(request):
    response = redirect("/lab/echo/?from=hop")
    response.set_cookie("plain", "yes")
    response.set_cookie("hidden", "yes", httponly=True)
    return response


def popup(request):
    script = "opener.document.title = 'told by the pop-up'; document.title = 'pop-up'"
    return HttpResponse(f"<!doctype html><head><title>p</title></head><body><script>{script}</script>")


@api_view(["GET", "POST"])
@permission_classes([IsAuthenticated])
def secret(request):
    return Response({"user": request.user.username, "sent": json.loads(request.body or b"null")})
