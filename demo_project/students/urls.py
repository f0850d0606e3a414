from django.urls import path

from .views import StudentCreateView, StudentDeleteView, StudentListView, StudentUpdateView

app_name = "students"

urlpatterns = [
    path("", StudentListView.as_view(), name="list"),
    path("new/", StudentCreateView.as_view(), name="new"),
    path("<int:pk>/edit/", StudentUpdateView.as_view(), name="edit"),
    path("<int:pk>/delete/", StudentDeleteView.as_view(), name="delete"),
]
