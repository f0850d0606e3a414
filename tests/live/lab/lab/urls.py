from django.urls import path
from rest_framework_simplejwt.views import TokenObtainPairView

from . import views

urlpatterns = [
    path("", views.page),
    path("upload/", views.upload),
    path("echo/", views.echo),
    path("stream/", views.stream),
    path("boom/", views.boom),
    path("loop/", views.loop),
    path("hop/", views.hop),
    path("popup/", views.popup),
    path("secret/", views.secret),
    path("token/", TokenObtainPairView.as_view()),
]
