from django.contrib.messages.views import SuccessMessageMixin
from django.urls import reverse_lazy
from django.views.generic import CreateView, ListView
from rest_framework.viewsets import ModelViewSet

from .forms import StudentForm
from .models import Student
from .permissions import IsStaffOrReadOnly
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


class StudentViewSet(ModelViewSet):
    """The students as JSON, for other programs. Writing is kept to staff."""

    queryset = Student.objects.all()
    serializer_class = StudentSerializer
    permission_classes = [IsStaffOrReadOnly]
