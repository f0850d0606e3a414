"""The address book of the site: which address is answered by which part of the project."""

from django.contrib import admin
from django.urls import include, path
from django.views.generic import RedirectView
from rest_framework.routers import DefaultRouter

from students.views import StudentViewSet

router = DefaultRouter()
router.register("students", StudentViewSet)

urlpatterns = [
    path("", RedirectView.as_view(pattern_name="students:list"), name="home"),
    path("students/", include("students.urls")),
    path("admin/", admin.site.urls),
    path("api/", include(router.urls)),
    path("api-auth/", include("rest_framework.urls")),
]
