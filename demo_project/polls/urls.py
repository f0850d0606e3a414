from django.urls import path

from .views import QuestionDetailView, QuestionListView, QuestionResultsView

app_name = "polls"

urlpatterns = [
    path("", QuestionListView.as_view(), name="list"),
    path("<int:pk>/", QuestionDetailView.as_view(), name="detail"),
    path("<int:pk>/results/", QuestionResultsView.as_view(), name="results"),
]
