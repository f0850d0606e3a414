from django.contrib.messages.views import SuccessMessageMixin
from django.urls import reverse_lazy
from django.views.generic import CreateView, DeleteView, ListView, UpdateView
from rest_framework.viewsets import ModelViewSet

from .forms import StudentForm
from .models import Student
from .permissions import IsStaffOrReadOnly, StaffOnlyMixin
from .serializers import StudentSerializer


class StudentListView(ListView):
    """The page with all students, 25 at a time."""

    model = Student
    paginate_by = 25


class StudentCreateView(SuccessMessageMixin, CreateView):
    """The page where a student registers; it then leads to the list and says so.

    It needs no account: registering is what a visitor comes for.
    """

    model = Student
    form_class = StudentForm
    success_url = reverse_lazy("students:list")
    success_message = "%(name)s is registered."


class StudentUpdateView(StaffOnlyMixin, SuccessMessageMixin, UpdateView):
    """The page where staff correct what a student has typed, with the same form and rules."""

    model = Student
    form_class = StudentForm
    success_url = reverse_lazy("students:list")
    success_message = "%(name)s is changed."


class StudentDeleteView(StaffOnlyMixin, SuccessMessageMixin, DeleteView):
    """The page that asks staff once more. Only its button, which sends a POST, deletes."""

    model = Student
    success_url = reverse_lazy("students:list")

    def get_success_message(self, cleaned_data):
        return f"{self.object.name} is deleted."


class StudentViewSet(ModelViewSet):
    """The students as JSON, for other programs. Writing is kept to staff."""

    queryset = Student.objects.all()
    serializer_class = StudentSerializer
    permission_classes = [IsStaffOrReadOnly]
