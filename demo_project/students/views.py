from django.contrib.auth.mixins import PermissionRequiredMixin
from django.contrib.messages.views import SuccessMessageMixin
from django.db import IntegrityError, transaction
from django.urls import reverse_lazy
from django.views.generic import CreateView, DeleteView, ListView, UpdateView
from rest_framework.permissions import DjangoModelPermissionsOrAnonReadOnly
from rest_framework.viewsets import ModelViewSet

from .forms import StudentForm
from .models import Student
from .permissions import may_see_private
from .serializers import StudentSerializer


class PrivateDataMixin:
    """Tells the template whether this visitor may see addresses and ages."""

    def get_context_data(self, **kwargs):
        shown = may_see_private(self.request.user)
        return super().get_context_data(may_see_private=shown, **kwargs)


class StudentFormMixin(SuccessMessageMixin):
    """What the pages to register and to edit share; both lead to the list and say so."""

    model = Student
    form_class = StudentForm
    success_url = reverse_lazy("students:list")

    def form_valid(self, form):
        try:
            with transaction.atomic():
                return super().form_valid(form)
        except IntegrityError:
            # Has somebody else registered with the address since the form looked for it?
            form.validate_unique()
            if form.is_valid():
                raise
            return self.form_invalid(form)


class StudentListView(PrivateDataMixin, ListView):
    """The page with all students, 25 at a time."""

    model = Student
    paginate_by = 25


class StudentCreateView(StudentFormMixin, CreateView):
    """The page where a student registers.

    It needs no account: registering is what a visitor comes for.
    """

    success_message = "%(name)s is registered."


class StudentUpdateView(PermissionRequiredMixin, StudentFormMixin, UpdateView):
    """The page where staff correct what a student has typed, with the same form and rules."""

    permission_required = "students.change_student"
    success_message = "%(name)s is changed."


class StudentDeleteView(PermissionRequiredMixin, PrivateDataMixin, SuccessMessageMixin, DeleteView):
    """The page that asks staff once more. Only its button, which sends a POST, deletes."""

    model = Student
    permission_required = "students.delete_student"
    success_url = reverse_lazy("students:list")

    def get_success_message(self, cleaned_data):
        return f"{self.object.name} is deleted."


class StudentViewSet(ModelViewSet):
    """The students as JSON, for other programs. Writing needs the admin's permission for it."""

    queryset = Student.objects.all()
    serializer_class = StudentSerializer
    permission_classes = [DjangoModelPermissionsOrAnonReadOnly]
