from django.urls import path

from .views import StudentCreateView, StudentListView

app_name = "students"

urlpatterns = [
    path("", StudentListView.as_view(), name="list"),
    path("new/", StudentCreateView.as_view(), name="new"),
]
